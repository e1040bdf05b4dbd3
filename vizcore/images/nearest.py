"""Which kernel made by hand a learnt one is most like."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from vizcore.errors import ShapeError
from vizcore.images.kernels import KERNELS, Kernel


@dataclass(frozen=True)
class Nearest:
    """The most similar one.

    Attributes
    ----------
    name : str
        Its key among the kernels; empty where all weights are equal.
    r : float
        Pearson's correlation over the cells, from −1 to 1; below 0 it is the negative of the
        kernel that is alike.
    """

    name: str
    r: float


def nearest_kernel(
    weights: Float[np.ndarray, "rows columns"], kernels: Mapping[str, Kernel] = KERNELS
) -> Nearest:
    """The kernel of the same size that correlates most with some weights, in either sign.

    The correlation knows nothing of scale nor of a constant that is added to all cells. Kernels
    whose cells are all equal correlate with nothing and are left out.

    Parameters
    ----------
    weights : (rows, columns) array
    kernels : mapping
        Where to look.

    Raises
    ------
    ShapeError
        If none of the kernels has this size.

    Examples
    --------
    >>> nearest_kernel(-0.1 * KERNELS["sobel_y"].weights)
    Nearest(name='sobel_y', r=-1.0)
    """
    alike = {
        name: kernel.weights
        for name, kernel in kernels.items()
        if kernel.weights.shape == weights.shape and np.ptp(kernel.weights) > 0
    }
    if not alike:
        rows, columns = weights.shape
        raise ShapeError(f"there is no kernel of {rows} × {columns} to compare with")
    if np.ptp(weights) == 0:
        return Nearest("", 0.0)
    found = {name: _correlation(weights, kernel) for name, kernel in alike.items()}
    best = max(found, key=lambda name: abs(found[name]))
    return Nearest(best, round(found[best], 12))


def nearest_kernels(
    weights: Float[np.ndarray, "colours rows columns"],
) -> tuple[Nearest, tuple[Nearest, ...]]:
    """The nearest of the grey part, the mean over the colours, and that of each colour.

    >>> grey, colours = nearest_kernels(np.stack([KERNELS["outline"].weights] * 3))
    >>> grey, len(colours)
    (Nearest(name='outline', r=1.0), 3)
    """
    return nearest_kernel(weights.mean(axis=0)), tuple(nearest_kernel(part) for part in weights)


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    a, b = (part.astype(np.float64).ravel() - part.mean() for part in (one, other))
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))
