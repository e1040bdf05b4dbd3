"""Which values of a network depend on which: one declaration for each kind of layer.

A kind says whether a value takes its own channel or all of them, and the layer has its window. From
these two follow the operands of a value, its receptive field, and all that it reaches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from torch import nn

from vizcore.errors import ArchitectureError, ShapeError
from vizcore.nets.layers import Layer, layers_of
from vizcore.nets.minivgg import MiniVGG
from vizcore.text import many


@dataclass(frozen=True)
class Region:
    """Values of a layer: all that lie in these channels, rows and columns.

    A layer of single units has channels only; its row and column are 0.

    Parameters
    ----------
    channels, rows, columns : tuples of int
        In rising order; all three are empty where there is no value.
    """

    channels: tuple[int, ...]
    rows: tuple[int, ...] = (0,)
    columns: tuple[int, ...] = (0,)

    def __len__(self) -> int:
        return len(self.channels) * len(self.rows) * len(self.columns)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """(channel, row, column) of each value, in the order in which they lie in memory."""
        return product(self.channels, self.rows, self.columns)


def reach(
    model: MiniVGG | nn.Sequential,
    layer: str,
    index: tuple[int, ...],
    *,
    shape: tuple[int, ...] = (3, 32, 32),
) -> dict[str, Region]:
    """Which values of each later layer can depend on one: its projective field.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
    layer : str
        As `layers_of` names it; "input" is the picture.
    index : tuple of int
        (channel, row, column), or (unit,) in a layer without rows and columns.
    shape : tuple of int
        Of one picture, channels first.

    Returns
    -------
    dict
        A `Region` by the name of each layer that comes later, in order.

    Raises
    ------
    ArchitectureError
        If there is no such layer.
    ShapeError
        If it has no such value.

    Examples
    --------
    A value of the first convolution reaches nine values of each of the second's maps, and, padded
    by one, 8 x 8 of 16 x 16 windows later, everything:

    >>> reached = reach(MiniVGG(), "conv1", (5, 0, 9))
    >>> reached["conv2"].rows, reached["conv2"].columns, len(reached["conv2"].channels)
    ((0, 1), (8, 9, 10), 32)
    >>> reached["bn1"], len(reached["fc2"])
    (Region(channels=(5,), rows=(0,), columns=(9,)), 10)
    """
    layers = layers_of(model, shape=shape)
    found, reached = start(layers, layer, index), {}
    for before, after in _pairs(layers, layer):
        found = reached[after.name] = reached_by(after, before.shape, found)
    return reached


def receptive_field(
    model: MiniVGG | nn.Sequential,
    layer: str,
    index: tuple[int, ...],
    *,
    of: str = "input",
    shape: tuple[int, ...] = (3, 32, 32),
) -> Region:
    """Which values of the picture, or of an earlier layer, one value can depend on.

    Parameters
    ----------
    model, layer, index, shape
        As for `reach`.
    of : str
        The layer that is seen.

    Returns
    -------
    Region
        Cut at the edge: padding is no value.

    Raises
    ------
    ArchitectureError
        If there is no such layer, or `of` does not come before it.
    ShapeError
        If the layer has no such value.

    Examples
    --------
    >>> field = receptive_field(MiniVGG(), "conv2", (0, 0, 9))
    >>> field.rows, field.columns
    ((0, 1, 2), (7, 8, 9, 10, 11))
    >>> len(receptive_field(MiniVGG(), "pool2", (0, 4, 4)).rows)
    16
    """
    layers = layers_of(model, shape=shape)
    found = start(layers, layer, index)
    names = [each.name for each in layers]
    if of not in names[: names.index(layer)]:
        raise ArchitectureError(f"{of} does not come before {layer}")
    for before, after in reversed(list(_pairs(layers, of, layer))):
        found = read_by(after, before.shape, found)
    return found


def read_by(layer: Layer, source: tuple[int, ...], region: Region) -> Region:
    """The values that a layer takes to make those of a region: their operands.

    Parameters
    ----------
    layer : Layer
    source : tuple of int
        Shape of what it takes.
    region : Region
        Of its output.
    """
    if layer.channels == "order":
        return _unflattened(region, source)
    if layer.channels == "all":
        return _whole(source)
    rows, columns = (
        tuple(sorted({cell for at in cells for cell in _window(layer, axis, at, source)}))
        for axis, cells in enumerate((region.rows, region.columns))
    )
    channels = region.channels
    if layer.channels == "group":
        each, outputs = source[0] // layer.groups, layer.shape[0] // layer.groups
        groups = {channel // outputs for channel in channels}
        channels = tuple(
            c for group in sorted(groups) for c in range(each * group, each * group + each)
        )
    return Region(channels, rows, columns)


def reached_by(layer: Layer, source: tuple[int, ...], region: Region) -> Region:
    """The values of a layer's output that take one of a region of its input.

    Parameters
    ----------
    layer, source
        As for `read_by`.
    region : Region
        Of what the layer takes.
    """
    if not len(region):
        return Region((), (), ())
    if layer.channels == "order":
        _, *sides = (*source, 1, 1)[:3]
        return Region(tuple((c * sides[0] + r) * sides[1] + k for c, r, k in region))
    if layer.channels == "all":
        return _whole(layer.shape)
    sizes = (*layer.shape, 1, 1)[1:3]
    rows, columns = (
        tuple(at for at in range(sizes[axis]) if cells & set(_window(layer, axis, at, source)))
        for axis, cells in enumerate((set(region.rows), set(region.columns)))
    )
    channels = region.channels
    if layer.channels == "group":
        each, outputs = source[0] // layer.groups, layer.shape[0] // layer.groups
        groups = {channel // each for channel in channels}
        channels = tuple(
            c for g in sorted(groups) for c in range(outputs * g, outputs * g + outputs)
        )
    return Region(channels, rows, columns)


def _window(layer: Layer, axis: int, at: int, source: tuple[int, ...]) -> range | list[int]:
    """The cells of the source under the window at `at`, along one axis; padding is left out."""
    size = (*source, 1, 1)[axis + 1]
    first = at * layer.stride[axis] - layer.padding[axis]
    step = layer.dilation[axis]
    return [c for c in range(first, first + step * layer.window[axis], step) if 0 <= c < size]


def _whole(shape: tuple[int, ...]) -> Region:
    channels, rows, columns = (*shape, 1, 1)[:3]
    return Region(tuple(range(channels)), tuple(range(rows)), tuple(range(columns)))


def _unflattened(region: Region, source: tuple[int, ...]) -> Region:
    """The smallest region that holds what a flattening has put at these places."""
    _, rows, columns = (*source, 1, 1)[:3]
    places = [(c // (rows * columns), c // columns % rows, c % columns) for c in region.channels]
    sorted_sets = (tuple(sorted(set(axis))) for axis in zip(*places, strict=True))
    return Region(*sorted_sets) if places else Region((), (), ())


def start(layers: Sequence[Layer], name: str, index: tuple[int, ...]) -> Region:
    """The region of one value; an error that says what there is, if there is none."""
    layer = next((each for each in layers if each.name == name), None)
    if layer is None:
        raise ArchitectureError(f"there is no layer '{name}'")
    fits = len(index) == len(layer.shape) and all(
        0 <= at < size for at, size in zip(index, layer.shape, strict=True)
    )
    if not fits:
        raise ShapeError(
            f"{name} has {many(prod(layer.shape), 'value')}, "
            f"{' × '.join(map(str, layer.shape))}, and none at {index}"
        )
    return Region(*((at,) for at in index))


def _pairs(layers: Sequence[Layer], first: str, last: str = "") -> Iterator[tuple[Layer, Layer]]:
    """Each two layers that follow each other, from `first` on, up to `last`."""
    names = [layer.name for layer in layers]
    end = names.index(last) + 1 if last else len(names)
    run = layers[names.index(first) : end]
    return pairwise(run)
