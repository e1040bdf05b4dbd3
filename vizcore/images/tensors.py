"""Pictures as tensors: channels, order in memory, batches, and what normalisation does to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, Num, UInt8

from vizcore.errors import NumberError, ShapeError
from vizcore.images.grey import luma
from vizcore.images.samples import SAMPLES

#: Means and standard deviations of red, green and blue over ImageNet, on a scale of 0 to 1.
IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))

#: The same over the training images of CIFAR-10: what MiniVGG is given is standardised with these.
CIFAR10 = ((0.4913, 0.4821, 0.4465), (0.2452, 0.2428, 0.2606))

Picture = UInt8[np.ndarray, "h w 3"]


def channel_sheet(image: Picture) -> UInt8[np.ndarray, "h w5 3"]:
    """Side by side: the picture, its red, green and blue light alone, and its luma.

    Examples
    --------
    >>> channel_sheet(np.array([[[9, 8, 7]]], np.uint8)).tolist()
    [[[9, 8, 7], [9, 0, 0], [0, 8, 0], [0, 0, 7], [8, 8, 8]]]
    """
    alone = [image * np.eye(3, dtype=np.uint8)[channel] for channel in range(3)]
    return np.concatenate([image, *alone, np.stack([luma(image)] * 3, axis=2)], axis=1)


def as_uint8(values: Num[np.ndarray, "rows columns"]) -> UInt8[np.ndarray, "rows columns"]:
    """The same numbers in one byte each.

    Raises
    ------
    NumberError
        If a number is not whole or lies outside 0 to 255; NumPy would cut or wrap it silently.

    Examples
    --------
    >>> as_uint8(np.array([[0.0, 255.0]]))
    array([[  0, 255]], dtype=uint8)
    >>> as_uint8(np.array([[0.0, 300.0]]))
    Traceback (most recent call last):
    vizcore.errors.NumberError: 300 at (0, 1) is no uint8: write a whole number from 0 to 255
    """
    fits = (values >= 0) & (values <= 255) & (values == np.rint(values))
    if not fits.all():
        row, column = (int(index) for index in np.argwhere(~fits)[0])
        raise NumberError(
            f"{values[row, column]:g} at ({row}, {column}) is no uint8: "
            "write a whole number from 0 to 255"
        )
    return values.astype(np.uint8)


def memory_place(shape: Sequence[int], index: Sequence[int]) -> int:
    """How many numbers lie before the one at `index` in an array whose last axis runs fastest.

    Parameters
    ----------
    shape, index : sequences of int, equally long
        Cells along each axis; a place on each, counted from 0.

    Raises
    ------
    ShapeError
        If the index lies outside the array.

    Examples
    --------
    Row 1, column 2 of a picture of 4 x 5, green: (1 * 5 + 2) * 3 + 1 with channels last,
    (1 * 4 + 1) * 5 + 2 with channels first.

    >>> memory_place((4, 5, 3), (1, 2, 1)), memory_place((3, 4, 5), (1, 1, 2))
    (22, 27)
    """
    if len(shape) != len(index) or not all(0 <= i < n for i, n in zip(index, shape, strict=False)):
        raise ShapeError(f"there is no number at {tuple(index)} in the shape {tuple(shape)}")
    return int(np.ravel_multi_index(tuple(index), tuple(shape)))


def sample_batch() -> UInt8[np.ndarray, "2 427 640 3"]:
    """scikit-learn's two photographs, china and flower, stacked with their channels last."""
    return np.stack([SAMPLES["china"].load(), SAMPLES["flower"].load()])


def channels_first(batch: Num[np.ndarray, "n h w c"]) -> Num[np.ndarray, "n c h w"]:
    """The order PyTorch wants, and laid out so in memory: each channel's plane in one piece.

    Examples
    --------
    >>> channels_first(np.array([[[[1, 2], [3, 4]]]])).tolist()
    [[[[1, 3]], [[2, 4]]]]
    """
    return np.ascontiguousarray(batch.transpose(0, 3, 1, 2))


def planes(batch: UInt8[np.ndarray, "n c h w"]) -> UInt8[np.ndarray, "nh cw"]:
    """A batch with channels first as one sheet: a picture a row, a channel a column.

    Examples
    --------
    >>> planes(np.arange(6, dtype=np.uint8).reshape(2, 3, 1, 1)).tolist()
    [[0, 1, 2], [3, 4, 5]]
    """
    n, c, h, w = batch.shape
    return batch.transpose(0, 2, 1, 3).reshape(n * h, c * w)


def to_unit(batch: UInt8[np.ndarray, "*shape"]) -> Float32[np.ndarray, "*shape"]:
    """0 to 255 as float32 from 0 to 1.

    Examples
    --------
    >>> to_unit(np.array([0, 51, 255], np.uint8)).tolist()
    [0.0, 0.20000000298023224, 1.0]
    """
    return batch.astype(np.float32) / np.float32(255)


def standardise(
    x: Float32[np.ndarray, "n h w c"], mean: Sequence[float | int], std: Sequence[float | int]
) -> Float32[np.ndarray, "n h w c"]:
    """Subtract each channel's mean and divide by its standard deviation, in float32.

    Parameters
    ----------
    x : (n, h, w, c) float32 array
    mean, std : c numbers each

    Raises
    ------
    NumberError
        If a standard deviation is 0.

    Examples
    --------
    >>> standardise(np.array([[[[0.5, 1.0]]]], np.float32), [0.25, 1.0], [0.5, 2.0]).tolist()
    [[[[0.5, 0.0]]]]
    """
    if min(std) <= 0:
        raise NumberError("a standard deviation of 0 cannot be divided by: all values are equal")
    return (x - np.asarray(mean, np.float32)) / np.asarray(std, np.float32)


@dataclass(frozen=True)
class Spread:
    """Smallest and largest number of a channel, their mean, their standard deviation."""

    low: float
    high: float
    mean: float
    std: float


def spreads(x: Num[np.ndarray, "n h w c"]) -> list[Spread]:
    """The spread of each channel over all pictures, rows and columns; sums are taken in float64.

    The standard deviation divides by the number of values, as NumPy does; `torch.std` divides by
    one less unless it is told `correction=0`.

    Examples
    --------
    >>> spreads(np.array([[[[1], [3]]]]))
    [Spread(low=1.0, high=3.0, mean=2.0, std=1.0)]
    """
    channels = np.moveaxis(x, 3, 0).reshape(x.shape[3], -1)
    return [
        Spread(
            float(values.min()),
            float(values.max()),
            float(values.mean(dtype=np.float64)),
            float(values.std(dtype=np.float64)),
        )
        for values in channels
    ]
