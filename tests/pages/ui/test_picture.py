"""The picker: one picture for the whole app, from the URL, a sample or a file."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from pages.ui.picture import PREVIEW_SIDE, Picture, sample_picture, uploaded_picture
from pages.ui.picture_choice import DEFAULT, _Own
from tests.pages.helpers import fresh, opened_at
from tests.pages.sent import address
from vizcore.images import SAMPLES, ImageError


def _photograph(columns: int, rows: int) -> bytes:
    ramp = np.linspace(0, 255, rows * columns).reshape(rows, columns).astype(np.uint8)
    file = BytesIO()
    Image.fromarray(np.stack([ramp, ramp.T.reshape(rows, columns), 255 - ramp], axis=2)).save(
        file, "JPEG", quality=90
    )
    return file.getvalue()


def _chosen(app: AppTest) -> Picture:
    return app.session_state["picture_chosen"]


def test_an_upload_shows_a_preview_and_keeps_the_full_size_for_later():
    picture = uploaded_picture("holiday.jpg", _photograph(2600, 1300))
    assert picture.size == (1300, 2600)
    assert max(picture.preview.shape) <= PREVIEW_SIDE
    assert picture.full().shape == (1300, 2600, 3)
    assert picture.sample is None


def test_the_same_file_has_the_same_digest_and_another_one_another():
    first, again = _photograph(30, 20), _photograph(30, 20)
    other = _photograph(20, 30)
    assert uploaded_picture("a.jpg", first).digest == uploaded_picture("b.jpg", again).digest
    assert uploaded_picture("a.jpg", first).digest != uploaded_picture("a.jpg", other).digest


def test_a_file_that_is_no_picture_is_refused_with_a_sentence():
    with pytest.raises(ImageError):
        uploaded_picture("notes.png", b"Dear diary, today I wrote no picture.")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_can_be_chosen(name):
    picture = sample_picture(name)
    assert picture.preview.dtype == np.uint8
    assert picture.preview.shape[2] == 3
    assert max(picture.preview.shape) <= PREVIEW_SIDE
    assert not picture.preview.flags.writeable, "all sessions share it"


def test_a_small_preview_is_the_picture_itself():
    picture = sample_picture("letter_i")
    np.testing.assert_array_equal(picture.preview, picture.full())


def test_without_a_choice_there_is_the_cat_and_a_clean_url(app):
    opened_at(app, "kernels")
    assert _chosen(app).sample == DEFAULT
    assert "picture" not in address(app)


def test_the_url_names_the_sample(app):
    app.query_params["picture"] = "china"
    opened_at(app, "kernels")
    assert _chosen(app).sample == "china"
    assert address(app)["picture"] == "china"


def test_a_sample_nobody_knows_is_dropped_from_the_url(app):
    app.query_params["picture"] = "unicorn"
    opened_at(app, "kernels")
    assert _chosen(app).sample == DEFAULT
    assert "picture" not in address(app)


def test_a_file_of_ones_own_has_a_mark_in_the_address_that_only_its_session_knows(app):
    opened_at(app, "kernels", picture="china")
    own = uploaded_picture("mine.jpg", _photograph(40, 30))
    app.session_state["picture_chosen"] = own
    app.run()
    assert _chosen(app).name == "mine.jpg"
    mark = address(app)["picture"]
    assert mark == f"own-{own.digest[:8]}"
    other = opened_at(fresh("kernels"), "kernels", picture=mark)
    assert _chosen(other).sample == DEFAULT
    assert "picture" not in address(other)


def test_a_file_of_ones_own_is_found_again_after_a_sample(app):
    opened_at(app, "kernels")
    data = _photograph(40, 30)
    mark = uploaded_picture("mine.jpg", data).mark
    app.session_state["picture_own"] = {mark: _Own("mine.jpg", data, b"")}
    opened_at(app, "pixels", picture=mark)
    assert _chosen(app).name == "mine.jpg"


def test_the_choice_goes_along_from_page_to_page(app):
    app.query_params["picture"] = "coffee"
    opened_at(app, "kernels")
    opened_at(app, "feature_maps")
    assert _chosen(app).sample == "coffee"
