"""The face of assets/components/bend: a map of sums before and after an activation."""

from typing import TypedDict

import numpy as np
from jaxtyping import Float, Float32, UInt8, UInt16

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_arrays

#: A map has no more cells: where a number stands is sent in two bytes.
MOST_CELLS = 65536

_bend = load("bend")


class Payload(TypedDict):
    """What the component is sent; assets/components/bend/types.d.ts is its twin."""

    title: str
    map: str
    limit: float


def bend(
    name: str,
    grey: UInt8[np.ndarray, "h w"],
    cells: UInt16[np.ndarray, "h w"],
    sums: Float32[np.ndarray, " numbers"],
    after: Float[np.ndarray, " numbers"],
    *,
    title: str,
    limit: float,
    key: str,
) -> None:
    """Show a picture, a kernel's sums on it, and what an activation makes of them.

    The place that is read stands in the address as `cell=12,40`.

    Parameters
    ----------
    name : str
        The same as long as picture and kernel are.
    grey : (h, w) uint8 array
    cells : (h, w) uint16 array
        Which of `sums` stands where.
    sums : (numbers,) float32 array
        The different sums of the map. The activation is given a 255th of each.
    after : (numbers,) array
        What it makes of them.
    title : str
        The activation's name.
    limit : float
        Size of the number that gets the full colour; above 0.
    key : str
        Of the component.
    """
    keep_arrays(name, {}, {"grey": grey, "place": cells, "sums": sums}, key=f"{key}_map")
    payload: Payload = {"title": title, "map": name, "limit": limit}
    place.leave_to_browser(["cell"])
    _bend(key=key, data=pack(payload, after=after.astype(np.float32)))
