"""The three lessons below the pooling, and the exercises, on the page."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import opened
from tests.pages.sent import left_to_browser, sent_to
from vizcore.images import SAMPLES

SHIFT = "Shift the picture"


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in app.main.markdown)


@pytest.mark.lecture("L18", page="pooling")
def test_a_small_shift_leaves_more_maxima_than_pixels(app):
    opened(app, pool_lesson=SHIFT)
    line = next(line for line in words(app).splitlines() if line.startswith("| 1 |"))
    shares = [cell.strip() for cell in line.split("|")[2:4]]
    pixels, pooled = (float(share.strip(" %")) for share in shares)
    assert pooled > 2 * pixels
    meta, _ = sent_to(app, "shift")
    assert [meta["pixelsKept"][1], meta["pooledKept"][1]] == shares
    assert "| 0 | 100 % | 100 % |" in words(app)


def test_the_browser_gets_every_shift_and_what_stays_of_it(app):
    opened(app, pool_lesson=SHIFT)
    _, arrays = sent_to(app, "shift")
    assert arrays["picture"].shape == (5, 48, 48)
    assert arrays["pooled"].shape == (5, 24, 24)
    pairs = arrays["picture"].reshape(5, 24, 2, 24, 2)
    np.testing.assert_array_equal(arrays["pooled"], pairs.max(axis=(2, 4)))
    for values, same in (("picture", "samePixels"), ("pooled", "samePooled")):
        np.testing.assert_array_equal(arrays[same], arrays[values] == arrays[values][0])
    for shift in range(1, 5):
        moved, still = arrays["picture"][shift], arrays["picture"][0]
        np.testing.assert_array_equal(moved[:, shift:], still[:, :-shift])
    assert "shift" in left_to_browser(app)


def test_the_shift_follows_the_pooling_above(app):
    opened(app, pool_lesson=SHIFT)
    before, _ = sent_to(app, "shift")
    app.button_group(key="pooling_kind").set_value("average").run()
    assert not app.exception
    after, _ = sent_to(app, "shift")
    assert after["pixelsKept"] == before["pixelsKept"]
    assert after["pooledKept"] != before["pooledKept"]
    assert any("hardly one stays" in caption.value for caption in app.main.caption)


def test_a_picture_too_narrow_to_shift_is_told_in_a_sentence(app):
    window = {"pool_window_rows": "7", "pool_window_columns": "7"}
    opened(app, picture="letter_i", pool_lesson=SHIFT, **window)
    assert not app.error
    app.number_input(key="pooling_window_columns").set_value(9).run()
    app.text_area(key="pooling_input").set_value("; ".join(["1 2 3 4 5 6 7 8 9"] * 7)).run()
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
    app.text_input(key="pooling_answer_1").set_value("112").run()
    assert [success.value for success in app.success] == ["Right."]
