"""The lecture's batch of two photographs: its pictures, and its tables."""

from collections.abc import Iterable

import numpy as np
import streamlit as st

from vizcore.images.encode import small_file
from vizcore.images.tensors import (
    IMAGENET,
    Spread,
    channels_first,
    planes,
    sample_batch,
    spreads,
    standardise,
    to_unit,
)
from vizcore.text import fixed, table

STATISTICS = {"batch": "This batch", "imagenet": "ImageNet"}
HEADER = ("numbers", "channel", "smallest", "largest", "mean", "standard deviation")

_CHANNELS = ("red", "green", "blue")
_FIRST = 6  # numbers shown of the memory
_SHEET = 1440  # pixels across

Rows = list[tuple[str, str, float, float, float, float]]


@st.cache_resource
def lecture_batch() -> np.ndarray:
    """(2, 427, 640, 3) uint8, shared by all sessions and therefore read-only."""
    batch = sample_batch()
    batch.flags.writeable = False
    return batch


@st.cache_resource
def sheet() -> bytes:
    """The two photographs below one another, then their red, green and blue planes in grey."""
    batch = lecture_batch()
    grey = np.repeat(planes(channels_first(batch))[..., None], 3, axis=2)
    return small_file(np.hstack([batch.reshape(-1, *batch.shape[2:]), grey]), _SHEET)


@st.cache_resource
def layout_table() -> str:
    """Markdown: the same numbers with channels last and with channels first."""
    last = lecture_batch()
    first = channels_first(last)
    by_plane = [_CHANNELS[0]] * _FIRST
    rows = [
        ("Shape", f"`{last.shape}`", f"`{first.shape}`"),
        ("Axes", "picture, row, column, channel", "picture, channel, row, column"),
        ("In memory", _memory(last, _CHANNELS * 2), _memory(first, by_plane)),
        ("Strides", f"`{last.strides}`", f"`{first.strides}`"),
        ("Numbers", *[f"`{a.dtype}`, {a.min()} to {a.max()}" for a in (last, first)]),
        ("Size", *[f"{a.nbytes:,} bytes" for a in (last, first)]),
    ]
    return table(["", "Channels last, TensorFlow", "Channels first, PyTorch"], rows)


def _memory(array: np.ndarray, channels: Iterable[str]) -> str:
    values = array.ravel()[:_FIRST]
    return " ".join(f":{c}[{v}]" for c, v in zip(channels, values, strict=True)) + " …"


@st.cache_data(max_entries=len(STATISTICS))
def means_and_deviations(
    statistics: str,
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Of red, green and blue on a scale of 0 to 1; `statistics` is one of STATISTICS."""
    if statistics == "imagenet":
        return IMAGENET
    red, green, blue = spreads(to_unit(lecture_batch()))
    return (red.mean, green.mean, blue.mean), (red.std, green.std, blue.std)


@st.cache_data(max_entries=len(STATISTICS))
def spread_rows(statistics: str) -> Rows:
    """Per channel the spread of the bytes, of the floats from 0 to 1, of the standardised ones."""
    batch = lecture_batch()
    unit = to_unit(batch)
    forms = {
        "uint8": batch,
        "/ 255": unit,
        "(x − μ) / σ": standardise(unit, *means_and_deviations(statistics)),
    }
    return [
        (form, channel, *_values(spread))
        for form, array in forms.items()
        for channel, spread in zip(_CHANNELS, spreads(array), strict=True)
    ]


def _values(spread: Spread) -> tuple[float, float, float, float]:
    return spread.low, spread.high, spread.mean, spread.std


def spread_table(rows: Rows) -> str:
    """Markdown; bytes are whole and have means of one decimal, floats have three."""
    lines = [
        (
            form if channel == "red" else "",
            f":{channel}[{channel[0].upper()}]",
            *map(fixed, values, (0, 0, 1, 1) if form == "uint8" else (3, 3, 3, 3)),
        )
        for form, channel, *values in rows
    ]
    return table(["Numbers", "", "Min", "Max", "Mean", "Std"], lines, "llrrrr")


def one_value(statistics: str) -> str:
    """The first number of the batch on its way into a network, as a sentence."""
    value = int(lecture_batch()[0, 0, 0, 0])
    (mean, *_), (std, *_) = means_and_deviations(statistics)
    unit = value / 255
    result = fixed((unit - mean) / std, 3)
    return (
        f"The red of china's pixel (0, 0): {value} / 255 = {unit:.3f}, "
        f"then ({unit:.3f} − {mean:.3f}) / {std:.3f} = {result}."
    )
