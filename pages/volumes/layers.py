"""The volumes and filters that the page shows, what they cost, and their numbers to take away."""

from collections.abc import Iterable, Sequence

import numpy as np
from jaxtyping import Float, Int, UInt8

from pages.ui.formula import flip_sentence, weighted_sum_formula
from vizcore.figures.palette import signed_pixels
from vizcore.steps.volume import Cost, DepthSettings, VolumeSettings
from vizcore.text import many, table

#: What the page shows: filters on channels, or one kernel of three dimensions.
Layer = VolumeSettings | DepthSettings

MOST_CHANNELS, MOST_FILTERS, LONGEST_SIDE, WIDEST = 4, 4, 6, 3

_CELL, _GAP = 32, 8  # of the picture of the maps, in pixels


def random_volume(
    channels: int, side: int, seed: int
) -> Int[np.ndarray, "{channels} {side} {side}"]:
    """Whole numbers from -2 to 3; a smaller volume is a part of the larger one of the same seed.

    >>> random_volume(1, 2, seed=0)
    array([[[ 3,  1],
            [-2, -2]]])
    """
    shape = (MOST_CHANNELS, LONGEST_SIDE, LONGEST_SIDE)
    return np.random.default_rng([seed, 0]).integers(-2, 4, shape)[:channels, :side, :side]


def random_layer(
    x: np.ndarray,
    filters: int,
    side: int,
    *,
    seed: int | Sequence[int],
    groups: int = 1,
    stride: int = 1,
    padding: int = 0,
    activation: str = "none",
) -> VolumeSettings:
    """Filters of whole numbers from -2 to 2 on a volume; their number changes none of them."""
    rng = np.random.default_rng(seed)
    shape = (MOST_FILTERS, MOST_CHANNELS, WIDEST, WIDEST)
    weight = rng.integers(-2, 3, shape)[:filters, : len(x) // groups, :side, :side]
    bias = rng.integers(-3, 4, MOST_FILTERS)[:filters]
    return VolumeSettings(x, weight, bias, groups, stride, padding, activation)


def random_depth(
    size: int, side: int, seed: int, stride: int = 1, activation: str = "none"
) -> DepthSettings:
    """A volume of size x size x size and one kernel of side x side x side, whole numbers."""
    rng = np.random.default_rng([seed, 3])
    x = rng.integers(-2, 4, (LONGEST_SIDE,) * 3)[:size, :size, :size]
    weight = rng.integers(-2, 3, (WIDEST,) * 3)[:side, :side, :side]
    return DepthSettings(x, weight, float(rng.integers(-3, 4)), stride, activation)


def parameter_formula(settings: Layer) -> str:
    """The number of parameters as a product, letters first and then numbers, for KaTeX."""
    (rows, columns), cost = settings.kernels.shape[2:], settings.costs[0]
    inner = rows * columns * settings.kernels.shape[1] + 1
    filters = len(settings.kernels)
    if isinstance(settings, DepthSettings):
        letters = r"f \cdot f \cdot f + 1"
    else:
        seen = r"\frac{D}{G}" if settings.groups > 1 else "D"
        letters = rf"\left(f \cdot f \cdot {seen} + 1\right) \cdot K"
    numbers = cost.product.replace("·", r" \cdot ")
    return (
        rf"$\text{{parameters}} = {letters} = {numbers} = {inner} \cdot {filters} "
        rf"= \mathbf{{{cost.parameters}}}$"
    )


def layer_formula(settings: Layer, *, flipped: bool) -> str:
    """What one output value is the sum of, for KaTeX."""
    depth = isinstance(settings, DepthSettings)
    return weighted_sum_formula(
        settings.three_axes if isinstance(settings, DepthSettings) else settings.axes,
        flipped=flipped,
        filters=not depth,
        bias=True,
        activation=settings.activation,
    )


def output_sentence(settings: Layer) -> str:
    """What the output is for: its shape, what comes next, and what flipping the kernels changes."""
    maps, rows, columns = settings.output.shape
    depth = isinstance(settings, DepthSettings)
    flip = flip_sentence(
        settings.output, settings.turned().output, "the kernel" if depth else "the filters"
    )
    if depth:
        return (
            f"One kernel of three dimensions makes one volume of {maps}×{rows}×{columns}: "
            f"its slices are what it finds at each depth. {flip}"
        )
    return (
        f"{many(maps, 'map')}: a volume of {rows}×{columns}×{maps}, the next layer's image. "
        f"Each filter there looks at {many(maps, 'channel')}, or at a group of them. {flip}"
    )


def cost_table(costs: Sequence[Cost]) -> str:
    """Ways from the same input to the same output, side by side, as a Markdown table."""
    rows = [
        (cost.way, f"{cost.product} = **{cost.parameters:,}**", f"{cost.multiply_adds:,}")
        for cost in costs
    ]
    return table(["Way to the output", "Parameters", "Multiply-adds"], rows, "llr")


def cost_rows(layers: Iterable[Layer]) -> Iterable[tuple[object, ...]]:
    """The same of every layer: (layer, way, product, parameters, multiply-adds)."""
    for number, layer in enumerate(layers, 1):
        for cost in layer.costs:
            yield number, cost.way, cost.product, cost.parameters, cost.multiply_adds


def number_rows(layers: Iterable[Layer]) -> Iterable[tuple[object, ...]]:
    """Every number: (layer, array, filter or map, channel or slice, row, column, value)."""
    for number, layer in enumerate(layers, 1):
        volumes = {
            "input": layer.x[None],
            "weight": layer.kernels,
            "bias": np.reshape(layer.bias, (-1, 1, 1, 1)),
            "partial": layer.partial,
            "sum": layer.sums[:, None],
            "total": layer.totals[:, None],
            "output": layer.output[:, None],
        }
        for name, array in volumes.items():
            for place in np.ndindex(array.shape):
                yield number, name, *map(int, place), float(array[place])


def maps_picture(maps: Float[np.ndarray, "k rows columns"]) -> UInt8[np.ndarray, "h w 3"]:
    """The maps side by side on white, each number a square of 32 pixels: blue, neutral, orange."""
    limit = float(np.abs(maps).max())
    tall = maps.shape[1] * _CELL
    parts = [np.full((tall, _GAP, 3), 255, np.uint8)]
    for one in maps:
        enlarged = np.kron(signed_pixels(one, limit=limit), np.ones((_CELL, _CELL, 1), np.uint8))
        parts += [enlarged, parts[0]]
    return np.hstack(parts)
