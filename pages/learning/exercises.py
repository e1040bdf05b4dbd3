"""Questions on a training that is looked at from moment to moment."""

import math

import numpy as np

from pages.learning.film import card
from pages.ui.exercises import Exercise, Maker
from vizcore.text import fixed, number


def steps_of_epochs(rng: np.random.Generator) -> Exercise:
    """How many steps some epochs are."""
    batch, epochs = int(rng.choice([128, 256, 500])), int(rng.integers(2, 20))
    images = batch * int(rng.integers(60, 200))
    each = images // batch
    return Exercise(
        f"A network learns from {images:,} images, {batch} at a step. After how many steps has it "
        f"seen every image {epochs} times?",
        each * epochs,
        f"{images:,} / {batch} = {each} steps an epoch, {epochs} · {each} = {each * epochs}",
    )


def loss_of_a_guess(rng: np.random.Generator) -> Exercise:
    """The loss of a network that knows nothing."""
    classes = int(rng.choice([2, 5, 10, 20, 100]))
    loss = math.log(classes)
    return Exercise(
        f"Before its first step a network holds each of {classes} classes for equally likely. "
        "What is its loss, −ln p of the true class, to two places?",
        round(loss, 2),
        f"p = 1 / {classes}, and −ln(1 / {classes}) = ln {classes} ≈ {fixed(loss, 2)}",
        0.006,
    )


def errors_gone(rng: np.random.Generator) -> Exercise:
    """Of the errors at one moment, the share that is gone at a later one."""
    frames = card()["frames"]
    first = int(rng.integers(3, 8))
    later = int(rng.integers(first + 3, len(frames)))
    before, after = (round(100 * (1 - frames[i]["accuracy"]), 2) for i in (first, later))
    share = 100 * (before - after) / before
    return Exercise(
        f"After {frames[first]['step']:,} steps the network errs on {number(before)} % of the "
        f"images, after {frames[later]['step']:,} steps on {number(after)} %. How many percent of "
        "the errors are gone?",
        round(share, 1),
        f"({number(before)} − {number(after)}) / {number(before)} ≈ {fixed(share, 1)} %",
        0.11,
    )


def running_mean(rng: np.random.Generator) -> Exercise:
    """A running mean that has to come from zero."""
    mean, steps = int(rng.integers(2, 9)), int(rng.integers(2, 5))
    share = 1 - 0.9**steps
    return Exercise(
        f"A running mean begins at 0. Each step keeps 0.9 of it and adds 0.1 of the mini-batch's "
        f"mean, which is always {mean}. Where is it after {steps} steps?",
        mean * share,
        f"0.9^{steps} of the way is left: {mean} · (1 − 0.9^{steps}) = {number(mean * share)}",
        0.006,
    )


def recall(rng: np.random.Generator) -> Exercise:
    """A row of a confusion matrix."""
    right = int(rng.integers(100, 180))
    wrong = rng.multinomial(200 - right, [0.5, 0.3, 0.2])
    return Exercise(
        f"Of 200 cats a network calls {right} a cat, {wrong[0]} a dog, {wrong[1]} a frog and "
        f"{wrong[2]} a deer. How many percent of the cats does it get right?",
        right / 2,
        f"{right} / 200 = {number(right / 2)} %",
        0.06,
    )


def moved_value(rng: np.random.Generator) -> Exercise:
    """What a value becomes when its kernel has moved."""
    window, kernel, moves = (rng.integers(low, high, 3) for low, high in ((0, 6), (-3, 4), (-2, 3)))
    before, change = int(window @ kernel), int(window @ moves)
    terms = " + ".join(f"{x} · ({number(m)})" for x, m in zip(window, moves.tolist(), strict=True))
    return Exercise(
        f"A value is {number(before)} and reads the window {', '.join(map(str, window))}. Then its "
        f"three weights move by {', '.join(number(m) for m in moves.tolist())}. What is it now?",
        before + change,
        f"The value moves by {terms} = {number(change)}, to {number(before)} + ({number(change)}) "
        f"= {number(before + change)}",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    loss_of_a_guess,
    moved_value,
    steps_of_epochs,
    errors_gone,
    running_mean,
    recall,
)
