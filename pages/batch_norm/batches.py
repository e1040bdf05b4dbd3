"""The mini-batches on the page: which pictures, through which layer, in what order."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.batch_norm.layer import convolved, prepared, trained
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from vizcore import ops
from vizcore.images.encode import encode_jpeg
from vizcore.images.patches import patches, sample_patches
from vizcore.steps.batches import Batches, Pictures, batches_of, epochs, pictures_of

#: Photographs that the mixed mini-batches are cut out of.
NAMES = ("china", "flower", "cat", "astronaut", "coffee", "rocket", "grass", "coins")
COUNT = 107  # pictures: a prime number, so that the last mini-batch is always an odd one
MOST = 28  # mini-batches on the page
BINS = 56
SIDE = 32  # pixels
MIDDLE = 16  # row and column of the value of each picture that can be read
#: Where the batch norm stands, and how far the axis of its histograms reaches.
AXES = {"relu": (-3.0, 7.0), "sums": (-5.0, 5.0)}


@dataclass(frozen=True, eq=False)
class Data:
    """107 pictures and what is kept of their maps.

    Attributes
    ----------
    name : str
        The same for the same pictures and the same place of the batch norm.
    sheet : uint8 array
        A JPEG file: the pictures one below the other.
    seen : Pictures
    values : (107, 32) float32 array
        The value in the middle of each map.
    """

    name: str
    sheet: np.ndarray
    seen: Pictures
    values: np.ndarray


def data_of(picture: Picture | None, where: str) -> Data:
    """Patches of a picture, or of several photographs, through the layer before the batch norm."""
    if picture is None:
        return _mixed(where)
    return made_once(
        picture, "batch_norm_data", where,
        lambda: _data(f"{picture.digest}/{where}", patches(picture.preview, COUNT), where),
    )  # fmt: skip


@st.cache_resource(show_spinner=False)
def _mixed(where: str) -> Data:
    return _data(f"photographs/{where}", mixed_pictures(), where)


@st.cache_resource(show_spinner=False)
def mixed_pictures() -> np.ndarray:
    """The pictures of the mixed mini-batches, (107, 32, 32, 3) uint8; shared, read-only."""
    pixels = sample_patches(NAMES, COUNT)
    pixels.flags.writeable = False
    return pixels


def maps_of(pixels: np.ndarray, where: str) -> np.ndarray:
    """What the batch norm is given: the sums of `conv1`, after ReLU or before it."""
    sums = convolved(prepared(pixels), trained(), "conv1")
    return ops.relu(sums) if where == "relu" else sums


def _data(name: str, pixels: np.ndarray, where: str) -> Data:
    maps = maps_of(pixels, where)
    sheet = np.frombuffer(encode_jpeg(pixels.reshape(-1, SIDE, 3)), np.uint8)
    values = maps[:, :, MIDDLE, MIDDLE].copy()
    return Data(name, sheet, pictures_of(maps, BINS), values)


def orders(size: int, *, shuffled: bool) -> list[np.ndarray]:
    """Which pictures are in each mini-batch, epoch after epoch."""
    return epochs(COUNT, size, MOST, np.random.default_rng(0) if shuffled else None)


def batches(data: Data, size: int, *, shuffled: bool) -> Batches:
    """Mean, variance and histogram of each mini-batch; a few milliseconds."""
    return batches_of(data.seen, orders(size, shuffled=shuffled))
