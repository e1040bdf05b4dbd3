"""A picture on a page is the file that was made of it: nothing is resized or written anew."""

import cv2
import numpy as np
import pytest
from streamlit.elements.lib import image_utils
from streamlit.testing.v1 import AppTest

from pages.ui.picture_row import picture_files


@pytest.fixture(scope="module")
def pictures() -> list[np.ndarray]:
    """One that is small as a PNG and one that is not, (h, w, 3) uint8."""
    rng = np.random.default_rng(0)
    return [rng.integers(0, 256, (side, side, 3), np.uint8) for side in (64, 400)]


def _page(file: bytes) -> None:
    import streamlit as st

    from pages.ui.picture_row import show_file

    with st.container(width=32):
        show_file(file, "A picture")


def test_what_is_shown_is_the_file_byte_for_byte(pictures, monkeypatch):
    shown = []
    real = image_utils._ensure_image_size_and_format

    def watched(*arguments):
        shown.append(real(*arguments))
        return shown[-1]

    monkeypatch.setattr(image_utils, "_ensure_image_size_and_format", watched)
    files = picture_files(pictures)
    for file in files:
        assert not AppTest.from_function(_page, args=(file,)).run().exception
    assert shown == files


def test_a_small_picture_keeps_every_pixel_and_a_large_one_has_few_bytes(pictures):
    exact, lossy = picture_files(pictures)
    read = cv2.imdecode(np.frombuffer(exact, np.uint8), cv2.IMREAD_COLOR)
    np.testing.assert_array_equal(cv2.cvtColor(read, cv2.COLOR_BGR2RGB), pictures[0])
    assert lossy.startswith(b"\xff\xd8")
    assert len(lossy) < pictures[1].nbytes / 2
