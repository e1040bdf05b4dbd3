"""The colours of the whole app, and arrays turned into pixels with them.

assets/components/core/palette.js holds the same values; a test compares them.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Num, UInt8


@dataclass(frozen=True)
class Palette:
    """Colours by role, as `#rrggbb`."""

    neutral: str
    negative: str
    positive: str
    input: str
    kernel: str
    output: str
    hatch: str
    faint: str


LIGHT = Palette(
    neutral="#f7f7f5",
    negative="#1f5fae",
    positive="#d9731a",
    input="#2f6db5",
    kernel="#c98a06",
    output="#2e8b57",
    hatch="#b9bec6",
    faint="#e4e7eb",
)
DARK = Palette(
    neutral="#1b2129",
    negative="#5b9bea",
    positive="#f2994a",
    input="#6fa8e8",
    kernel="#e5b33c",
    output="#5fbf8a",
    hatch="#59626e",
    faint="#2a313b",
)


def signed_pixels(
    values: Num[np.ndarray, "*shape"], *, limit: float | None = None, palette: Palette = LIGHT
) -> UInt8[np.ndarray, "*shape 3"]:
    """Colour signed values: blue below zero, orange above, zero always the neutral colour.

    Parameters
    ----------
    values : array of any shape
    limit : float, optional
        The size that gets the full colour; by default the largest one in `values`.

    Examples
    --------
    >>> signed_pixels(np.array([-1.0, 0.0, 1.0])).tolist()
    [[31, 95, 174], [247, 247, 245], [217, 115, 26]]
    """
    top = float(np.abs(values).max(initial=0.0)) if limit is None else limit
    share = np.clip(np.abs(values) / (top or 1.0), 0, 1)[..., None]
    neutral, negative, positive = map(_rgb, (palette.neutral, palette.negative, palette.positive))
    ends = np.where(np.asarray(values)[..., None] < 0, negative, positive)
    return np.rint(neutral + share * (ends - neutral)).astype(np.uint8)


def colour_limit(result: Num[np.ndarray, "*shape"]) -> float:
    """Size of the result that gets the full colour: all but one in 200 are smaller.

    The very largest, a glint or a corner of the border, would leave everything else pale.

    >>> colour_limit(np.array([-3.0, 1, 2]))
    3.0
    """
    sizes = np.abs(result).ravel()
    place = sizes.size - 1 - sizes.size // 200
    limit = float(np.partition(sizes, place)[place])
    return limit or float(sizes.max(initial=0))


def rgba(colour: str, opacity: float) -> str:
    """A see-through colour, as CSS and Plotly write it.

    >>> rgba("#2e8b57", 0.5)
    'rgba(46, 139, 87, 0.5)'
    """
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgba({red}, {green}, {blue}, {opacity})"


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)
