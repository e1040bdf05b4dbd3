"""Exercises on batch norm: a normalised value, both variances, the averages, folding."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.steps.batches import epochs
from vizcore.text import number

_TOLERANCE = 0.006  # two decimals, rounded or cut off
#: Batches whose variance over n is the square of a whole number, around a mean of 0.
_SQUARE = (
    (-1, 1, -1, 1),
    (-2, 2, 2, -2),
    (-3, 3),
    (-4, 4, 4, -4),
    (-1, -1, -1, 3),
    (-2, -2, -2, 6),
)


def normalised_value(rng: np.random.Generator) -> Exercise:
    """One number of a batch, normalised, scaled and shifted."""
    around, mean = np.array(_SQUARE[rng.integers(len(_SQUARE))]), int(rng.integers(-3, 9))
    gamma, beta = int(rng.integers(2, 5)), int(rng.integers(-3, 4))
    batch = rng.permutation(around) + mean
    one = np.ones(1)
    y, _, _ = ops.batch_norm_train(batch[:, None], gamma * one, beta * one, one, one, eps=0.0)
    answer = float(np.round(y[0, 0], 9)) + 0.0
    deviation = float(np.sqrt((around**2).mean()))
    variance = number(deviation**2)
    return Exercise(
        f"A channel of a mini-batch is `{_row(batch)}`. The layer is in training, γ is {gamma}, "
        f"β is {number(beta)}, ε is so small that it can be left out. What becomes of the first "
        "number?",
        answer,
        f"The mean is {number(mean)}, the squares of the distances have the mean {variance}: "
        f"({number(float(batch[0]))} − {_bracketed(mean)}) / √{variance} · {gamma} + "
        f"{_bracketed(beta)} = {number(answer)}.",
        _TOLERANCE if not answer.is_integer() else 0.0,
    )


def running_mean(rng: np.random.Generator) -> Exercise:
    """The running mean after one step."""
    before, mean = int(rng.integers(-5, 10)), int(rng.integers(-5, 15))
    momentum = float(rng.choice([0.1, 0.2, 0.5]))
    answer = round((1 - momentum) * before + momentum * mean, 9) + 0.0
    return Exercise(
        f"In PyTorch a layer with `momentum={momentum:g}` has the running mean {number(before)}. "
        f"The next mini-batch in training has the mean {number(mean)}. What is the running mean "
        "then?",
        answer,
        f"Momentum is the weight of the new value: {1 - momentum:g} · {_bracketed(before)} + "
        f"{momentum:g} · {_bracketed(mean)} = {number(answer)}.",
        _TOLERANCE / 10,
    )


def running_variance(rng: np.random.Generator) -> Exercise:
    """The running variance takes the variance over n − 1."""
    n, spread = int(rng.choice([2, 3, 5, 6, 11])), int(rng.integers(1, 6))
    biased = spread * (n - 1)
    unbiased = biased * n // (n - 1)
    answer = round(0.9 + 0.1 * unbiased, 9)
    return Exercise(
        f"{n} numbers of a channel have the variance {biased}, divided by n = {n}. A fresh layer "
        "in PyTorch (running variance 1, momentum 0.1) is given them in training. What is its "
        "running variance then?",
        answer,
        f"It takes the variance over n − 1: {biased} · {n} / {n - 1} = {unbiased}. So "
        f"0.9 · 1 + 0.1 · {unbiased} = {number(answer)}.",
        _TOLERANCE / 10,
    )


def at_test_time(rng: np.random.Generator) -> Exercise:
    """At test time the batch does not matter."""
    mean, deviation = int(rng.integers(-4, 8)), int(rng.integers(1, 5))
    times = int(rng.choice([-3, -2, -1, 1, 2, 3]))
    z, other = mean + times * deviation, int(rng.integers(10, 90))
    one = np.ones(1)
    y = ops.batch_norm(np.array([[z]]), mean * one, deviation**2 * one, one, 0 * one, eps=0.0)
    answer = float(y[0, 0])
    return Exercise(
        f"At test time a layer has the running mean {number(mean)}, the running variance "
        f"{deviation**2}, γ = 1 and β = 0. A batch of the two numbers `{z} {other}` comes in. "
        "What becomes of the first one?",
        answer,
        f"The batch's own mean is not asked for: ({number(z)} − {_bracketed(mean)}) / "
        f"√{deviation**2} = {number(answer)}.",
    )


def keras_momentum(rng: np.random.Generator) -> Exercise:
    """The same layer in the other library."""
    hundredths = int(rng.choice([1, 3, 5, 10, 20, 25, 30]))
    there, other = ("Keras", "PyTorch") if rng.integers(2) else ("PyTorch", "Keras")
    given, answer = hundredths / 100, (100 - hundredths) / 100
    given, answer = (answer, given) if there == "Keras" else (given, answer)
    return Exercise(
        f"A batch norm in {there} has `momentum={given:g}`. Which momentum makes one in {other} "
        "run as fast?",
        answer,
        "One counts the weight of the new value, the other that of the old one: "
        f"1 − {given:g} = {answer:g}.",
        _TOLERANCE / 10,
    )


def last_batch(rng: np.random.Generator) -> Exercise:
    """Numbers of a channel in the last mini-batch of an epoch."""
    size, side = int(rng.choice([8, 16, 32, 64])), int(rng.choice([4, 8, 16]))
    rest, full = int(rng.integers(1, 8)), int(rng.integers(5, 40))
    count = full * size + rest
    *_, last = epochs(count, size, full + 1, None)
    answer = len(last) * side * side
    return Exercise(
        f"{count} pictures come in mini-batches of {size}; none is left out. A batch norm is "
        f"given maps of {side} × {side}. How many numbers has each channel in the last batch?",
        answer,
        f"{count} = {full} · {size} + {rest}, so the last batch has {rest}: "
        f"{rest} · {side} · {side} = {answer}.",
    )


def folded_weight(rng: np.random.Generator) -> Exercise:
    """The bias of a convolution with a batch norm folded into it."""
    deviation, times = int(rng.integers(2, 5)), int(rng.integers(1, 4))
    gamma, bias = deviation * times, int(rng.integers(-3, 6))
    mean, beta = int(rng.integers(-4, 5)), int(rng.integers(-5, 6))
    one = np.ones(1)
    _, shift = ops.fold_batch_norm(
        np.ones((1, 1)), bias * one, mean * one, deviation**2 * one, gamma * one, beta * one,
        eps=0.0,
    )  # fmt: skip
    answer = float(shift[0])
    return Exercise(
        f"A convolution with the bias {number(bias)} is followed by a batch norm at test time: "
        f"μ̃ = {number(mean)}, σ̃² = {deviation**2}, γ = {gamma}, β = {number(beta)}, no ε. Both "
        "become one convolution. What is its bias?",
        answer,
        f"The factor is {gamma} / √{deviation**2} = {times}: {times} · ({number(bias)} − "
        f"{_bracketed(mean)}) + {_bracketed(beta)} = {number(answer)}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    normalised_value,
    running_mean,
    running_variance,
    at_test_time,
    keras_momentum,
    last_batch,
    folded_weight,
)


def _row(numbers: np.ndarray) -> str:
    return " ".join(str(int(value)) for value in numbers)


def _bracketed(value: float | int) -> str:
    return f"({number(value)})" if value < 0 else number(value)
