"""What does a machine get when I see a picture?"""

import numpy as np
import streamlit as st

from pages.pixels import batch
from pages.pixels.augmentation import augmentation_lesson
from pages.pixels.code import programs
from pages.pixels.exercises import MAKERS
from pages.pixels.shrinking import shrinking_lesson
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.matrix import matrix_editor
from pages.ui.components.mixer import Preset, colour_mixer
from pages.ui.components.painter import painter
from pages.ui.components.pixels import pixels
from pages.ui.downloads import csv_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.extent import choose_extent
from pages.ui.frame import heading, notes
from pages.ui.picture import PREVIEW_SIDE, Picture
from pages.ui.picture_choice import image_picker, use_own
from pages.ui.picture_row import show_file
from vizcore.images import SAMPLES, encode_png
from vizcore.images.patterns import letter_i
from vizcore.images.tensors import as_uint8, channel_sheet
from vizcore.text import many

PRESETS = (
    Preset(title="Light pink", colour=(252, 198, 188)),
    Preset(title="Cyan-blue", colour=(22, 159, 230)),
    Preset(title="Yellow", colour=(255, 255, 0)),
    Preset(title="White", colour=(255, 255, 255)),
    Preset(title="Grey", colour=(128, 128, 128)),
    Preset(title="Black", colour=(0, 0, 0)),
)
QUESTIONS = {
    "letter": "The letter I",
    "paint": "Paint a picture",
    "mixer": "Colour mixer",
    "batch": "A batch of two",
    "shrink": "Make it smaller",
    "variants": "Eight variants",
}
SIDES = (12, 16, 28)  # cells of a painting
LETTER = "pixels_letter"


def size_sentence(picture: Picture) -> str:
    """Size, count and shape of the picture."""
    rows, columns = picture.size
    return (
        f"{many(rows, 'row')} × {many(columns, 'column')} = **{many(rows * columns, 'pixel')}**, "
        f"three numbers each: shape `({rows}, {columns}, 3)`, "
        f"{rows * columns * 3:,} numbers from 0 to 255."
    )


def letter() -> None:
    """A picture small enough to type: change a number and see it."""
    shown, numbers = st.columns(2, gap="large")
    with numbers:
        image = settings.matrix(
            "The numbers as text", LETTER, as_uint8(letter_i()), max_side=24, check=as_uint8
        )
        matrix_editor(
            image, key="pixels_grid", role="input", label="0 is black, 255 is white",
            max_size=24, cell=36, colours="grey", text_key=LETTER,
        )  # fmt: skip
    rows, columns = image.shape
    with shown:
        st.markdown(
            f"A grey picture is a tensor of rank 2: `{image.shape}`, {many(image.size, 'pixel')}. "
            f"`I[0, 0]` is the top left one, `I[{rows - 1}, 0]` the bottom left."
        )
        pixels(
            image,
            key="pixels_i",
            address="letter_place",
            title="The letter I",
            picture="letter",
            plain=True,
        )
        with controls.row():
            csv_button(
                "CSV",
                "letter",
                [*map(str, range(columns))],
                image.tolist,
                key="pixels_letter_csv",
            )
            png_button("PNG", "letter", lambda: image, key="pixels_letter_png")


def painting() -> None:
    """A picture of one's own, cell by cell."""
    st.markdown(
        "Each cell is one number from 0, black, to 255, white. *Use this picture* makes it yours "
        "on every page: try a kernel on it, or ask the network what it is."
    )
    painter(SIDES, key="pixels_painter", on_take=take_painting)


def take_painting(cells: np.ndarray) -> None:
    """Make a painting, (side, side) uint8, the picture of the app."""
    side = len(cells)
    use_own(f"Painted, {side} × {side}", encode_png(cells))


def mixer() -> None:
    """Three numbers make a colour."""
    st.markdown(
        "A colour pixel is three numbers, one for each lamp of the screen. "
        "256 · 256 · 256 = 16,777,216 colours can be written so."
    )
    colour_mixer(PRESETS, key="pixels_colour")


