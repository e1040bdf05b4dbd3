"""What is unrolled: the input's channels, the filters, and words on what that costs."""

import numpy as np

from vizcore.steps.unrolled import UnrolledSettings
from vizcore.text import many, number, percent

WORKED = "3 3 2 1 0; 0 0 1 3 1; 3 1 2 2 3; 2 0 0 2 2; 2 0 0 0 1"
KERNEL = "0 1 2; 2 2 0; 0 1 2"


def channels_of(first: np.ndarray, channels: int) -> np.ndarray:
    """`first` and more channels, each the one before turned: by a quarter, or half if not square.

    >>> channels_of(np.array([[1, 2], [3, 4]]), 2).tolist()
    [[[1, 2], [3, 4]], [[2, 4], [1, 3]]]
    """
    turn = 1 if first.shape[0] == first.shape[1] else 2
    return np.stack([np.rot90(first, turn * i) for i in range(channels)])


def filters_of(kernel: np.ndarray, filters: int, channels: int) -> np.ndarray:
    """`filters` filters of `channels` slices; the first slice of the first one is `kernel`."""
    turned = channels_of(kernel, filters * channels)
    return turned.reshape(filters, channels, *kernel.shape)


def cost_sentence(layer: UnrolledSettings, view: str) -> str:
    """How much larger the matrix is than what it is made of, as Markdown."""
    size = many(layer.x.size, "number")
    if view == "windows":
        rows, columns = layer.rows.shape
        copies = f"{layer.copies.min()} to {layer.copies.max()} times"
        return (
            f"The input has {size}, the matrix {rows} · {columns} = {layer.rows.size:,}: "
            f"**{number(layer.growth, 3)} times as many**. Each cell is copied {copies}."
        )
    rows, columns = layer.matrix.shape
    return (
        f"The kernels have {many(layer.weight.size, 'weight')}, the matrix {rows} · {columns} = "
        f"{layer.matrix.size:,} numbers: **{percent(layer.zeros)} of them are always zero**, the "
        "others are the same weights again and again."
    )
