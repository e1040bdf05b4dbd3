"""Which cells of an earlier layer one value of a network depends on: index arithmetic, no torch."""

from collections.abc import Sequence
from dataclasses import dataclass

from vizcore.architecture.counting import SLIDING, settings_of
from vizcore.architecture.rows import INPUT, LayerRow
from vizcore.errors import ArchitectureError, ShapeError
from vizcore.geometry import spread

_WHOLE = ("globalpool", "flatten", "fc", "softmax")


@dataclass(frozen=True)
class Box:
    """A rectangle of cells, its last row and column included.

    Below 0, or at the size of the map and beyond, it lies in the padding.

    Parameters
    ----------
    top, left, bottom, right : int
    """

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    def cut(self, rows: int, columns: int) -> "Box":
        """What of it lies on a map of so many rows and columns.

        >>> Box(-1, 6, 1, 8).cut(8, 8)
        Box(top=0, left=6, bottom=1, right=7)
        """
        return Box(
            max(0, self.top),
            max(0, self.left),
            min(rows - 1, self.bottom),
            min(columns - 1, self.right),
        )


def receptive_field(
    rows: Sequence[LayerRow], layer: str, row: int, column: int, *, of: str = INPUT
) -> Box:
    r"""The cells of an earlier layer, or of the picture, that one value can depend on.

    A window of size f with stride s, dilation d and p zeros before the first cell sees, of what
    comes before it,

    .. math:: s\,r - p \;\ldots\; s\,r - p + d\,(f - 1)

    This is done for the first and the last row of what is known so far, from the layer back to
    the picture. Where two branches meet, it is the smallest box around both.

    Parameters
    ----------
    rows : sequence of LayerRow
        As `Architecture.rows` has them; what is asked for comes before a flattening.
    layer : str
        Name of the layer whose value it is.
    row, column : int
        Where it stands on its map, counted from 0.
    of : str
        Name of the layer that is seen; "input" is the picture.

    Returns
    -------
    Box
        Not cut at the border. Of a dilated window it holds the cells in between as well.

    Raises
    ------
    ArchitectureError
        If there is no such layer, or `of` does not come before it.
    ShapeError
        If the layer has no such value, or no rows and columns.

    Examples
    --------
    Two 3x3 convolutions, a 2x2 pooling: 3, 5 and 6 pixels.

    >>> from vizcore.architecture import ARCHITECTURES
    >>> rows = ARCHITECTURES["minivgg"].rows
    >>> receptive_field(rows, "pool1", 8, 8)
    Box(top=14, left=14, bottom=19, right=19)
    >>> receptive_field(rows, "pool2", 0, 4).size, receptive_field(rows, "pool2", 0, 4).cut(32, 32)
    ((16, 16), Box(top=0, left=10, bottom=9, right=25))
    >>> receptive_field(rows, "conv1", 32, 0)
    Traceback (most recent call last):
    vizcore.errors.ShapeError: conv1 has 32 rows and 32 columns, and no value at (32, 0)
    """
    by_name = {each.name: each for each in rows}
    if layer not in by_name or not (of == INPUT or of in by_name):
        raise ArchitectureError(f"there is no layer '{layer if layer not in by_name else of}'")
    shape = by_name[layer].shape
    if len(shape) != 3:
        raise ShapeError(f"{layer} has no rows and columns")
    if not (0 <= row < shape[1] and 0 <= column < shape[2]):
        raise ShapeError(
            f"{layer} has {shape[1]} rows and {shape[2]} columns, and no value at ({row}, {column})"
        )
    found = _seen(by_name, layer, Box(row, column, row, column), of)
    if found is None:
        raise ArchitectureError(f"{of} does not come before {layer}")
    return found


def _seen(rows: dict[str, LayerRow], name: str, box: Box, of: str) -> Box | None:
    """The box on `of` around all that `box` on the output of `name` depends on; None if nothing."""
    if name == of:
        return box
    if name == INPUT:
        return None
    before = _before(rows[name], box)
    boxes = [found for source in rows[name].after if (found := _seen(rows, source, before, of))]
    if not boxes:
        return None
    return Box(
        min(b.top for b in boxes),
        min(b.left for b in boxes),
        max(b.bottom for b in boxes),
        max(b.right for b in boxes),
    )


def _before(row: LayerRow, box: Box) -> Box:
    """What a layer takes to make the values in `box`."""
    if row.kind in _WHOLE:
        return Box(0, 0, row.takes[1] - 1, row.takes[2] - 1)
    if row.kind not in SLIDING:
        return box
    (high, wide), (down, right), (above, left), dilations = settings_of(row.line)
    return Box(
        box.top * down - above,
        box.left * right - left,
        box.bottom * down - above + spread(high, dilations[0]) - 1,
        box.right * right - left + spread(wide, dilations[1]) - 1,
    )
