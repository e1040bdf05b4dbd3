"""What the operations share: number types, spatial axes and windows as a view."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float, Real, Shaped
from numpy.lib.stride_tricks import sliding_window_view

from vizcore.errors import ShapeError
from vizcore.geometry import Axis


def computing_dtype(*arrays: Shaped[np.ndarray, "..."]) -> np.dtype:
    """The float type an operation on `arrays` computes in.

    float32 and float64 stay what they are, anything shorter than float32 becomes float32,
    integers become float64; of several arrays the widest decides.
    """
    for array in arrays:
        if array.dtype.kind not in "fiub":
            raise TypeError(f"an array of real numbers is needed, not one of {array.dtype}")
    kinds = [a.dtype if a.dtype.kind == "f" else np.dtype(np.float64) for a in arrays]
    return np.result_type(np.float32, *kinds)


def as_float(x: Real[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """`x` in its computing type; `x` itself, not a copy, where it has that type already."""
    return x.astype(computing_dtype(x), copy=False)


def spatial_sizes(x: Shaped[np.ndarray, "..."]) -> tuple[int, ...]:
    """Sizes of the one, two or three spatial axes of an array (n, c, *spatial)."""
    if not 3 <= x.ndim <= 5:
        raise ShapeError(
            "an array of images, channels and one to three spatial axes is needed, "
            f"not one of shape {x.shape}"
        )
    return x.shape[2:]


def pad(
    x: Real[np.ndarray, "n c *spatial"], axes: Sequence[Axis], value: float
) -> Real[np.ndarray, "n c *padded"]:
    """`x` with `value` in the padding and the overhang of every spatial axis."""
    amounts = [(0, 0), (0, 0), *((axis.before, axis.after + axis.overhang) for axis in axes)]
    return np.pad(x, amounts, constant_values=value)


def windows(
    padded: Real[np.ndarray, "n c *padded"], axes: Sequence[Axis]
) -> Real[np.ndarray, "n c *window_and_out"]:
    """A read-only view (n, c, *window, *out) of a padded array: every window, nothing copied."""
    spatial = range(2, 2 + len(axes))
    every = sliding_window_view(padded, [axis.span for axis in axes], axis=tuple(spatial))
    stops = [slice(None, axis.count * axis.stride, axis.stride) for axis in axes]
    touched = [slice(None, None, axis.dilation) for axis in axes]
    used = every[(slice(None), slice(None), *stops, *touched)]
    return np.moveaxis(used, spatial, range(-len(axes), 0))
