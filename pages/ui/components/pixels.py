"""The faces of assets/components/pixels and mixer: a picture down to its numbers; three lamps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
import streamlit as st

from pages.ui.components.load import load, pack, three_axes

_pixels = load("pixels")
_mixer = load("mixer")

_PLACE = re.compile(r"(?:colour|red|green|blue|grey)(?:-(\d{1,5})-(\d{1,5})-(\d{1,5}))?")
_HEX = re.compile(r"[0-9a-f]{6}")


@dataclass(frozen=True)
class Colour:
    """A colour to start the mixer from: its name, and red, green and blue from 0 to 255."""

    title: str
    rgb: tuple[int, int, int]


def pixels(
    image: np.ndarray,
    *,
    key: str,
    title: str,
    picture: str,
    plain: bool = False,
    tallest: int = 470,
) -> tuple[int, int]:
    """Show a picture that can be zoomed into until its numbers can be read.

    What is kept by a click stands in the address as `<key>_place`, such as `red-120-300-48`: the
    channels shown, row, column, and the screen pixels of a pixel.

    Parameters
    ----------
    image : (h, w) or (h, w, 3) uint8 array
    key : str
        Key of the component.
    title : str
        For those who cannot see the picture.
    picture : str
        The same as long as the picture is the same: zoom and pixel stay.
    plain : bool
        Only the picture and the pixel's numbers: no channels to choose from, no second view.
    tallest : int
        Greatest height of the picture in pixels.

    Returns
    -------
    (int, int)
        Row and column of the pixel that is kept, else of the one in the middle.
    """
    meta = {
        "title": title,
        "picture": picture,
        "plain": plain,
        "tallest": tallest,
        "place": _first_place(key, picture),
    }
    _pixels(
        key=key,
        data=pack(meta, source=three_axes(image)),
        default={"place": None},
        on_place_change=lambda: _remember_place(key),
    )
    return kept_pixel(st.query_params.get(f"{key}_place", ""), image.shape)


def kept_pixel(place: str, shape: Sequence[int]) -> tuple[int, int]:
    """Row and column that a place in the address names, or the middle of the picture.

    >>> kept_pixel("red-120-300-48", (427, 640, 3))
    (120, 300)
    >>> kept_pixel("red", (427, 640, 3)), kept_pixel("red-500-0-48", (427, 640, 3))
    ((213, 320), (213, 320))
    """
    found = _PLACE.fullmatch(place)
    if found and found[1]:
        row, column = int(found[1]), int(found[2])
        if row < shape[0] and column < shape[1]:
            return row, column
    return shape[0] // 2, shape[1] // 2


def _first_place(key: str, picture: str) -> str:
    """The place that the picture opened with in this session.

    Not the one now: with every pixel kept, all of the picture would go to the browser again.
    """
    address, held = f"{key}_place", st.session_state.get(f"{key}_opened")
    if held is None or held[0] != picture:
        if held is not None:  # another picture: the place belongs to the one before
            st.query_params.pop(address, None)
        held = (picture, st.query_params.get(address, ""))
        st.session_state[f"{key}_opened"] = held
    return str(held[1]) if address in st.query_params else ""


def _remember_place(key: str) -> None:
    state = st.session_state[key].get("place")
    place = state.get("place") if isinstance(state, Mapping) else None
    if isinstance(place, str) and _PLACE.fullmatch(place):
        st.query_params[f"{key}_place"] = place
    else:
        st.query_params.pop(f"{key}_place", None)


def colour_mixer(presets: Sequence[Colour], *, key: str) -> tuple[int, int, int]:
    """Three sliders and the light they make; the colour stands in the address as `<key>=fcc6bc`.

    Parameters
    ----------
    presets : sequence of Colour
        The first is there at the beginning.
    key : str
        Name in the address; `<key>_lamps` is the key of the component.

    Returns
    -------
    (int, int, int)
        Red, green and blue, 0 to 255.
    """
    text = st.query_params.get(key, "")
    red, green, blue = bytes.fromhex(text) if _HEX.fullmatch(text) else presets[0].rgb
    component = f"{key}_lamps"
    _mixer(
        key=component,
        data={
            "colour": [red, green, blue],
            "presets": [{"title": preset.title, "colour": preset.rgb} for preset in presets],
        },
        default={"colour": None},
        on_colour_change=lambda: _remember_colour(key, st.session_state[component]),
    )
    return red, green, blue


def _remember_colour(key: str, state: Any) -> None:
    colour = state.get("colour") if isinstance(state, Mapping) else None
    if _is_colour(colour):
        st.query_params[key] = bytes(colour).hex()
    else:
        st.query_params.pop(key, None)


def _is_colour(value: Any) -> TypeGuard[list[int]]:
    """Whether the browser sent red, green and blue; a single number would ask for so many bytes."""
    return (
        isinstance(value, list)
        and len(value) == 3
        and all(type(part) is int and 0 <= part <= 255 for part in value)
    )
