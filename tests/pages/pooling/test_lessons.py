"""The three lessons below the pooling, and the exercises, on the page."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import opened
from vizcore.images import SAMPLES

SHIFT = "Shift the picture"


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.main.markdown)


def annotations(app: AppTest) -> list[str]:
    (chart,) = app.get("plotly_chart")
    figure = json.loads(chart.proto.spec)
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.lecture("L18", page="pooling")
def test_a_small_shift_leaves_more_maxima_than_pixels(app):
    opened(app, pool_lesson=SHIFT)
    line = next(line for line in words(app).splitlines() if line.startswith("| 1 |"))
    pixels, pooled = (float(cell.strip(" %")) for cell in line.split("|")[2:4])
    assert pooled > 2 * pixels
    assert f"<b>{pixels:.0f} %</b>" in annotations(app)[0]
    assert f"<b>{pooled:.0f} %</b>" in annotations(app)[1]
    assert "| 0 | 100 % | 100 % |" in words(app)


def test_the_shift_follows_the_pooling_above(app):
    opened(app, pool_lesson=SHIFT)
    before = annotations(app)
    app.button_group(key="pooling_kind").set_value("average").run()
    assert not app.exception
    assert annotations(app)[0] == before[0]
    assert annotations(app)[1] != before[1]
    assert any("hardly one stays" in caption.value for caption in app.main.caption)


def test_a_picture_too_narrow_to_shift_is_told_in_a_sentence(app):
    window = {"pool_window_rows": "7", "pool_window_columns": "7"}
    opened(app, picture="letter_i", pool_lesson=SHIFT, **window)
    assert not app.error
    app.number_input(key="pooling_window_columns").set_value(9).run()
    app.text_input(key="pooling_input").set_value("; ".join(["1 2 3 4 5 6 7 8 9"] * 7)).run()
    assert not app.exception
    assert "A window of 9 does not fit on 8 cells" in app.error[0].value


@pytest.mark.lecture("L18", page="pooling")
def test_global_pooling_is_one_number_for_each_channel(app):
    opened(app, picture="letter_i", pool_lesson="Global pooling")
    assert "`(1, 3, 12, 12)` becomes `(1, 3)`" in words(app)
    picture = SAMPLES["letter_i"].load()
    for channel, image in enumerate(app.main.image):
        values = picture[..., channel].astype(float)
        told = f"mean `{values.sum() / values.size:.2f}`, largest `{values.max():.0f}`"
        assert told in image.captions[0]


@pytest.mark.lecture("L18", page="pooling")
def test_the_lectures_photograph_is_halved_in_both_kinds(app):
    opened(app, pool_lesson="The lecture's photograph")
    assert [image.captions[0] for image in app.main.image] == [
        "Before: `(280, 320, 3)`",
        "Maximum: `(140, 160, 3)`",
        "Mean: `(140, 160, 3)`",
    ]


def test_the_first_exercise_is_the_lectures_and_is_marked(app):
    opened(app)
    assert "224×224" in words(app)
    app.number_input(key="pooling_answer_1").set_value(112).run()
    assert [success.value for success in app.success] == ["Right."]
