"""The Kernels page: what it sends to the browser, what it says, what it does with odd requests."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from pages.kernels.views import (
    LIVE_SIDE,
    Settings,
    filtered,
    full_size_png,
    kernel_tiles,
    shown,
)
from pages.kernels.words import display_sentence, facts_sentences, facts_table
from pages.ui.components.compare import Filtered
from pages.ui.picture import sample_picture, uploaded_picture
from tests.pages.helpers import fresh, opened
from tests.pages.kernels.pictures import live_view
from tests.pages.sent import address, kept, sent_to
from vizcore.figures.palette import LIGHT
from vizcore.images import KERNELS, apply_kernel, luma, to_display
from vizcore.matrix_text import matrix_text, parse_matrix

BORDERS = ["zero", "reflect", "replicate", "wrap", "valid"]


def _image(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (rows, columns, 3), dtype=np.uint8)


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (5, 5), (7, 4)])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_each_result_is_the_sum_over_its_window_of_the_padded_source(border, rows, columns, stride):
    weights = np.random.default_rng(1).integers(-4, 5, (rows, columns)).astype(float)
    view = filtered(_image(13, 17), weights, Settings(stride, border))
    modes = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "wrap": "wrap"}
    padded = view.source.astype(float)
    if border != "valid":
        padded = np.pad(padded, (*view.padding(), (0, 0)), mode=modes[border])
    for i, j in np.ndindex(view.result.shape[:2]):
        window = padded[i * stride : i * stride + rows, j * stride : j * stride + columns]
        assert window.shape == (rows, columns, 3)
        np.testing.assert_allclose(
            (window * weights[..., None]).sum(axis=(0, 1)), view.result[i, j], rtol=1e-5, atol=1e-3
        )


def test_the_picture_goes_once_and_the_result_a_byte_a_value(app):
    opened(app)
    meta, arrays = sent_to(app, "compare")
    source = kept(app)[meta["source"]][1]["array"]
    assert arrays["shown"].nbytes == source.nbytes
    app.button_group(key="kernels_preset").set_value("large_blur").run()
    again, _ = sent_to(app, "compare")
    assert again["source"] == meta["source"]
    np.testing.assert_array_equal(kept(app)[meta["source"]][1]["array"], source)


def test_luminance_of_white_is_white_and_green_weighs_most():
    white, red, green, blue = luma(
        np.array([[[255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)
    )[0]
    assert white == 255
    assert green > red > blue


def test_the_live_picture_fits_the_screen():
    view = live_view(sample_picture("hubble"), KERNELS["identity"].weights, Settings())
    assert max(view.source.shape) == LIVE_SIDE


@pytest.mark.parametrize("display", ["clip", "offset", "absolute"])
def test_the_download_is_the_result_at_full_size(display):
    file = BytesIO()
    image = _image(900, 1500)
    Image.fromarray(image).save(file, "PNG")
    picture = uploaded_picture("mine.png", file.getvalue())
    weights = KERNELS["sobel_x"].weights
    png = full_size_png(picture, weights, Settings(display=display))()
    written = np.array(Image.open(BytesIO(png)))
    np.testing.assert_array_equal(written, to_display(apply_kernel(image, weights), display))


def test_signed_colours_are_the_same_in_strips_and_keep_zero_neutral():
    result = np.zeros((600, 2), np.float32)
    result[0, 0], result[599, 1] = -8, 4
    pixels = shown(result, "signed", LIGHT)
    assert pixels.shape == (600, 2, 3)
    assert pixels[300, 0].tolist() == [247, 247, 245]
    assert pixels[0, 0].tolist() == [31, 95, 174]
    assert pixels[599, 1].tolist() == [232, 181, 136]  # half way to (217, 115, 26)


def test_the_sentence_counts_what_clipping_loses():
    result = np.array([[-1, 0, 100, 255, 256]], np.float32)
    sentence = display_sentence(result, "clip")
    assert "below 0 become 0 (20 %" in sentence
    assert "above 255 become 255 (20 %)" in sentence


def test_results_that_round_into_the_range_are_not_counted_as_lost():
    assert "become 0 (0 %" in display_sentence(np.array([[-0.4, 255.4]], np.float32), "clip")


def test_the_offset_sentence_counts_what_still_lies_outside():
    result = np.array([[-129, -128, 127, 128]], np.float32)
    assert "50 % of the values" in display_sentence(result, "offset")


def test_the_signed_sentence_names_the_full_colour():
    assert "±512" in display_sentence(np.array([[-512, 3]], np.float32), "signed")


def test_the_facts_of_the_large_blur_say_what_separating_saves():
    sentences = facts_sentences(KERNELS["large_blur"].weights)
    assert "21 + 21 = 42 products a pixel instead of 21 × 21 = 441" in sentences
    assert "`441 → 42`" in facts_table(KERNELS["large_blur"].weights)


def test_the_facts_of_the_laplacian_say_that_it_is_not_separable():
    sentences = facts_sentences(KERNELS["laplacian"].weights)
    assert "not separable" in sentences
    assert "flat areas give 0" in sentences


@pytest.mark.parametrize("weights", [[[1.0, 2.0, 1.0]], [[0.0]], [[3.0]]])
def test_every_kernel_has_facts(weights):
    assert facts_sentences(np.array(weights))


def test_text_of_a_matrix_reads_back_exactly():
    weights = np.array([[1 / 49, -0.1], [1e-12, 12345.678], [0, -2]])
    np.testing.assert_array_equal(parse_matrix(matrix_text(weights)), weights)


def test_the_page_sends_the_default_kernel_on_the_default_picture(app):
    opened(app)
    assert not app.exception
    meta, arrays = sent_to(app, "compare")
    expected = live_view(sample_picture("cat"), KERNELS["sharpen"].weights, Settings())
    np.testing.assert_array_equal(arrays["kernel"], KERNELS["sharpen"].weights)
    np.testing.assert_array_equal(arrays["shown"], to_display(expected.result, "clip"))
    np.testing.assert_array_equal(kept(app)[meta["source"]][1]["array"], expected.source)


def test_a_link_restores_preset_stride_border_and_display(app):
    app.query_params["kernels_preset"] = "Laplacian"
    app.query_params["kernels_stride"] = "2"
    app.query_params["kernels_border"] = "Reflect"
    app.query_params["kernels_display"] = "Signed"
    opened(app)
    meta, arrays = sent_to(app, "compare")
    np.testing.assert_array_equal(arrays["kernel"], KERNELS["laplacian"].weights)
    assert meta["stride"] == 2
    assert meta["display"] == "signed"
    assert meta["channels"] == ["Grey"]
    wanted = live_view(
        sample_picture("cat"), KERNELS["laplacian"].weights, Settings(2, "reflect", "signed")
    )
    np.testing.assert_array_equal(kept(app)[meta["source"]][1]["array"][..., 0], wanted.source)


def test_signed_is_offered_where_results_can_be_negative_and_comes_first_where_flat_areas_give_0(
    app,
):
    opened(app)
    for name, kernel in KERNELS.items():
        app.button_group(key="kernels_preset").set_value(name).run()
        shown = app.button_group(key="kernels_display")
        offered = [option.content for option in shown.proto.options]
        assert ("Signed" in offered) == bool((kernel.weights < 0).any()), name
        zero_sum = abs(kernel.weights.sum()) < 1e-9
        assert shown.value == ("signed" if zero_sum else "clip"), name
        assert "display" not in address(app), name


def test_a_display_that_was_chosen_stays_with_the_next_kernel_that_has_it(app):
    opened(app, preset="sobel_x")
    app.button_group(key="kernels_display").set_value("absolute").run()
    app.button_group(key="kernels_preset").set_value("laplacian").run()
    assert app.button_group(key="kernels_display").value == "absolute"
    assert address(app)["display"] == "absolute"
    app = opened(fresh("kernels"), preset="laplacian", display="clip")
    assert app.button_group(key="kernels_display").value == "clip"
    app = opened(fresh("kernels"), preset="box", display="signed")
    assert app.button_group(key="kernels_display").value == "clip"


def test_a_common_factor_stands_once_beside_the_weights_and_in_their_text(app):
    opened(app, preset="gaussian")
    (words,) = [text.value for text in app.markdown if "tfrac" in text.value]
    assert r"$\tfrac{1}{256}\begin{bmatrix}1 & 4 & 6 & 4 & 1 \\ 4 & 16 &" in words
    app.button_group(key="kernels_preset").set_value("custom").run()
    assert app.text_area(key="kernels_text").value.startswith("1/256 * [1 4 6 4 1\n4 16 24")
    app.button(key="kernels_do_× 2").click().run()
    assert app.text_area(key="kernels_text").value.startswith("1/128 * [1 4 6 4 1\n")
    np.testing.assert_array_equal(
        sent_to(app, "compare")[1]["kernel"], 2 * KERNELS["gaussian"].weights
    )
    assert address(app)["text"].startswith("1/128 1/32 3/64")
    opened(app, preset="small_blur")
    app.button_group(key="kernels_preset").set_value("small_blur").run()
    assert any(text.value == r"All 49 weights are $\tfrac{1}{49}$." for text in app.markdown)


def test_zeros_around_the_picture_are_named_only_where_a_window_reaches_them(app):
    told = "a stripe along the edge, 10 pixels wide"
    opened(app, preset="large_blur")
    assert any(told in text.value for text in app.caption)
    app.selectbox(key="kernels_border").set_value("reflect").run()
    assert not any("a stripe along" in text.value for text in app.caption)
    app = opened(fresh("kernels"), preset="identity")
    assert not any("a stripe along" in text.value for text in app.caption)


def test_typed_text_wins_over_the_preset_and_a_preset_over_the_text(app):
    opened(app)
    app.text_area(key="kernels_text").set_value("1 2; 3 4").run()
    assert sent_to(app, "compare")[1]["kernel"].tolist() == [[1, 2], [3, 4]]
    assert app.session_state["kernels_preset"] == "custom"
    app.button_group(key="kernels_preset").set_value("emboss").run()
    np.testing.assert_array_equal(sent_to(app, "compare")[1]["kernel"], KERNELS["emboss"].weights)
    assert app.session_state["kernels_text"] == ""


def test_text_that_is_no_kernel_is_explained_and_the_kernel_before_stays(app):
    opened(app)
    app.text_area(key="kernels_text").set_value("1 2; 3").run()
    assert "make all rows equally long" in app.error[0].value
    assert "The numbers before stay." in app.error[0].value
    assert not app.exception
    np.testing.assert_array_equal(sent_to(app, "compare")[1]["kernel"], KERNELS["sharpen"].weights)


def test_normalising_a_kernel_that_sums_to_0_is_explained(app):
    app.query_params["kernels_preset"] = "Laplacian"
    opened(app)
    app.button(key="kernels_do_Normalise").click().run()
    assert "sum to 0" in app.error[0].value
    np.testing.assert_array_equal(
        sent_to(app, "compare")[1]["kernel"], KERNELS["laplacian"].weights
    )


def test_a_weight_that_is_doubled_too_often_is_explained_and_the_one_before_stays(app):
    opened(app, text="9e29")
    app.button(key="kernels_do_× 2").click().run()
    assert not app.exception
    assert "'1.8e+30' is too large" in app.error[0].value
    assert sent_to(app, "compare")[1]["kernel"].tolist() == [[9e29]]


def test_flip_and_scale_change_the_weights(app):
    app.query_params["kernels_text"] = "1 2 3"
    opened(app)
    app.button(key="kernels_do_Flip").click().run()
    assert sent_to(app, "compare")[1]["kernel"].tolist() == [[3, 2, 1]]
    app.button(key="kernels_do_× 2").click().run()
    assert sent_to(app, "compare")[1]["kernel"].tolist() == [[6, 4, 2]]


def test_a_kernel_that_does_not_fit_without_padding_is_explained(app):
    app.query_params["picture"] = "letter_i"
    app.query_params["kernels_preset"] = "Large blur, 21×21"
    app.query_params["kernels_border"] = "None (valid)"
    opened(app)
    assert not app.exception
    assert "21 x 21 does not fit on an image of 12 x 12" in app.error[0].value


def test_all_kernels_are_shown_on_the_picture():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.session_state", {})
        tiles = kernel_tiles(sample_picture("cat"), Settings())
    assert [tile.name for tile in tiles] == list(KERNELS)
    for tile in tiles:
        assert max(Image.open(BytesIO(tile.file)).size) <= 176


def test_a_valid_border_leaves_the_source_as_it_is():
    image = _image(6, 5)
    view = Filtered(image, np.ones((3, 3)), np.ones((4, 3, 3), np.float32), 1, "valid")
    np.testing.assert_array_equal(view.source, image)
