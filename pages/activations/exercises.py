"""Exercises on activations: their values, their slopes, and what is left of a map."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops

_TOLERANCE = 0.006  # two decimals, rounded or cut off


def sum_and_relu(rng: np.random.Generator) -> Exercise:
    """A sum of products, a bias, ReLU."""
    x, w, bias = rng.integers(-3, 6, 3), rng.integers(-3, 4, 3), int(rng.integers(-5, 6))
    total = ops.conv(x[None, None], w[None, None], np.array([bias]))[0, 0]
    answer = float(ops.relu(total)[0])
    pairs = zip(x, w, strict=True)
    terms = " + ".join(f"{_bracketed(a)} · {_bracketed(b)}" for a, b in pairs)
    return Exercise(
        f"A window sees `{_row(x)}`, the kernel is `{_row(w)}`, the bias {_minus(bias)}. "
        "Then comes ReLU. What is the output?",
        answer,
        f"{terms} + {_bracketed(bias)} = {_minus(total[0])}, and "
        f"max(0, {_minus(total[0])}) = {_minus(answer)}.",
    )


def leaky_value(rng: np.random.Generator) -> Exercise:
    """Leaky ReLU of one number, negative more often than not."""
    x, leak = int(rng.integers(-9, 5)), float(rng.choice([0.01, 0.1, 0.2]))
    answer = float(ops.leaky_relu(np.array(x), slope=leak))
    positive = f"{_minus(x)} is above 0 and passes as it is: {_minus(answer)}."
    other = f"{_minus(x)} is not above 0: {leak:g} · {_bracketed(x)} = {_minus(answer)}."
    return Exercise(
        f"Leaky ReLU with slope {leak:g} below 0: what does it make of {_minus(x)}?",
        answer,
        positive if x > 0 else other,
        _TOLERANCE / 10,
    )


def slope_from_value(rng: np.random.Generator) -> Exercise:
    """The slope of sigmoid or tanh where its value is known: no table needed."""
    value = int(rng.integers(1, 10)) / 10
    if rng.integers(2):
        answer = float(ops.sigmoid_derivative(np.log([value / (1 - value)]))[0])
        name, working = "The sigmoid", f"{value:g} · (1 − {value:g})"
    else:
        answer = float(ops.tanh_derivative(np.arctanh([value]))[0])
        name, working = "The hyperbolic tangent", f"1 − {value:g}²"
    return Exercise(
        f"{name} of some number is {value:g}. What is its slope there?",
        answer,
        f"The slope follows from the value alone: {working} = {answer:.4g}.",
        _TOLERANCE,
    )


def zeros_after_relu(rng: np.random.Generator) -> Exercise:
    """Zeros in a map after ReLU: the negative numbers and those that were zero before."""
    numbers = rng.integers(-4, 5, (3, 5))
    negative, zero, _ = ops.sign_counts(numbers)
    answer = ops.sign_counts(ops.relu(numbers))[1]
    rows = "\n".join(" ".join(f"{value:2d}" for value in row) for row in numbers)
    return Exercise(
        f"This map goes through ReLU:\n```\n{rows}\n```\nHow many of the 15 numbers are 0 then?",
        answer,
        f"{negative} are negative and become 0, {zero} were 0 before: "
        f"{negative} + {zero} = {answer}.",
    )


def gradient_passed_on(rng: np.random.Generator) -> Exercise:
    """What backpropagation hands on through ReLU or leaky ReLU."""
    gradient, x = int(rng.integers(2, 10)), int(rng.choice([-3, -2, -1, 1, 2, 3]))
    leak = float(rng.choice([0.0, 0.1, 0.5]))
    name = f"leaky ReLU with slope {leak:g} below 0" if leak else "ReLU"
    slope = float(ops.leaky_relu_derivative(np.array(x), slope=leak))
    answer = gradient * slope
    return Exercise(
        f"In training a gradient of {gradient} arrives behind a unit with {name}; "
        f"the number before the activation was {_minus(x)}. What gradient is handed on?",
        answer,
        f"The slope at {_minus(x)} is {slope:g}: {gradient} · {slope:g} = {answer:g}.",
        0.0 if answer.is_integer() else _TOLERANCE,
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    sum_and_relu,
    zeros_after_relu,
    leaky_value,
    slope_from_value,
    gradient_passed_on,
)


def _row(numbers: np.ndarray) -> str:
    return " ".join(str(int(number)) for number in numbers)


def _minus(value: float | int | np.integer) -> str:
    return f"{float(value):g}".replace("-", "−")


def _bracketed(value: float | int | np.integer) -> str:
    return f"({_minus(value)})" if value < 0 else _minus(value)
