"""The face of assets/components/curve: a function, its slope, and a point that moves along both."""

from typing import TypedDict

import numpy as np
from jaxtyping import Float

from pages.ui import place
from pages.ui.components.load import load, pack

EVERY = 5  # samples from one stop of the slider to the next
_ROOM = 0.08  # above and below the curves, of their height

_curve = load("curve")


class Payload(TypedDict):
    """What the component is sent; assets/components/curve/types.d.ts is its twin."""

    title: str
    start: float
    every: int
    low: float
    high: float


def curve_figure(
    x: Float[np.ndarray, " points"],
    value: Float[np.ndarray, " points"],
    slope: Float[np.ndarray, " points"],
    *,
    title: str,
    start: float,
    key: str,
) -> None:
    """Draw a function and its slope; the point's place stands in the address as `x=-0.75`.

    Parameters
    ----------
    x : array (points,)
        Evenly spaced, rising; every fifth one, and so the last, is a stop of the slider.
    value, slope : arrays (points,)
        The function and its derivative there.
    title : str
        The function's name.
    start : float
        Where the point stands at first.
    key : str
        Of the component.
    """
    low, high = limits(value, slope)
    payload: Payload = {"title": title, "start": start, "every": EVERY, "low": low, "high": high}
    place.leave_to_browser(["x"])
    _curve(key=key, data=pack(payload, x=x, value=value, slope=slope))


def limits(*curves: Float[np.ndarray, " points"]) -> tuple[float, float]:
    """The ends of an axis with room for all curves.

    >>> limits(np.array([0.0, 1.0]), np.array([-1.0, 0.0]))
    (-1.16, 1.16)
    """
    low, high = min(curve.min() for curve in curves), max(curve.max() for curve in curves)
    room = _ROOM * (high - low)
    return float(low - room), float(high + room)
