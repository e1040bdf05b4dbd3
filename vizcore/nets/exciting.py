"""Which pictures excite a unit most, and which hardly at all."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32, Int32, UInt16

from vizcore.nets.units import Survey

#: Pictures that excite a unit most.
BEST = 9
#: Of those that excite its neighbours, the ones that excite it least.
LEAST = 6
#: Units whose pictures lie on one sheet.
PART = 64


@dataclass(frozen=True, eq=False)
class Exciting:
    """The same for all units of a layer.

    Attributes
    ----------
    picture : (units, 9) int32 array
        Number of the picture, the most exciting first; −1 where a unit fires on no more.
    place : (units, 9) uint16 array
        Where the largest value of its map stands, counted row by row.
    value : (units, 9) float32 array
        That value.
    least : (units, 6) int32 array
        Places on the sheet of the unit's part: picture r of unit u of the part is 9 u + r.
    least_place, least_value
        As above, of the unit itself on that picture.
    """

    picture: Int32[np.ndarray, "units best"]
    place: UInt16[np.ndarray, "units best"]
    value: Float32[np.ndarray, "units best"]
    least: Int32[np.ndarray, "units least"]
    least_place: UInt16[np.ndarray, "units least"]
    least_value: Float32[np.ndarray, "units least"]


def exciting(found: Survey, *, fires: bool) -> Exciting:
    """The most and the least exciting pictures of each unit of a layer.

    Parameters
    ----------
    found : Survey
    fires : bool
        Whether 0 means that a unit is silent: then no such picture excites it.

    Examples
    --------
    Of three pictures the middle one excites the only unit, the others do not:

    >>> values = np.array([[0], [2], [0]], np.float32)
    >>> exciting(Survey(values, np.zeros((3, 1), np.uint16)), fires=True).picture[0, :3].tolist()
    [1, -1, -1]
    """
    order = np.argsort(-found.values, axis=0, kind="stable")[:BEST].T
    value, place = _taken(found, order)
    if fires:
        order = np.where(value > 0, order, -1)
    short = BEST - order.shape[1]  # fewer pictures than that
    order, value, place = (
        np.pad(part, ((0, 0), (0, short)), constant_values=fill)
        for part, fill in ((order, -1), (value, 0), (place, 0))
    )
    picture = order.astype(np.int32)
    least = _least(found, picture)
    shown = picture.reshape(-1)[_whole(least)]
    least_value, least_place = _taken(found, shown)
    return Exciting(picture, place, value, least, least_place, least_value)


def _taken(found: Survey, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Values and places of each unit, a row of `pictures` each."""
    units = np.arange(len(pictures))[:, None]
    return found.values[pictures, units], found.places[pictures, units]


def _whole(least: np.ndarray) -> np.ndarray:
    """Places on the sheet of all units of the layer."""
    part = np.arange(len(least)) // PART * PART
    return least + BEST * part[:, None]


def _least(found: Survey, picture: np.ndarray) -> Int32[np.ndarray, "units least"]:
    """Of the pictures on a part's sheet, those that each unit answers to least."""
    rows = []
    for start in range(0, len(picture), PART):
        sheet = picture[start : start + PART].ravel()
        known = np.flatnonzero(sheet >= 0)
        _, first = np.unique(sheet[known], return_index=True)
        tiles = known[np.sort(first)]  # each picture once
        for unit in range(start, min(start + PART, len(picture))):
            # Of equals, another one for each unit.
            shuffled = np.random.default_rng(unit).permutation(tiles)
            order = np.argsort(found.values[sheet[shuffled], unit], kind="stable")
            rows.append(np.resize(shuffled[order[:LEAST]], LEAST))
    return np.stack(rows).astype(np.int32)
