"""The kernels of the lecture, and the classics beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Float64


@dataclass(frozen=True, eq=False)
class Kernel:
    """A named table of weights.

    Parameters
    ----------
    name : str
        Key in `KERNELS`.
    title : str
        What a person reads.
    weights : (rows, columns) float64 array
        Copied and made read-only.
    does : str
        What it does to a picture, in one sentence.
    row : str
        The lecture's row it comes from, or "" if it is not in the lecture.

    Examples
    --------
    >>> Kernel("mean", "Mean", np.full((1, 2), 0.5), "Averages two neighbours.").weights.tolist()
    [[0.5, 0.5]]
    """

    name: str
    title: str
    weights: Float64[np.ndarray, "rows columns"]
    does: str
    row: str = ""

    def __post_init__(self) -> None:
        weights = np.array(self.weights, np.float64)
        weights.flags.writeable = False
        object.__setattr__(self, "weights", weights)


def _table(*rows: str, over: int = 1) -> Float64[np.ndarray, "rows columns"]:
    return np.array([[float(cell) for cell in row.split()] for row in rows]) / over


def _vertical_line() -> Float64[np.ndarray, "7 7"]:
    weights = np.zeros((7, 7))
    weights[:, 3] = 1
    return weights


_ALL = (
    Kernel(
        "identity",
        "Identity",
        _table("0 0 0", "0 1 0", "0 0 0"),
        "Leaves every pixel as it is.",
    ),
    Kernel(
        "box",
        "Box blur, 3×3",
        np.full((3, 3), 1 / 9),
        "Replaces each pixel by the mean of itself and its eight neighbours.",
    ),
    Kernel(
        "small_blur",
        "Small blur, 7×7",
        np.full((7, 7), 1 / 49),
        "Replaces each pixel by the mean of the 49 around it.",
        "L17",
    ),
    Kernel(
        "large_blur",
        "Large blur, 21×21",
        np.full((21, 21), 1 / 441),
        "Replaces each pixel by the mean of the 441 around it.",
        "L17",
    ),
    Kernel(
        "gaussian",
        "Gaussian blur, 5×5",
        np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256,
        "Blurs with weights that fall off from the middle like a bell curve.",
    ),
    Kernel(
        "motion_blur",
        "Motion blur, 9×9",
        np.eye(9) / 9,
        "Averages along one diagonal, as if the camera had moved.",
    ),
    Kernel(
        "sharpen",
        "Sharpen",
        _table("0 -1 0", "-1 5 -1", "0 -1 0"),
        "Adds to each pixel what sets it apart from its four neighbours.",
        "L17",
    ),
    Kernel(
        "laplacian",
        "Laplacian",
        _table("0 1 0", "1 -4 1", "0 1 0"),
        "Finds pixels that differ from the mean of their four neighbours; flat areas give 0.",
        "L17",
    ),
    Kernel(
        "outline",
        "Outline",
        _table("-1 -1 -1", "-1 8 -1", "-1 -1 -1"),
        "Compares each pixel with all eight neighbours; flat areas give 0.",
    ),
    Kernel(
        "emboss",
        "Emboss",
        _table("-2 -1 0", "-1 1 1", "0 1 2"),
        "Brightens edges that face the lower right and darkens those that face the upper left.",
        "L17",
    ),
    Kernel(
        "vertical_line",
        "Vertical line, 7×7",
        _vertical_line(),
        "The lecture's filter for vertical lines: sums seven pixels of one column. "
        "It is a vertical blur times seven, so a bright flat area gives results "
        "as large as a bright line.",
        "L16",
    ),
    Kernel(
        "horizontal_line",
        "Horizontal line, 7×7",
        _vertical_line().T,
        "The lecture's filter for horizontal lines: sums seven pixels of one row. "
        "It is a horizontal blur times seven, so a bright flat area gives results "
        "as large as a bright line.",
        "L16",
    ),
    Kernel(
        "sobel_x",
        "Sobel, along the row",
        _table("-1 0 1", "-2 0 2", "-1 0 1"),
        "Positive where the picture gets brighter to the right, negative where it gets darker.",
    ),
    Kernel(
        "sobel_y",
        "Sobel, down the column",
        _table("-1 -2 -1", "0 0 0", "1 2 1"),
        "Positive where the picture gets brighter downwards, negative where it gets darker.",
    ),
    Kernel(
        "prewitt_x",
        "Prewitt, along the row",
        _table("-1 0 1", "-1 0 1", "-1 0 1"),
        "The Sobel kernel with equal weights: a plain difference of two columns.",
    ),
    Kernel(
        "prewitt_y",
        "Prewitt, down the column",
        _table("-1 -1 -1", "0 0 0", "1 1 1"),
        "The Sobel kernel with equal weights: a plain difference of two rows.",
    ),
)

#: Every kernel by name, in the order in which a menu shows them.
KERNELS: Mapping[str, Kernel] = MappingProxyType({kernel.name: kernel for kernel in _ALL})
