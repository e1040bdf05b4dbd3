"""Exercises on dropout: scaling, masks, networks, means."""

import itertools

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.text import number

_TOLERANCE = 0.006  # two decimals, rounded or cut off


def kept_value(rng: np.random.Generator) -> Exercise:
    """What inverted dropout makes of a value that is kept."""
    value, tenths = int(rng.integers(1, 10)), int(rng.choice([1, 2, 4, 5, 6, 8]))
    rate = tenths / 10
    answer = float(ops.dropout(np.array([value]), np.array([True]), rate=rate)[0])
    return Exercise(
        f"PyTorch's dropout with p = {rate:g} keeps a value of {value} in training. What does it "
        "hand on, to two places?",
        answer,
        f"{value} / (1 − {rate:g}) = {value} / {1 - rate:g} = {number(answer)}.",
        _TOLERANCE,
    )


def classic_at_test(rng: np.random.Generator) -> Exercise:
    """What the classic scaling makes of a value at test time."""
    value, keep = int(rng.integers(2, 40)), int(rng.integers(1, 10)) / 10
    answer = value * keep
    return Exercise(
        f"In the lecture's classic dropout a unit is kept with probability {keep:g}. It puts out "
        f"{value}. What is handed on at test time?",
        answer,
        f"All units are there, each times the probability of keeping it: {value} · {keep:g} = "
        f"{number(answer)}.",
        _TOLERANCE,
    )


def networks_of_units(rng: np.random.Generator) -> Exercise:
    """How many networks share their weights."""
    units = int(rng.integers(2, 11))
    answer = 2**units
    return Exercise(
        f"Dropout stands behind {units} units. How many different networks can it leave, the one "
        "with all units and the one with none among them?",
        answer,
        f"Each unit is there or is not: 2 to the power {units} is {answer}.",
    )


def probability_of_a_mask(rng: np.random.Generator) -> Exercise:
    """How likely one given mask is."""
    rate = int(rng.choice([1, 2, 3, 4, 6])) / 10
    mask = rng.integers(0, 2, int(rng.integers(2, 5)))
    answer = float(np.prod(np.where(mask, 1 - rate, rate)))
    factors = " · ".join(f"{1 - rate if kept else rate:g}" for kept in mask)
    return Exercise(
        f"Dropout with p = {rate:g} on {mask.size} units. How likely is the mask "
        f"`{' '.join(map(str, mask))}`, where 1 keeps, to three places?",
        answer,
        f"{factors} = {number(answer)}.",
        0.0006,
    )


def mean_behind_relu(rng: np.random.Generator) -> Exercise:
    """One unit with a bias: the mean behind a ReLU is not the ReLU of the mean."""
    half, bias = int(rng.integers(2, 9)), int(rng.integers(1, 7))
    sums = [2 * half - bias, -bias]
    answer = float(np.mean(ops.relu(np.array(sums))))
    return Exercise(
        f"A sum is {half} · r − {bias}, where dropout with p = 0.5 makes r either 0 or 2, each as "
        "likely. Behind it stands a ReLU. What is the mean of what the ReLU hands on?",
        answer,
        f"The two sums are {number(sums[0])} and {number(sums[1])}; ReLU makes "
        f"{number(max(0, sums[0]))} and 0 of them. Their mean is {number(answer)}; at test time it "
        f"is max(0, {half} − {bias}) = {max(0, half - bias)}, but the mean of all masks is "
        f"{number(answer)}.",
        _TOLERANCE,
    )


def error_of_the_mean(rng: np.random.Generator) -> Exercise:
    """How the standard error shrinks with more masks."""
    root, spread = int(rng.integers(3, 13)), int(rng.integers(1, 10))
    answer = spread / root
    return Exercise(
        f"From mask to mask a sum scatters with a standard deviation of {spread}. What is the "
        f"standard error of the mean of {root**2} masks, to two places?",
        answer,
        f"{spread} divided by the root of {root**2}: {spread} / {root} = {number(answer)}.",
        _TOLERANCE,
    )


def mean_of_all_networks(rng: np.random.Generator) -> Exercise:
    """Over all masks of two units the mean is the test output."""
    units, weights = rng.integers(1, 6, 2), rng.integers(-4, 5, 2)
    outputs = [
        float(ops.dropout(units, np.array(mask), rate=0.5) @ weights)
        for mask in itertools.product([1, 0], repeat=2)
    ]
    answer = float(np.mean(outputs))
    listed = " + ".join(f"({number(value)})" if value < 0 else number(value) for value in outputs)
    return Exercise(
        f"Two units put out {units[0]} and {units[1]}, the weights of a linear output are "
        f"{number(int(weights[0]))} and {number(int(weights[1]))}. Inverted dropout with p = 0.5: "
        "what is the mean output of the four networks?",
        answer,
        f"({listed}) / 4 = {number(answer)}.",
        _TOLERANCE,
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    kept_value,
    networks_of_units,
    classic_at_test,
    probability_of_a_mask,
    mean_of_all_networks,
    mean_behind_relu,
    error_of_the_mean,
)
