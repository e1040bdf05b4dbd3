"""Which number of which stage is pinned: the programs print it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.explain import Block

_CELL = re.compile(r"([0-9])\.([a-z]+[0-9]?):([0-9]{1,3}),([0-9]{1,3}),([0-9]{1,3})")
_COLOURS = ("red", "green", "blue")


@dataclass(frozen=True)
class Spot:
    """A cell of a stage: of block number `block`, map `map` as the figure orders them."""

    block: int
    stage: str
    map: int
    row: int
    column: int

    @classmethod
    def parse(cls, value: object) -> "Spot | None":
        """Read what the address or the browser sends; None for anything else.

        >>> Spot.parse("0.sum:0,3,12")
        Spot(block=0, stage='sum', map=0, row=3, column=12)
        >>> Spot.parse("sum") is None
        True
        """
        match = _CELL.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            return None
        block, stage, *cell = match.groups()
        return cls(int(block), stage, *map(int, cell))

    def fits(self, blocks: Sequence[Block], arrays: Mapping[str, np.ndarray]) -> bool:
        """Whether the figure has such a cell."""
        if self.block >= len(blocks):
            return False
        if self.stage not in [stage["name"] for stage in blocks[self.block]["stages"]]:
            return False
        shape = arrays[f"{self.block}.{self.stage}"].shape
        maps, rows, columns = shape if len(shape) == 3 else (1, *shape)
        return self.map < maps and self.row < rows and self.column < columns

    @property
    def colour(self) -> str:
        """Of a map that belongs to a channel of the picture."""
        return _COLOURS[self.map % 3]


def chosen_spot(key: str, blocks: Sequence[Block], arrays: Mapping[str, np.ndarray]) -> Spot:
    """The cell that was pinned last, the one in the address, or the first result's strongest."""
    sent, forgotten = place.news(key, "pin"), f"{key}_forgotten"
    pinned = None if sent == st.session_state.get(forgotten) else Spot.parse(sent)
    if pinned is not None and not pinned.fits(blocks, arrays):  # the browser forgets it as well
        st.session_state[forgotten] = sent
    for spot in (pinned, Spot.parse(place.asked("cell"))):
        if spot is not None and spot.fits(blocks, arrays):
            return spot
    return strongest(blocks, arrays)


def strongest(blocks: Sequence[Block], arrays: Mapping[str, np.ndarray]) -> Spot:
    """The first block's cell that says most.

    Of a result the one furthest from zero; of an occlusion the place that changes most.
    """
    stages = [stage["name"] for stage in blocks[0]["stages"]]
    name = next((name for name in ("score", "result") if name in stages), stages[0])
    values = arrays[f"0.{name}"]
    values = np.abs(values - blocks[0]["facts"].get("whole", 0))
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    return Spot(0, name, 0, int(row), int(column))
