"""The numbers of folding: a batch norm of the trained network, apart and in its neighbour."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.batch_norm.batches import maps_of, mixed_pictures
from pages.batch_norm.layer import EPS, prepared, trained
from vizcore import ops


@dataclass(frozen=True, eq=False)
class Before:
    """A convolution with a batch norm behind it, and the convolution that does both."""

    weight: np.ndarray
    bias: np.ndarray
    scale: np.ndarray
    folded: np.ndarray
    shift: np.ndarray
    apart: float


@dataclass(frozen=True, eq=False)
class After:
    """MiniVGG's second convolution behind the first batch norm, apart and in one.

    Attributes
    ----------
    apart, together, mended : (k, 32, 32) arrays
        `mended` has around its input what the batch norm turns into 0.
    """

    apart: np.ndarray
    together: np.ndarray
    mended: np.ndarray


@st.cache_resource(show_spinner=False)
def folded_before() -> Before:
    """`conv1` with a batch norm of its sums; shared, of no person's picture."""
    layers = {name: array.astype(np.float64) for name, array in trained().items()}
    sums = maps_of(mixed_pictures(), "sums")
    mean, var = sums.mean((0, 2, 3), dtype=np.float64), sums.var((0, 2, 3), dtype=np.float64)
    gamma, beta = layers["bn1.weight"], layers["bn1.bias"]
    weight, bias = layers["conv1.weight"], layers["conv1.bias"]
    folded, shift = ops.fold_batch_norm(weight, bias, mean, var, gamma, beta, eps=EPS)
    x = _standardised()
    apart = ops.batch_norm(ops.conv(x, weight, bias, padding=1), mean, var, gamma, beta, eps=EPS)
    together = ops.conv(x, folded, shift, padding=1)
    scale = gamma / np.sqrt(var + EPS)
    return Before(weight, bias, scale, folded, shift, float(np.abs(apart - together).max()))


@st.cache_resource(show_spinner=False)
def folded_after() -> After:
    """`bn1` and `conv2`, for one picture, in double precision."""
    layers = {name: array.astype(np.float64) for name, array in trained().items()}
    norm = [layers[f"bn1.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
    weight, bias = layers["conv2.weight"], layers["conv2.bias"]
    z = ops.relu(ops.conv(_standardised(), layers["conv1.weight"], layers["conv1.bias"], padding=1))
    folded = ops.fold_batch_norm_after(weight, bias, *norm, eps=EPS)
    apart = ops.conv(ops.batch_norm(z, *norm, eps=EPS), weight, bias, padding=1)
    mean, var, gamma, beta = norm
    unmoved = mean - beta * np.sqrt(var + EPS) / gamma  # −t / s: the batch norm makes it 0
    padded = np.broadcast_to(unmoved[:, None, None], (1, len(mean), 34, 34)).copy()
    padded[..., 1:-1, 1:-1] = z
    return After(apart[0], ops.conv(z, *folded, padding=1)[0], ops.conv(padded, *folded)[0])


def _standardised() -> np.ndarray:
    return prepared(mixed_pictures()[:1]).astype(np.float64)
