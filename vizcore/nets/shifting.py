"""What becomes of a layer's maps when the picture moves: whether they move with it."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from vizcore.errors import ShapeError


@dataclass(frozen=True)
class Followed:
    """How many of a layer's values have only moved along with the picture.

    Parameters
    ----------
    moved : int
        Whole cells by which the maps should have moved.
    same, compared : int
        Values that are the same to the last bit, of those compared: on all maps, where neither
        value sees the border.
    """

    moved: int
    same: int
    compared: int

    @property
    def share(self) -> float:
        """Of the values, 0 to 1."""
        return self.same / self.compared


def followed(
    maps: Float32[np.ndarray, "shifts k h w"], jump: int, first: int, field: int, side: int
) -> list[Followed]:
    """Compare a layer's maps of a picture that moves right by 0, 1, 2, ... pixels.

    A value of the moved picture is compared with the one of the still picture that lies the whole
    cells of the shift further left.

    Parameters
    ----------
    maps : (shifts, k, h, w) array
    jump : int
        Pixels between two neighbouring values.
    first : int
        First pixel that the value at 0 sees; below 0 where it sees padding.
    field : int
        Pixels that a value sees along an axis.
    side : int
        Of the picture, in pixels.

    Raises
    ------
    ShapeError
        If no value sees only the picture, both before and after the longest shift.

    Examples
    --------
    Pairs of 1, 5, 2, 3, then of 9, 1, 5, 2: no maximum is where it was.

    >>> maps = np.array([[[[5, 3]]], [[[9, 5]]]], np.float32)
    >>> followed(maps, 2, 0, 2, 4)
    [Followed(moved=0, same=2, compared=2), Followed(moved=0, same=0, compared=2)]
    """
    rows, columns = (_inner(size, jump, first, field, side) for size in maps.shape[2:])
    result = []
    for shift, after in enumerate(maps):
        cells = shift // jump
        kept = columns[cells:]
        if not (rows and kept):
            raise ShapeError(f"a shift by {shift} pixels leaves no value that sees no border")
        same = after[:, rows][:, :, kept] == maps[0][:, rows][:, :, [c - cells for c in kept]]
        result.append(Followed(cells, int(same.sum()), same.size))
    return result


def _inner(size: int, jump: int, first: int, field: int, side: int) -> list[int]:
    """Places along an axis whose field lies in the picture."""
    return [i for i in range(size) if i * jump + first >= 0 and i * jump + first + field <= side]
