"""Questions about the way of a value through MiniVGG: what made it, where it goes. Loads torch."""

from functools import cache

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.nets import Layer, MiniVGG, layers_of, reach


def operands(rng: np.random.Generator) -> Exercise:
    """How many values one value in the middle is computed from, in the layer before."""
    layer = _layer(str(rng.choice(["conv2", "pool1", "conv4", "fc1", "fc2", "relu3"])))
    source = _layer(layer.source)
    if layer.kind == "fc":
        count, working = source.shape[0], f"every value of `{source.name}` = {source.shape[0]}"
    elif layer.kind == "relu":
        count, working = 1, "the value at the same place, cut off at zero = 1"
    else:
        rows, columns = layer.window
        maps = source.shape[0] if layer.kind == "conv" else 1
        count = rows * columns * maps
        working = f"{rows} × {columns} × {maps} = {count}"
    return Exercise(
        f"A value of `{layer.name}`, away from the edge: how many values of `{source.name}` is it "
        "computed from?",
        count,
        working,
    )


def reached(rng: np.random.Generator) -> Exercise:
    """How many values of the next layers one value of conv1 reaches."""
    row, column = (int(rng.integers(2, 30)) for _ in range(2))
    layer = str(rng.choice(["relu1", "conv2", "pool1"]))
    region = reach(_model(), "conv1", (0, row, column))[layer]
    sides = f"{len(region.rows)} × {len(region.columns)} × {len(region.channels)}"
    return Exercise(
        f"A value of `conv1` stands in row {row}, column {column} of its map, counted from 0. How "
        f"many values of `{layer}` depend on it? (`conv2` has kernels of 3 × 3 and padding 1; "
        "`pool1` takes windows of 2 × 2.)",
        len(region),
        f"rows × columns × maps: {sides} = {len(region)}",
    )


def place_in_the_row(rng: np.random.Generator) -> Exercise:
    """Where flattening puts a value."""
    maps, rows, columns = _layer("dropout2").shape
    c, r, k = (int(rng.integers(size)) for size in (maps, rows, columns))
    place = (c * rows + r) * columns + k
    return Exercise(
        f"Flattening reads {maps} maps of {rows} × {columns} values map after map, row after row. "
        f"At which place of the row is the value of map {c}, row {r}, column {k}? All are counted "
        "from 0.",
        place,
        f"{c} × {rows * columns} + {r} × {columns} + {k} = {place}",
    )


def normalised(rng: np.random.Generator) -> Exercise:
    """What a batch norm makes of a zero that a ReLU left."""
    mean, beta = (round(float(v), 1) for v in rng.uniform(-1, 1, 2))
    gamma, spread = round(float(rng.uniform(0.5, 2)), 1), float(rng.choice([0.5, 1.0, 2.0]))
    answer = round(gamma * (0 - mean) / spread + beta, 6)
    return Exercise(
        f"A ReLU puts out 0. The batch norm behind it has μ = {mean}, √(σ² + ε) = {spread:g}, "
        f"γ = {gamma} and β = {beta}. What does it make of that zero?",
        answer,
        f"{gamma} × (0 - ({mean})) / {spread:g} + ({beta}) = {answer}",
    )


def passed_on(rng: np.random.Generator) -> Exercise:
    """What a pooling passes on of four values that a batch norm may have left below zero."""
    values = rng.permutation(np.arange(-9, 10))[:4].tolist()
    return Exercise(
        f"A pooling of 2 × 2 takes {', '.join(map(str, values))}. Batch norm came before it, so "
        "they may be below zero. What does it pass on?",
        max(values),
        f"the largest of the four = {max(values)}",
    )


#: For the page that shows the whole network.
MAKERS: tuple[Maker, ...] = (operands, reached, place_in_the_row, normalised, passed_on)


@cache
def _model() -> MiniVGG:
    return MiniVGG().eval()


@cache
def _layer(name: str) -> Layer:
    return next(layer for layer in layers_of(_model()) if layer.name == name)
