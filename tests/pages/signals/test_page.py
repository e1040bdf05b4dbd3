"""The page In one dimension: the lecture's signal, presets, the address, what cannot be."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.signals.presets import PRESETS
from pages.ui.matrices import random_matrix
from tests.pages.helpers import fresh, opened
from tests.pages.sent import left_to_browser, unpack

LECTURE = [0.5, 1.5, 1.5, 0.5, 0.5, 1.0, 0.5]


def choose(app: AppTest, preset: str) -> AppTest:
    app.button_group(key="signals_example").set_value(preset).run()
    assert not app.exception
    return app


def played(app: AppTest):
    sent = [element.proto for element in app.get("bidi_component")]
    (player,) = [proto for proto in sent if proto.component_name == "convscope_player"]
    return unpack(player.bytes)


def output(app: AppTest) -> list[float]:
    return played(app)[1]["output"].ravel().tolist()


@pytest.mark.lecture("L8", page="signals")
def test_the_page_opens_with_the_lectures_signal_and_its_output(app):
    opened(app)
    spec, arrays = played(app)
    assert arrays["input"].ravel().tolist() == [0, 1, 2, 1, 1, 2, 0, 1, 0, 1, 2, 0, 0, 1]
    assert (spec["axes"], spec["input"], spec["output"]) == (1, [1, 14], [1, 7])
    assert output(app) == LECTURE
    assert any(r"\lfloor 6 \rfloor + 1 = 7$" in text.value for text in app.markdown)


@pytest.mark.lecture("L8", page="signals")
def test_with_stride_3_the_lectures_filter_fits_and_misses_four_places(app):
    opened(app, signals_stride="3")
    x = np.array([0, 1, 2, 1, 1, 2, 0, 1, 0, 1, 2, 0, 0, 1])
    assert output(app) == [(x[i] + x[i + 1]) / 2 for i in (0, 3, 6, 9, 12)]
    assert "No window reaches places 2, 5, 8, 11" in app.caption[0].value


@pytest.mark.lecture("L7", page="signals")
def test_a_spike_shows_the_kernel_back_to_front_until_it_is_flipped(app):
    opened(app, signals_example="Spike")
    assert output(app) == [0, 0, 0, 0, 0, 3, 2, 1, 0, 0, 0, 0, 0, 0]
    assert "changes 2 of the 14 outputs" in app.caption[0].value
    app.toggle(key="signals_flip").set_value(True).run()
    spike = np.eye(14)[6]
    assert output(app) == np.convolve(spike, [1, 2, 3], mode="same").tolist()
    assert any("w_{2-k}" in text.value for text in app.markdown)


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_in_the_address_is_the_one_that_is_clicked(app, name):
    by_address = output(opened(app, signals_example=name))
    other = opened(fresh("signals"))
    other.number_input(key="signals_dilation").set_value(2)
    other.text_area(key="signals_input").set_value("1 2 3 4 5 6").run()
    choose(other, "spike" if name != "spike" else "lecture")
    assert output(choose(other, name)) == by_address


def test_a_difference_leaves_only_the_jumps(app):
    x = [float(cell) for cell in PRESETS["difference"].signal.split()]
    assert output(opened(app, signals_example="Difference")) == np.diff(x).tolist()
    assert "What comes after less what comes before" in app.caption[0].value
    app.toggle(key="signals_flip").set_value(True).run()
    assert "What comes after" not in app.caption[0].value  # it is the other way round now


def test_the_address_restores_every_setting(app):
    opened(
        app,
        signals_example="Random",
        signals_seed="5",
        signals_kernel="1 2 -1",
        signals_stride="2",
        signals_dilation="2",
        signals_padding="Each side by number",
        signals_before="3",
        signals_after="0",
        signals_flip="true",
        signals_step="4",
    )
    spec, arrays = played(app)
    np.testing.assert_array_equal(arrays["input"], random_matrix(1, 14, 5))
    assert arrays["weight"].ravel().tolist() == [-1, 2, 1]
    assert (spec["stride"], spec["dilation"], spec["pads"]) == ([1, 2], [1, 2], [[0, 0], [3, 0]])
    assert left_to_browser(app) == ["step", "at"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"signals_kernel": "1 2 3 4 5 6", "signals_input": "1 2"}, "does not fit on 2 cells"),
        ({"signals_input": "1 2; 3 4"}, "A signal is one row of numbers, not 2 rows."),
        ({"signals_kernel": "1 2; 2 3; 3 4"}, "A kernel is one row of numbers, not 3 rows."),
        ({"signals_kernel": "one two"}, "is not a number"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_traceback(app, address, sentence):
    opened(app, **address)
    assert [sentence in error.value for error in app.error] == [True]


def test_a_longer_kernel_lets_less_of_a_high_tone_pass(app):
    opened(app)

    def kept() -> list[float]:
        (told,) = [text.value for text in app.caption if "A tone of" in text.value]
        return [float(share) for share in re.findall(r"([\d.]+)%", told)]

    low, high = kept()
    assert low > 95
    assert high < 1
    app.button_group(key="signals_length").set_value("1").run()
    assert kept() == [100, 100]
    assert len(app.get("audio")) == 2
