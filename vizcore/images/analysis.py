"""What can be said about a kernel before it meets a picture."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float64, Num

from vizcore.errors import NumberError

Weights = Num[np.ndarray, "rows columns"]


def gain(weights: Weights) -> float:
    """Sum of the absolute weights: how much larger than its inputs an output can get.

    Examples
    --------
    >>> gain(np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]))
    9.0
    """
    return float(np.abs(weights).sum())


def explain_range(weights: Weights) -> tuple[float, float]:
    """Smallest and largest output that pixels of 0 to 255 can give.

    Black lies under all weights of one sign, white under those of the other.

    Examples
    --------
    Sharpening: 255 * (-1 - 1 - 1 - 1) and 255 * 5.

    >>> explain_range(np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]))
    (-1020.0, 1275.0)
    """
    negative, positive = np.minimum(weights, 0).sum(), np.maximum(weights, 0).sum()
    return 255 * float(negative) + 0.0, 255 * float(positive)  # + 0.0 turns -0.0 into 0.0


def rank(weights: Weights) -> int:
    """Rank by singular values: how many (column times row) tables must be added to make it.

    Examples
    --------
    >>> rank(np.full((3, 3), 1 / 9)), rank(np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]))
    (1, 2)
    """
    return int(np.linalg.matrix_rank(weights))


def factors(
    weights: Weights,
) -> tuple[Float64[np.ndarray, " rows"], Float64[np.ndarray, " columns"]] | None:
    """Column and row whose outer product is the kernel, or None if its rank is not 1.

    Both are read off the table through its largest weight instead of from the singular vectors:
    zeros stay exactly 0, and whole numbers have whole factors.

    Examples
    --------
    >>> column, row = factors(np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]))
    >>> column.tolist(), row.tolist()
    ([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    >>> factors(np.eye(3)) is None
    True
    """
    if rank(weights) != 1:
        return None
    weights = weights.astype(np.float64)
    i, j = np.unravel_index(np.abs(weights).argmax(), weights.shape)
    row = weights[i].copy()
    if (weights == weights.round()).all() and abs(weights[i, j]) < 2**31:
        row /= np.gcd.reduce(row.astype(np.int64))
    return weights[:, j] / row[j], row


@dataclass(frozen=True)
class Cost:
    """Multiplications a pixel: in one pass, and in two, which takes a kernel of rank 1."""

    full: int
    separable: int | None


def cost(weights: Weights) -> Cost:
    """Count the multiplications that one output pixel takes.

    Examples
    --------
    >>> cost(np.ones((21, 21)))  # 21 * 21 against 21 + 21
    Cost(full=441, separable=42)
    """
    rows, columns = weights.shape
    two_passes = rows + columns if min(rows, columns) > 1 and rank(weights) == 1 else None
    return Cost(rows * columns, two_passes)


def normalise(weights: Weights) -> Float64[np.ndarray, "rows columns"]:
    """Divide by the sum, so that the weights sum to 1 and flat areas keep their brightness.

    Raises
    ------
    NumberError
        If the weights sum to 0, as those of an edge detector do, or to more than a number can be.

    Examples
    --------
    >>> normalise(np.array([[1, 2, 1]])).tolist()
    [[0.25, 0.5, 0.25]]
    >>> normalise(np.array([[-1, 0, 1]]))
    Traceback (most recent call last):
    vizcore.errors.NumberError: the weights sum to 0, so they cannot be made to sum to 1: change one
    """
    with np.errstate(over="ignore"):
        total = float(weights.sum())
    if not np.isfinite(total):
        raise NumberError("the weights sum to more than a number can be: make them smaller")
    if abs(total) <= 1e-12 * gain(weights):
        raise NumberError("the weights sum to 0, so they cannot be made to sum to 1: change one")
    return weights / total


def scale(weights: Weights, factor: float | int) -> Float64[np.ndarray, "rows columns"]:
    """Multiply every weight by `factor`; `NumberError` if one becomes larger than a number can be.

    Examples
    --------
    >>> scale(np.array([[1, 2]]), 0.5).tolist()
    [[0.5, 1.0]]
    """
    with np.errstate(over="ignore"):
        scaled: np.ndarray = weights * float(factor)
    if not np.isfinite(scaled).all():
        raise NumberError("a weight would be larger than a number can be: make them smaller")
    return scaled


def flip(weights: Weights) -> Weights:
    """Turn the kernel by 180 degrees: cross-correlation with the result is true convolution.

    Examples
    --------
    >>> flip(np.array([[1, 2], [3, 4]])).tolist()
    [[4, 3], [2, 1]]
    """
    return weights[::-1, ::-1].copy()
