"""Where each grid of the player lies in a picture, in pixels. Nothing here computes a value.

assets/components/player/geometry.js does the same for the screen, whatever its width.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vizcore.geometry import Axis

WIDTH = 960  # of a picture, unless its cells need more
MARGIN = 24
TITLE = 24  # height of a grid's title
_GAP = 64  # room for an arrow between two grids
_SLIM = 20  # between the small grids of one window
_TALLEST = 400  # the tallest grid
_LEAST, _LARGEST, _LARGEST_SMALL = 2, 48, 44  # sides of a cell

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    """Square cells from a top left corner on."""

    x: int
    y: int
    cell: int
    rows: int
    columns: int

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the whole grid; right and bottom lie outside."""
        return self.cells(0, 0, self.rows, self.columns)

    def part(self, row: int, column: int, rows: int, columns: int) -> "Grid":
        """Some of its cells as a grid of their own."""
        left, top, _, _ = self.cells(row, column)
        return Grid(left, top, self.cell, rows, columns)

    def cells(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Box:
        """The same of some cells, the first of them at (`row`, `column`).

        >>> Grid(10, 20, 5, 3, 3).cells(1, 2)
        (20, 25, 25, 30)
        """
        left, top = self.x + column * self.cell, self.y + row * self.cell
        return left, top, left + columns * self.cell, top + rows * self.cell


@dataclass(frozen=True)
class Figure:
    """All grids by role, the centres of the arrows between them, and the size of the picture."""

    width: int
    height: int
    grids: dict[str, Grid]
    arrows: list[tuple[int, int]]


def layout(rows: Axis, columns: Axis, roles: Sequence[str], top: int) -> Figure:
    """Input, window and output side by side; below each other where the input is one row.

    Parameters
    ----------
    rows, columns : Axis
    roles : sequence of str
        The small grids of one window, in their order.
    top : int
        What is kept free above.

    Examples
    --------
    >>> from vizcore.geometry import all_axes
    >>> grids = layout(*all_axes((5, 5), 3), ["window", "kernel"], 60).grids
    >>> list(grids), grids["input"]
    (['input', 'window', 'kernel', 'output'], Grid(x=164, y=102, cell=48, rows=5, columns=5))
    """
    lay = _in_rows if field(rows) == 1 else _in_columns
    return lay(rows, columns, roles, top)


def field(axis: Axis) -> int:
    """Cells that windows move over: padding, input and the overhang of ceil mode."""
    return axis.before + axis.size + axis.after + axis.overhang


def _in_columns(rows: Axis, columns: Axis, roles: Sequence[str], top: int) -> Figure:
    small = _side(120 // max(rows.window, columns.window), _LARGEST_SMALL)
    middle = max(columns.window * small, 96)
    step = TITLE + rows.window * small + 12
    room = WIDTH - 2 * MARGIN - middle - 2 * _GAP
    cell = _side(
        min(
            room // (field(columns) + columns.count),
            _TALLEST // max(field(rows), rows.count),
        )
    )
    content = (field(columns) + columns.count) * cell + middle + 2 * _GAP
    tallest = max(field(rows), rows.count) * cell
    height = max(TITLE + tallest, len(roles) * step - 12)
    width = max(WIDTH, content + 2 * MARGIN)

    def centred(rows: int, cell: int) -> int:
        return top + TITLE + (height - TITLE - rows * cell) // 2

    left = (width - content) // 2
    middle_left = left + field(columns) * cell + _GAP
    right = middle_left + middle + _GAP
    first = top + (height - len(roles) * step + 12) // 2 + TITLE
    small_left = middle_left + (middle - columns.window * small) // 2
    grids = {"input": Grid(left, centred(field(rows), cell), cell, field(rows), field(columns))}
    for i, role in enumerate(roles):
        grids[role] = Grid(small_left, first + i * step, small, rows.window, columns.window)
    grids["output"] = Grid(right, centred(rows.count, cell), cell, rows.count, columns.count)
    middle_height = top + (height + TITLE) // 2
    arrows = [(middle_left - _GAP // 2, middle_height), (right - _GAP // 2, middle_height)]
    return Figure(width, top + height + MARGIN, grids, arrows)


def _in_rows(rows: Axis, columns: Axis, roles: Sequence[str], top: int) -> Figure:
    room = WIDTH - 2 * MARGIN
    longest = max(field(columns), columns.count)
    cell = _side(room // longest)
    small = _side(
        (room - (len(roles) - 1) * _SLIM) // (len(roles) * columns.window), _LARGEST_SMALL
    )
    step = max(columns.window * small, 80) + _SLIM
    middle = len(roles) * step - _SLIM
    width = max(WIDTH, max(longest * cell, middle) + 2 * MARGIN)
    y = top + TITLE
    grids = {"input": Grid((width - field(columns) * cell) // 2, y, cell, 1, field(columns))}
    y += cell + _SLIM + TITLE
    for i, role in enumerate(roles):
        grids[role] = Grid((width - middle) // 2 + i * step, y, small, rows.window, columns.window)
    y += small + _SLIM + TITLE
    grids["output"] = Grid((width - columns.count * cell) // 2, y, cell, 1, columns.count)
    return Figure(width, y + cell + MARGIN, grids, [])


def _side(size: int, largest: int = _LARGEST) -> int:
    return max(_LEAST, min(largest, size))
