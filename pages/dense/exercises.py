"""Exercises on flattening and on fully connected layers."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.text import number


def place_in_pytorch(rng: np.random.Generator) -> Exercise:
    """Which number of the row a cell becomes, channels first."""
    shape, cell = _maps(rng)
    (channels, rows, columns), (c, r, k) = shape, cell
    answer = int(np.ravel_multi_index(cell, shape))
    return Exercise(
        f"PyTorch flattens {channels} maps of {rows} × {columns}, one map after the other. Which "
        f"place in the row gets the cell in map {c}, row {r}, column {k}? All are counted from 0.",
        answer,
        f"{c} · {rows * columns} + {r} · {columns} + {k} = {answer}.",
    )


def place_in_keras(rng: np.random.Generator) -> Exercise:
    """The same, channels last."""
    shape, cell = _maps(rng)
    (channels, rows, columns), (c, r, k) = shape, cell
    answer = int(np.ravel_multi_index((r, k, c), (rows, columns, channels)))
    return Exercise(
        f"Keras flattens {rows} × {columns} × {channels}, the channels last. Which place in the "
        f"row gets the cell in row {r}, column {k}, channel {c}? All are counted from 0.",
        answer,
        f"({r} · {columns} + {k}) · {channels} + {c} = {answer}.",
    )


def map_of_place(rng: np.random.Generator) -> Exercise:
    """Back from the row to the maps."""
    shape, cell = _maps(rng)
    channels, rows, columns = shape
    place = int(np.ravel_multi_index(cell, shape))
    return Exercise(
        f"A row of {channels * rows * columns} numbers was {channels} maps of {rows} × {columns} "
        f"in PyTorch. From which map comes the number at place {place}? Both are counted from 0.",
        cell[0],
        f"A map has {rows * columns} numbers: {place} / {rows * columns}, rounded down, is "
        f"{cell[0]}.",
    )


def weights_after_flattening(rng: np.random.Generator) -> Exercise:
    """Parameters of the first fully connected layer behind the maps."""
    (channels, rows, columns), _ = _maps(rng)
    units = int(rng.choice([4, 10, 50, 100]))
    inputs = channels * rows * columns
    answer = (inputs + 1) * units
    return Exercise(
        f"{channels} maps of {rows} × {columns} are flattened into a fully connected layer of "
        f"{units} units with biases. How many parameters has it?",
        answer,
        f"({channels} · {rows} · {columns} + 1) · {units} = {inputs + 1} · {units} = {answer}.",
    )


def sum_of_a_unit(rng: np.random.Generator) -> Exercise:
    """Products and a bias, added up."""
    x, w, bias = rng.integers(0, 6, 4), rng.integers(-3, 4, 4), rng.integers(-5, 6, 1)
    answer = int(ops.dense(x[None], w[None], bias)[0, 0])
    terms = " + ".join(f"{a} · {_bracketed(b)}" for a, b in zip(x, w, strict=True))
    return Exercise(
        f"A unit is given the row `{_row(x)}`; its weights are `{_row(w)}`, its bias is "
        f"{_minus(bias[0])}. What is its sum?",
        answer,
        f"{terms} + {_bracketed(bias[0])} = {_minus(answer)}.",
    )


def changed_cell(rng: np.random.Generator) -> Exercise:
    """What becomes of a sum when one input changes: the change times the weight."""
    before, after = (int(value) for value in rng.choice(10, 2, replace=False))
    weight, total = int(rng.choice([-4, -3, -2, 2, 3, 4])), int(rng.integers(-9, 10))
    answer = total + weight * (after - before)
    return Exercise(
        f"A unit's sum of 250 products and a bias is {_minus(total)}. One cell, whose weight is "
        f"{_minus(weight)}, goes from {before} to {after}; nothing else changes. What is the sum "
        "now?",
        answer,
        f"{_minus(total)} + {_bracketed(weight)} · ({after} − {before}) = {_minus(answer)}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    place_in_pytorch,
    sum_of_a_unit,
    place_in_keras,
    weights_after_flattening,
    map_of_place,
    changed_cell,
)


def _maps(rng: np.random.Generator) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """A shape (channels, rows, columns), and a cell of it."""
    shape = int(rng.integers(4, 17)), int(rng.integers(3, 9)), int(rng.integers(3, 9))
    c, r, k = (int(rng.integers(size)) for size in shape)
    return shape, (c, r, k)


def _row(values: np.ndarray) -> str:
    return " ".join(str(value) for value in values)


def _minus(value: int | np.integer) -> str:
    return number(int(value))


def _bracketed(value: int | np.integer) -> str:
    return f"({_minus(value)})" if value < 0 else _minus(value)
