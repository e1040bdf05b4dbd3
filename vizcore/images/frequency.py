"""How strongly a kernel passes stripes of every direction and width."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Float64, Num

#: What a kernel does to stripes, from none to all of them; see `Response.passes`.
Passes = Literal["nothing", "everything", "slow", "changes", "more of some"]

_EVEN = 1e-9  # gains that differ by less than this share of the largest are the same


@dataclass(frozen=True, eq=False)
class Response:
    """The gain of a kernel at every frequency of a square grid.

    Attributes
    ----------
    frequencies : (points,) float64 array
        Cycles a pixel, from -0.5 to 0.5; 0 is a flat area, 0.5 the finest stripes there are.
    gain : (points, points) float64 array
        Rows: frequency down the columns of the picture. Columns: frequency along its rows.
    """

    frequencies: Float64[np.ndarray, " points"]
    gain: Float64[np.ndarray, "points points"]

    def at(self, along: float | int, down: float | int) -> float:
        """The gain at the grid's point nearest to `along` and `down`, in cycles a pixel."""
        row, column = (int(np.abs(self.frequencies - f).argmin()) for f in (down, along))
        return float(self.gain[row, column])

    @property
    def passes(self) -> Passes:
        """What gets through.

        "slow": nothing more strongly than flat areas. "changes": flat areas not at all. "more of
        some": flat areas, and some stripes more strongly.
        """
        flat, top = self.at(0.0, 0.0), float(self.gain.max())
        if top == 0:
            return "nothing"
        if top - self.gain.min() <= _EVEN * top:
            return "everything"
        if flat <= _EVEN * top:
            return "changes"
        return "slow" if top - flat <= _EVEN * top else "more of some"

    @property
    def strongest(self) -> tuple[float, float]:
        """Frequencies (along, down), neither sign meant, of the largest gain nearest to flat."""
        rows, columns = np.nonzero(self.gain >= self.gain.max() * (1 - _EVEN))
        along, down = np.abs(self.frequencies[columns]), np.abs(self.frequencies[rows])
        first = int((along + down).argmin())
        return float(along[first]), float(down[first])


def frequency_response(weights: Num[np.ndarray, "rows columns"], points: int = 65) -> Response:
    r"""The size of a kernel's discrete Fourier transform.

    .. math:: |H(f, g)| = \left| \sum_{a, b} w_{ab}\, e^{-2 \pi i (g a + f b)} \right|

    Stripes of f cycles a pixel along the rows and g down the columns come out of the kernel as
    stripes of the same kind, this many times as strong. Turning the kernel round changes nothing.

    Parameters
    ----------
    weights : (rows, columns) array
    points : int
        Frequencies along each axis, odd, so that 0 is one of them.

    Returns
    -------
    Response
        Largest errors are those of float64.

    Raises
    ------
    ValueError
        If `points` is even or below 3.

    Examples
    --------
    The mean of two neighbours keeps flat areas and stops stripes of one pixel; its difference
    does the opposite:

    >>> mean = frequency_response(np.array([[0.5, 0.5]]), points=3)
    >>> mean.gain[1].round(6).tolist(), mean.passes
    ([0.0, 1.0, 0.0], 'slow')
    >>> difference = frequency_response(np.array([[-0.5, 0.5]]), points=3)
    >>> difference.gain[1].round(6).tolist(), difference.passes
    ([1.0, 0.0, 1.0], 'changes')
    """
    if points < 3 or points % 2 == 0:
        raise ValueError(f"points must be odd and at least 3, not {points}")
    frequencies = np.linspace(-0.5, 0.5, points)
    rows, columns = (
        np.exp(-2j * np.pi * np.outer(frequencies, np.arange(cells))) for cells in weights.shape
    )
    return Response(frequencies, np.abs(rows @ weights @ columns.T))
