"""Kernels and strides that are met in networks which make pictures larger."""

from typing import NamedTuple

INPUT = "2 1 0 2; 1 3 2 0; 0 2 1 3; 1 0 2 1"


class Preset(NamedTuple):
    """A setting of the Transposed page; output padding 0, dilation 1."""

    title: str
    kernel: str
    stride: int
    padding: int


#: By the name that stands in the address.
PRESETS = {
    "checkerboard": Preset("Kernel 3, stride 2", "1 1 1; 1 1 1; 1 1 1", 2, 0),
    "copies": Preset("Kernel 2, stride 2", "1 1; 1 1", 2, 0),
    "even": Preset(
        "Kernel 4, stride 2, padding 1", "1 1 1 1; 1 2 2 1; 1 2 2 1; 1 1 1 1", 2, 1
    ),
}  # fmt: skip
