"""Sizes, padding and windows along an axis: what operations and filters both stand on."""

from vizcore.geometry.axis import Axis, all_axes, axis_windows, output_size
from vizcore.geometry.padding import pad_amounts, spread
from vizcore.geometry.settings import (
    PADDING_NAMES,
    AxisPadding,
    Padding,
    Window,
    padding_per_axis,
    per_axis,
    whole,
)
from vizcore.geometry.transposed import transposed_size

__all__ = [
    "PADDING_NAMES",
    "Axis",
    "AxisPadding",
    "Padding",
    "Window",
    "all_axes",
    "axis_windows",
    "output_size",
    "pad_amounts",
    "padding_per_axis",
    "per_axis",
    "spread",
    "transposed_size",
    "whole",
]
