"""Eight variants of the picture: flipped, shifted, brighter, with a hole."""

import json

import numpy as np
import streamlit as st

from pages.ui import controls, settings
from pages.ui.downloads import png_button
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.picture_row import picture_files, sheet, show_file
from vizcore.images import crop_square, shrink
from vizcore.images.variants import Variant, draw_variants
from vizcore.locations import ASSETS

_COUNT, _SIDE, _WIDTH = 8, 128, 160  # variants; pixels of the picture; pixels on the screen


def augmentation_lesson(picture: Picture) -> None:
    """Show the square in the middle of the picture and what eight draws make of it."""
    st.markdown(
        "To a person all of these are the same picture. To a machine nearly every number is "
        "another one: a network that sees a new variant each time learns what does not matter."
    )
    with controls.row():
        seed = settings.number("Seed", "pixels_seed", 0, low=0, high=9999, width=144)
    square = _square(picture)
    side = len(square)
    variants = [Variant(), *draw_variants(_COUNT, side, seed)]
    files = made_once(
        picture, "variants", seed, lambda: picture_files(v.of(square) for v in variants)
    )
    with st.container(horizontal=True, gap="small"):
        for number, (variant, file) in enumerate(zip(variants, files, strict=True)):
            name = f"{number}: {variant.words}" if number else f"The picture, {side} × {side}"
            with st.container(width=_WIDTH, gap=None):
                show_file(file, name)
    st.caption(
        f"Numbers are pixels of {side}. What a shift leaves empty is mirrored; a hole of "
        f"{side // 4} × {side // 4} has the mean colour of the training pictures; × is brightness. "
        f"{_training()}"
    )
    png_button(
        "Variants, PNG", "variants", lambda: sheet([v.of(square) for v in variants]),
        key="pixels_variants_png",
    )  # fmt: skip


def _square(picture: Picture) -> np.ndarray:
    return shrink(crop_square(picture.preview), _SIDE)


@st.cache_data
def _training() -> str:
    """What was done when the network of this app learned."""
    facts = json.loads((ASSETS / "weights" / "minivgg.json").read_text(encoding="utf-8"))
    recipe = facts["recipe"]
    hole = recipe["cutout"]
    return (
        "The network under *Feature maps* learned with flips and with shifts of up to "
        f"{recipe['crop_padding']} of its 32 pixels, "
        f"{f'a hole of {hole}' if hole else 'no hole'}, and its brightness was left alone."
    )
