"""Large pictures: a part at 1:1 or a copy, told as such; the saved file and the program agree."""

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from pages.kernels.views import LIVE_SIDE
from pages.ui.extent import PART, Extent
from pages.ui.picture import sample_picture, uploaded_picture
from tests.pages.helpers import execute, fresh, opened_at
from tests.pages.sent import address, kept, protos, sent_to, unpack
from vizcore.images import KERNELS, apply_kernel, encode_png, shrink, to_display
from vizcore.images.tensors import memory_place

NOISE = np.random.default_rng(7).integers(0, 256, (2000, 3000, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def noise():
    return uploaded_picture("noise.png", encode_png(NOISE))


def with_picture(lesson: str, picture, **link: str) -> AppTest:
    app = fresh(lesson)
    opened_at(app, lesson, **link)
    app.session_state["picture_chosen"] = picture
    app.run()
    assert not app.exception
    return app


def captions(app: AppTest) -> str:
    return "\n".join(element.value for element in app.caption)


def the_picture(app: AppTest):
    return unpack(protos(app, "pixels")[0].bytes)


def run_beside_its_file(app: AppTest, extent: Extent, folder, monkeypatch):
    """The names and the text of the program on the page, beside the file that the page saves."""
    (folder / extent.file).write_bytes(encode_png(extent.saved()))
    monkeypatch.chdir(folder)
    return execute(app.code[-1].value)


def test_the_numbers_of_a_part_are_the_originals_at_the_originals_places(
    noise, tmp_path, monkeypatch
):
    app = with_picture("pixels", noise, code="numpy")
    app.number_input(key="pixels_top").set_value(1000)
    app.number_input(key="pixels_left").set_value(500).run()
    meta, arrays = the_picture(app)
    np.testing.assert_array_equal(arrays["source"], NOISE[1000:1480, 500:1140])
    assert (meta["origin"], meta["size"]) == ([1000, 500], [2000, 3000])
    assert "Rows 1000 to 1479, columns 500 to 1139 of 2000 × 3000 pixels, 1:1." in captions(app)
    assert address(app)["top"] == "1000"
    assert address(app)["left"] == "500"
    kept_one = {"picture": meta["picture"], "pixel": [1234, 777]}
    app.session_state["pixels"] = {"kept": kept_one}
    app.run()
    _, printed = run_beside_its_file(
        app, Extent(noise, arrays["source"], (1000, 500)), tmp_path, monkeypatch
    )
    assert f"{NOISE[1234, 777]}\n" in printed
    assert "(2000, 3000, 3) uint8" in printed
    place = memory_place((2000, 3000, 3), (1234, 777, 0))
    assert NOISE.ravel()[place] == arrays["source"][234, 277, 0]


def test_a_copy_on_pixels_is_read_from_the_saved_copy(noise, tmp_path, monkeypatch):
    app = with_picture("pixels", noise, extent="copy", code="numpy")
    _, arrays = the_picture(app)
    assert arrays["source"].shape == (683, 1024, 3)
    names, printed = run_beside_its_file(
        app, Extent(noise, arrays["source"]), tmp_path, monkeypatch
    )
    assert 'Image.open("copy.png")' in app.code[-1].value
    assert "(683, 1024, 3) uint8" in printed
    np.testing.assert_array_equal(names["image"], arrays["source"])


@pytest.mark.parametrize("kind", ["copy", "part"])
@pytest.mark.parametrize("library", ["NumPy", "PyTorch"])
def test_the_program_of_kernels_filters_what_is_on_the_screen(
    noise, kind, library, tmp_path, monkeypatch
):
    app = with_picture("kernels", noise, extent=kind, code=library.lower())
    if kind == "part":
        app.number_input(key="kernels_top").set_value(1)
        app.number_input(key="kernels_left").set_value(2).run()
    meta, arrays = sent_to(app, "compare")
    source = kept(app)[meta["source"]][1]["array"]
    corner = None if kind == "copy" else (1, 2)
    wanted = shrink(noise.preview, LIVE_SIDE) if kind == "copy" else NOISE[1:481, 2:642]
    np.testing.assert_array_equal(source, wanted)
    names, _ = run_beside_its_file(app, Extent(noise, wanted, corner), tmp_path, monkeypatch)
    result = np.asarray(names["result"], np.float32)
    np.testing.assert_array_equal(to_display(result, "clip"), arrays["shown"])
    np.testing.assert_allclose(result, apply_kernel(wanted, KERNELS["sharpen"].weights), atol=1e-3)
    assert isinstance(names["x"], torch.Tensor) == (library == "PyTorch")


def test_kernels_begins_with_the_copy_and_says_so(noise):
    app = with_picture("kernels", noise)
    assert app.button_group(key="kernels_extent").value == "copy"
    assert (
        "A smaller copy: 427 × 640 of 2000 × 3000 pixels, each the mean of about 4.7 × 4.7."
        in captions(app)
    )
    assert "extent" not in address(app)


@pytest.mark.parametrize("lesson", ["pixels", "kernels"])
def test_a_picture_that_fits_has_no_control_and_its_program_reads_the_picture(lesson):
    app = opened_at(fresh(lesson), lesson, picture="cat", code="numpy", top="9", extent="part")
    assert not any(group.key == f"{lesson}_extent" for group in app.button_group)
    assert 'np.array(Image.open("picture.png").convert("RGB"))\n' in app.code[-1].value
    assert {"top", "extent"}.isdisjoint(address(app))


def test_another_picture_begins_in_its_own_middle(noise):
    app = with_picture("pixels", noise)
    app.number_input(key="pixels_top").set_value(1500).run()
    app.session_state["picture_chosen"] = sample_picture("retina")
    app.run()
    assert not app.exception
    assert app.number_input(key="pixels_top").value == (1411 - PART[0]) // 2
    assert "top" not in address(app)


@pytest.mark.parametrize("value", ["1521", "-1", "x", "1e9"])
def test_a_part_that_a_link_cannot_mean_is_the_one_in_the_middle(value):
    app = opened_at(fresh("pixels"), "pixels", picture="retina", top=value)
    assert the_picture(app)[0]["origin"] == [465, 385]


def test_the_original_is_decoded_only_when_the_part_changes(noise, monkeypatch):
    decoded = []
    whole = type(noise).full
    monkeypatch.setattr(type(noise), "full", lambda self: decoded.append(1) or whole(self))
    app = with_picture("pixels", noise)
    for _ in range(3):
        app.run()
    assert len(decoded) == 1
    app.number_input(key="pixels_left").set_value(0).run()
    assert len(decoded) == 2
    part = app.session_state["kept"]["part"][1]
    assert part.base is None
    assert part.nbytes < 1_000_000
