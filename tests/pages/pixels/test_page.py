"""The Pixels page: what is sent, what is written beside it, what cannot be."""

import csv
import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.pixels.batch import HEADER, layout_table, spread_rows, spread_table
from pages.ui.components.painter import painted
from pages.ui.downloads import csv_bytes
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, protos, sent_to, unpack
from vizcore.images import SAMPLES, crop_square, luma, shrink
from vizcore.images.patterns import letter_i
from vizcore.images.variants import draw_variants
from vizcore.matrix_text import matrix_text


def sent(app: AppTest, title: str) -> tuple[dict, np.ndarray]:
    """Settings and pixels of the component that shows `title`."""
    protos = [element.proto for element in app.get("bidi_component")]
    blobs = [proto.bytes for proto in protos if proto.component_name == "convscope_pixels"]
    meta, arrays = next(found for found in map(unpack, blobs) if found[0]["title"] == title)
    return meta, arrays["source"]


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def captions(app: AppTest) -> str:
    return "\n".join(element.value for element in app.caption)


@pytest.mark.lecture("L1", page="pixels")
def test_the_very_pixels_of_the_picture_go_to_the_browser(app):
    opened(app, picture="china")
    meta, source = sent(app, "Temple in China")
    np.testing.assert_array_equal(source, SAMPLES["china"].load())
    assert (meta["plain"], meta["address"]) == (False, "place")


@pytest.mark.lecture("L2", page="pixels")
def test_size_and_count_are_written_out(app):
    opened(app, picture="china")
    assert "427 rows × 640 columns = **273,280 pixels**" in texts(app)
    assert "`(427, 640, 3)`, 819,840 numbers" in texts(app)
    with pytest.raises(KeyError):
        app.button_group(key="pixels_extent")


def test_of_a_larger_picture_a_part_is_shown_or_a_copy_and_both_sizes_are_told(app):
    opened(app, picture="retina")
    full = SAMPLES["retina"].load()
    assert "1,411 rows × 1,411 columns = **1,990,921 pixels**" in texts(app)
    meta, source = sent(app, "Retina")
    np.testing.assert_array_equal(source, full[465:945, 385:1025])
    assert (meta["origin"], meta["size"]) == ([465, 385], [1411, 1411])
    assert "Rows 465 to 944, columns 385 to 1024 of 1411 × 1411 pixels, 1:1." in captions(app)
    app.button_group(key="pixels_extent").set_value("copy").run()
    meta, source = sent(app, "Retina")
    np.testing.assert_array_equal(source, shrink(full, 1024))
    assert (meta["origin"], meta["size"]) == ([0, 0], [1024, 1024])
    assert "A smaller copy: 1024 × 1024 of 1411 × 1411 pixels" in captions(app)
    assert address(app)["extent"] == "copy"


@pytest.mark.lecture("L4", page="pixels")
def test_the_letter_is_a_tensor_of_rank_2_and_follows_what_is_typed(app):
    opened(app, tab="letter")
    np.testing.assert_array_equal(sent(app, "The letter I")[1][..., 0], letter_i())
    assert "`(12, 12)`, 144 pixels" in texts(app)
    letter = letter_i()
    letter[1, 3] = 255
    app.text_area(key="pixels_letter").set_value(matrix_text(letter)).run()
    assert not app.exception
    np.testing.assert_array_equal(sent(app, "The letter I")[1][..., 0], letter)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0 300", "300 at (0, 1) is no uint8: write a whole number from 0 to 255."),
        ("0 1; -3 0", "-3 at (1, 0) is no uint8: write a whole number from 0 to 255."),
        ("1 2; 3", "make all rows equally long"),
    ],
)
def test_what_is_no_picture_is_one_sentence_and_the_rest_of_the_page_stays(app, text, sentence):
    opened(app, pixels_letter=text, tab="letter")
    assert [sentence in error.value for error in app.error] == [True]
    assert sent(app, "The letter I")[1].shape == (12, 12, 1)
    assert "What to notice" in [header.value for header in app.header]


def test_the_address_restores_the_pixel_the_letter_and_the_statistics(app):
    opened(
        app,
        picture="china",
        pixels_place="red-120-300-48",
        pixels_letter="0 255; 255 0",
        pixels_statistics="ImageNet",
        tab="letter",
        code="PyTorch",
    )
    assert left_to_browser(app) == ["place", "letter_place"]
    assert sent(app, "The letter I")[1][..., 0].tolist() == [[0, 255], [255, 0]]
    assert "image[120, 300]" in app.code[0].value
    assert "mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)" in app.code[0].value


def test_a_pixel_that_is_kept_reaches_the_programs_until_the_picture_is_another(app):
    opened(app, picture="china", code="pytorch")
    assert "image[213, 320]" in app.code[0].value
    digest = sent(app, "Temple in China")[0]["picture"]
    app.session_state["pixels"] = {"kept": {"picture": digest, "pixel": [120, 300]}}
    app.run()
    assert "image[120, 300]" in app.code[0].value
    app.session_state["picture_chosen"] = sample_picture("flower")
    app.run()
    assert "image[213, 320]" in app.code[0].value


