"""Exercises on training: steps and epochs, what an optimiser does, what a figure means."""

import math

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.text import number


def steps_of_a_run(rng: np.random.Generator) -> Exercise:
    """How many steps a run has, the incomplete batch of each epoch counted."""
    images, epochs = int(rng.integers(10, 60)) * 100 + 40, int(rng.integers(2, 30))
    batch = int(rng.choice([16, 32, 64, 128]))
    each = math.ceil(images / batch)
    return Exercise(
        f"A run learns from {images:,} images in batches of {batch}; the last batch of an epoch "
        f"may be smaller. How many steps are {epochs} epochs?",
        each * epochs,
        f"{images:,} / {batch} = {number(images / batch)}, so {each} steps an epoch, and "
        f"{each} · {epochs} = {each * epochs}.",
    )


def step_of_sgd(rng: np.random.Generator) -> Exercise:
    """Where a weight goes in one step of plain gradient descent."""
    weight, gradient = int(rng.integers(-9, 10)) / 10, int(rng.choice([-4, -3, -2, 2, 3, 4])) / 2
    rate = float(rng.choice([0.01, 0.05, 0.1]))
    answer = weight - rate * gradient
    return Exercise(
        f"A weight is {number(weight)}, the gradient of the loss for it {number(gradient)}, the "
        f"learning rate {rate:g}. What is the weight after one step of SGD?",
        answer,
        f"{number(weight)} − {rate:g} · ({number(gradient)}) = {number(answer, 6)}.",
        0.0006,
    )


def second_step_with_momentum(rng: np.random.Generator) -> Exercise:
    """How far the second step goes where the gradient stays the same."""
    gradient, rate = int(rng.integers(1, 9)), float(rng.choice([0.1, 0.01]))
    speed = 1.9 * gradient
    answer = rate * speed
    return Exercise(
        f"SGD with momentum 0.9, learning rate {rate:g}: the gradient of a weight is {gradient} "
        "twice in a row. How far does the second step move the weight?",
        answer,
        f"The speed is {gradient} after the first step, then 0.9 · {gradient} + {gradient} = "
        f"{number(speed)}; times the rate, {rate:g} · {number(speed)} = {number(answer)}.",
        0.0006,
    )


def first_step_of_adam(rng: np.random.Generator) -> Exercise:
    """Adam's first step has the size of the learning rate, whatever the gradient."""
    gradient = float(rng.choice([0.002, 0.5, 3.0, 70.0]))
    rate = float(rng.choice([0.001, 0.003, 0.01]))
    return Exercise(
        f"Adam, learning rate {rate:g}: in the very first step the gradient of a weight is "
        f"{gradient:g}. How far does it move the weight, to the fourth place after the point?",
        rate,
        "Both averages are corrected for having begun at zero, so the first step is the gradient "
        f"over its own size, {gradient:g} / √({gradient:g}²) = 1, times the rate: {rate:g}.",
        0.00006,
    )


def right_by_guessing(rng: np.random.Generator) -> Exercise:
    """How many images an accuracy stands for, above those that guessing gets."""
    images, accuracy = int(rng.choice([500, 1000, 2000])), int(rng.integers(30, 90))
    answer = images * accuracy // 100 - images // 10
    return Exercise(
        f"A network of ten classes is right on {accuracy} % of {images:,} images, as many of each "
        "class. How many more is that than guessing is expected to get right?",
        answer,
        f"{images:,} · {accuracy}/100 = {images * accuracy // 100:,}, guessing a tenth: "
        f"{images * accuracy // 100:,} − {images // 10:,} = {answer:,}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    steps_of_a_run,
    step_of_sgd,
    second_step_with_momentum,
    first_step_of_adam,
    right_by_guessing,
)