def two_pictures() -> str:
    """The lecture's batch: two orders of the same numbers, and what normalisation does."""
    china, flower = SAMPLES["china"], SAMPLES["flower"]
    show_file(
        batch.sheet(),
        "Left: two pictures, three numbers a pixel. Then the same numbers, plane by plane: red, "
        f"green, blue. Both {china.licence}: china.jpg by [{china.credit}]({china.source}), "
        f"flower.jpg by [{flower.credit}]({flower.source}).",
        alt="A temple and a flower, then each as three grey pictures: red, green, blue",
    )
    orders, scales = st.columns([9, 8], gap="medium")
    orders.markdown(batch.layout_table())
    with scales:
        return _scales()


def _scales() -> str:
    """Three forms of the same numbers; returns whose mean and standard deviation are used."""
    statistics = settings.choice(
        "Mean and standard deviation of", "pixels_statistics", batch.STATISTICS, "batch",
        kind="segments",
    )  # fmt: skip
    rows = batch.spread_rows(statistics)
    st.markdown(batch.spread_table(rows))
    st.caption(batch.one_value(statistics))
    csv_button("CSV", "normalisation", batch.HEADER, lambda: rows, key="pixels_batch_csv")
    return statistics


heading(
    "Pixels and tensors",
    "You see a picture at once. A machine gets a grid of numbers: zoom in until you see what it "
    "gets, and back out.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    picture = image_picker()
    st.markdown(size_sentence(picture))
    shown = choose_extent(picture, "pixels", side=PREVIEW_SIDE, default="part")
    pixel = pixels(
        shown.pixels, key="pixels", address="place", title=picture.name, picture=shown.digest,
        origin=shown.origin, size=shown.size,
    )  # fmt: skip
    png_button("Channels, PNG", "channels", lambda: channel_sheet(shown.pixels), key="pixels_png")
    statistics = below(picture)

    def written() -> dict[str, str]:
        fixed = batch.means_and_deviations(statistics) if statistics == "imagenet" else None
        return programs(shown.file, (*shown.size, 3), pixel, fixed)

    same_in_code(written, libraries=("PyTorch", "NumPy", "TensorFlow"), reads=shown)


def below(picture: Picture) -> str:
    """The figure that is asked for; returns which means and deviations normalise a batch."""
    st.header("Look closer", anchor=False)
    asked = settings.optional_choice(
        "A figure",
        "pixels_tab",
        QUESTIONS,
        implied={LETTER: "letter", "pixels_colour": "mixer", "pixels_statistics": "batch"},
        label_visibility="collapsed",
    )
    if asked == "batch":
        return two_pictures()
    if asked == "letter":
        letter()
    elif asked == "paint":
        painting()
    elif asked == "mixer":
        mixer()
    elif asked == "shrink":
        shrinking_lesson()
    elif asked == "variants":
        augmentation_lesson(picture)
    return settings.unseen_choice("pixels_statistics", batch.STATISTICS, "batch")


workbench()
predict_first("pixels", MAKERS)
notes(
    notice=[
        "Row 0, column 0 is the top left pixel. Rows count down, columns to the right, and the "
        "row comes first: `image[row, column]`.",
        "Two pixels next to each other look alike and are different numbers. Seeing past that is "
        "what the network has to learn.",
        "Channels last or first are the same numbers in another order in memory.",
        "Normalising moves and stretches the scale. No picture gets sharper or loses anything "
        "but the last bits of a float.",
        "`x.std()` in PyTorch divides by n − 1; NumPy and TensorFlow divide by n.",
    ],
    attempt=[
        "Zoom to the numbers somewhere flat, then at an edge. Could you say what is shown?",
        "Keep a pixel, then look at red, green and blue by themselves. Which is brightest?",
        "Switch the blue lamp off. What has become of white, and what of blue?",
        "Mix the colour of a pixel you kept. Then move one slider by 1: can you see it?",
        "Turn the letter I into an L. Which index do you change, row or column?",
        "Paint a sloping line, use it as picture, and try the lecture's edge kernels on it.",
    ],
    source="Lecture: images as tensors (FIT3181, week 4). ImageNet's means: "
    "[torchvision](https://docs.pytorch.org/vision/stable/models.html). Photographs: "
    "[scikit-learn](https://scikit-learn.org/stable/datasets/loading_other_datasets.html).",
)