@pytest.mark.parametrize("pixel", [None, "x", [1], [1.5, 2], [True, 1], [999, 0], {"row": 1}])
def test_a_pixel_that_no_browser_of_ours_sends_is_the_one_in_the_middle(app, pixel):
    opened(app, picture="china", code="pytorch")
    digest = sent(app, "Temple in China")[0]["picture"]
    app.session_state["pixels"] = {"kept": {"picture": digest, "pixel": pixel}}
    app.run()
    assert not app.exception
    assert "image[213, 320]" in app.code[0].value


@pytest.mark.lecture("L3", page="pixels")
def test_the_mixer_begins_with_the_lectures_pink(app):
    opened(app, pixels_tab="Colour mixer", pixels_colour="169fe6")
    (mixer,) = protos(app, "mixer")
    assert json.loads(mixer.json)["presets"][0] == {
        "title": "Light pink",
        "colour": [252, 198, 188],
    }
    assert "256 · 256 · 256 = 16,777,216 colours" in texts(app)
    assert "colour" in left_to_browser(app)
    assert address(app)["tab"] == "mixer"


@pytest.mark.lecture("L5", page="pixels")
def test_the_batch_is_written_in_both_orders():
    table = layout_table()
    assert "| Shape | `(2, 427, 640, 3)` | `(2, 3, 427, 640)` |" in table
    assert "`(819840, 1920, 3, 1)` | `(819840, 273280, 640, 1)`" in table
    assert "`uint8`, 0 to 255" in table
    assert "1,639,680 bytes" in table
    red, green, blue = SAMPLES["china"].load()[0, 0]
    assert f":red[{red}] :green[{green}] :blue[{blue}]" in table


@pytest.mark.lecture("L5", page="pixels")
def test_the_table_of_spreads_is_numpys(app):
    opened(app, tab="batch")
    batch = np.stack([SAMPLES["china"].load(), SAMPLES["flower"].load()])
    rows = spread_rows("batch")
    assert [row[2:] for row in rows[:3]] == [
        (values.min(), values.max(), pytest.approx(values.mean()), pytest.approx(values.std()))
        for values in np.moveaxis(batch.astype(np.float64), 3, 0)
    ]
    for row in rows[6:]:
        assert row[4:] == (pytest.approx(0, abs=1e-6), pytest.approx(1, abs=1e-6))
    assert spread_table(rows) in texts(app)
    assert f"| uint8 | :red[R] | 0 | 255 | {batch[..., 0].mean():.1f} | " in texts(app)
    assert texts(app).count("| 0.000 | 1.000 |\n") >= 3
    app.button_group(key="pixels_statistics").set_value("imagenet").run()
    assert spread_table(spread_rows("imagenet")) in texts(app)
    lines = csv_bytes(HEADER, rows).decode().splitlines()
    assert [float(cell) for cell in next(csv.reader(lines[1:]))[2:]] == list(rows[0][2:])


def test_a_question_is_computed_only_when_it_is_opened(app):
    opened(app)
    assert not protos(app, "painter")
    assert not protos(app, "sampling")
    assert not app.main.image


def test_a_painting_has_one_of_three_sizes_and_reads_row_by_row(app):
    opened(app, tab="paint")
    (painter,) = protos(app, "painter")
    assert json.loads(painter.json) == {"sides": [12, 16, 28]}
    cells = np.random.default_rng(2).integers(0, 256, (16, 16), dtype=np.uint8)
    own = painted(cells.ravel().tolist(), [12, 16, 28])
    np.testing.assert_array_equal(own, cells)


@pytest.mark.parametrize("cells", [[0] * 145, [256] * 144, [1.0] * 144, [True] * 144, "x", None])
def test_what_no_painting_can_be_is_left_alone(cells):
    assert painted(cells, [12, 16, 28]) is None


@pytest.mark.parametrize(("name", "sample"), [("rings", "zone_plate"), ("bricks", "brick")])
def test_both_ways_to_shrink_are_sent_for_every_n(app, name, sample):
    opened(app, tab="shrink", shrunk=name)
    meta, arrays = sent_to(app, "sampling")
    grey = crop_square(luma(SAMPLES[sample].load()), side=256)
    assert (meta["size"], meta["rings"]) == ([256, 256], name == "rings")
    for n in range(1, 9):
        np.testing.assert_array_equal(arrays[f"taken{n}"], grey[::n, ::n])
        block = arrays[f"means{n}"][3, 5]
        assert block == int(grey[3 * n : 4 * n, 5 * n : 6 * n].mean() + 0.5)
    assert "every" in left_to_browser(app)


def test_the_variants_are_those_of_the_seed_with_what_was_done(app):
    opened(app, tab="variants", seed="7")
    drawn = draw_variants(8, 128, 7)
    names = [image.captions[0] for image in app.main.image]
    assert names == ["The picture, 128 × 128", *(f"{i}: {v.words}" for i, v in enumerate(drawn, 1))]
    assert "shifts of up to 4 of its 32 pixels, no hole" in captions(app)
    assert address(app)["seed"] == "7"
