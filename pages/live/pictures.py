"""What moves where there is no camera, and the layers that can be looked at."""

from functools import cache

import numpy as np
import streamlit as st

from pages.ui.components.live import LayerFacts
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from vizcore.architecture import ARCHITECTURES
from vizcore.images import encode_png
from vizcore.images.encode import encode_jpeg, square_thumbnail
from vizcore.images.scenes import SCENES
from vizcore.serve.messages import LAYERS

#: The classes of CIFAR-10, in the order of the network's outputs; loads no torch.
LABELS = tuple(SCENES)

_SIDE = 256  # pixels of the person's picture


@st.cache_resource(show_spinner=False)
def strip_of_drawings() -> tuple[str, bytes]:
    """A name, and a file of one drawing a class side by side, then the first once more."""
    drawn = [draw() for draw in SCENES.values()]
    return "drawings/live", encode_png(np.concatenate([*drawn, drawn[0]], axis=1))


def square_of(picture: Picture) -> tuple[str, bytes, str]:
    """A name, a file of the picture's middle square, and its title."""
    file = made_once(
        picture, "live", _SIDE, lambda: encode_jpeg(square_thumbnail(picture.preview, _SIDE))
    )
    return f"square/{picture.digest}", file, picture.name


@cache
def layers_shown() -> tuple[LayerFacts, ...]:
    """The layers as the browser knows them, in the order in which a frame names them."""
    fields = dict(_fields())
    return tuple(
        {"name": name, "shape": list(shape), "field": fields.get(name, [])}
        for name, shape in LAYERS.items()
    )


def _fields() -> list[tuple[str, list[int]]]:
    """Of each layer that puts out maps: the pixels a value sees, from one to the next, before."""
    found, before, apart = [], 0, 1
    for row in ARCHITECTURES["minivgg"].rows:
        if len(row.shape) < 3:
            break
        padding, _ = row.line.sizes.get("padding", (0, 0))
        before += padding * apart
        apart = row.jump
        found.append((row.name, [row.receptive_field, apart, before]))
    return found
