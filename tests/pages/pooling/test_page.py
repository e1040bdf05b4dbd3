"""The Pooling page: both kinds by hand, the address, what cannot be."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.matrices import random_matrix
from tests.pages.helpers import opened
from tests.pages.sent import player_data


def output(app: AppTest) -> list[list[float]]:
    return player_data(app)[1]["output"].tolist()


@pytest.mark.lecture("L18", page="pooling")
def test_the_lectures_matrix_is_pooled_as_by_hand(app):
    opened(app)
    assert output(app) == [[3, 5, 3], [2, 6, 3], [3, 5, 4]]
    assert app.caption[0].value == "No window reaches row 6 and column 6: they are hatched."
    app.button_group(key="pooling_kind").set_value("average").run()
    assert output(app) == [[0.75, 1.75, 2.75], [-0.25, 3.5, 2.25], [1.5, 0.25, 2]]


def test_ceil_mode_adds_a_last_window_and_never_counts_its_overhang(app):
    opened(app, pool_ceil="true", pool_kind="Average", pool_count_padding="true")
    assert output(app)[-1][-1] == 1
    assert player_data(app)[1]["divisor"].tolist()[-1] == [2, 2, 2, 1]
    assert any(r"\lceil 2.5 \rceil + 1 = 4$" in text.value for text in app.markdown)


def test_overlapping_windows_share_their_winner(app):
    opened(app, pool_input="1 2 3; 4 9 5; 6 7 8", pool_stride_rows="1", pool_stride_columns="1")
    assert output(app) == [[9, 9], [9, 9]]
    assert player_data(app)[1]["winner"].tolist() == [[4, 4], [4, 4]]


def test_counted_padding_changes_only_the_means_at_the_border(app):
    address = {
        "pool_kind": "Average",
        "pool_padding": "Each side by number",
        "pool_example": "Random numbers",
        "pool_window_rows": "3",
        "pool_window_columns": "3",
    }
    without = np.array(output(opened(app, **address)))
    app.toggle(key="pooling_count_padding").set_value(True).run()
    assert not app.exception
    counted = np.array(output(app))
    changed = without != counted
    assert changed[0].any()
    assert changed[:, 0].any()
    assert not changed[1:-1, 1:-1].any()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"pool_window_rows": "9"}, "A window of 9 does not fit on 7 cells without padding"),
        (
            {"pool_padding": "Each side by number", "pool_top": "5"},
            "Window 1 of 6 lies on padding alone",
        ),
        ({"pool_input": "a b"}, "a"),
        ({"pool_input": "1 2; 3"}, "make all rows equally long"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_traceback(app, address, sentence):
    opened(app, **address)
    assert [sentence in error.value for error in app.error] == [True]
    assert app.error[0].value.endswith(".")
    assert "\n" not in app.error[0].value


def test_means_of_counted_padding_alone_are_zero_and_no_traceback(app):
    opened(
        app,
        pool_kind="Average",
        pool_count_padding="true",
        pool_padding="Each side by number",
        pool_top="32",
        pool_left="32",
    )
    assert not app.error
    assert output(app)[0][0] == 0
    assert player_data(app)[1]["winner"][0, 0] == -1


def test_the_address_restores_every_setting(app):
    opened(
        app,
        pool_example="Random numbers",
        pool_rows="9",
        pool_columns="6",
        pool_seed="3",
        pool_kind="Average",
        pool_window_rows="3",
        pool_stride_columns="1",
        pool_padding="Same, extra zero first",
        pool_ceil="true",
        pool_count_padding="true",
        pool_step="4",
    )
    spec, arrays = player_data(app)
    np.testing.assert_array_equal(arrays["input"], random_matrix(9, 6, 3))
    assert (spec["kind"], spec["countsPadding"]) == ("average", True)
    assert (spec["window"], spec["stride"]) == ([3, 2], [2, 1])
    assert spec["pads"] == [[1, 1], [1, 0]]


def test_the_whole_picture_is_pooled_beside_the_patch(app):
    opened(app, pool_example="A patch of the picture", lesson="whole")
    pair = list(app.main.image)
    before, after = (_size(image.captions[0]) for image in pair)
    assert after == (before[0] // 2, before[1] // 2)


def test_a_window_too_large_for_the_patch_is_told_beside_the_picture(app):
    opened(app, pool_example="A patch of the picture", pool_cells="4", pool_window_rows="16")
    assert "does not fit" in app.error[0].value
    assert len(app.error) == 1


def _size(caption: str) -> tuple[int, int]:
    rows, columns = caption.split("(")[1].split(",")[:2]
    return int(rows), int(columns)
