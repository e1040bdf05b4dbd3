"""Exercises on units: correlation, links, firing, climbing."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.text import fixed, number


def silent_share(rng: np.random.Generator) -> Exercise:
    """How often a unit fires, from its answers."""
    answers = np.maximum(rng.integers(-6, 9, 10), 0)
    fires = int((answers > 0).sum())
    listed = " ".join(map(str, answers.tolist()))
    return Exercise(
        f"To ten pictures a unit answers, behind its ReLU, `{listed}`. On how many percent of them "
        "does it fire?",
        10 * fires,
        f"{fires} of 10 answers are above 0: 100 × {fires} / 10 = {10 * fires}.",
    )


def answer_of_a_map(rng: np.random.Generator) -> Exercise:
    """The largest value behind the ReLU."""
    before = rng.integers(-9, 7, (3, 3))
    largest = int(before.max())
    answer = max(0, largest)
    rows = "\n".join(" ".join(f"{value:3d}" for value in row) for row in before.tolist())
    return Exercise(
        f"Before its ReLU a unit's map is\n\n```\n{rows}\n```\n\nWhat does the unit answer: the "
        "largest value behind the ReLU?",
        answer,
        f"The largest value is {number(largest)}, and max(0, {number(largest)}) = {answer}.",
    )


def strength_of_a_link(rng: np.random.Generator) -> Exercise:
    """Sizes of weights times how far the source moves."""
    weights = rng.integers(-4, 5, 4)
    weights[0] = rng.choice([-3, -2, 2, 3])
    size = float(rng.choice([0.5, 1.5, 2.0, 2.5, 4.0]))
    total = int(np.abs(weights).sum())
    sizes = " + ".join(str(abs(int(w))) for w in weights)
    return Exercise(
        f"Between two units lie the weights `{' '.join(map(str, weights.tolist()))}`. What arrives "
        f"from the first is {number(size)} away from silence on average. How strong is the link?",
        total * size,
        f"({sizes}) × {number(size)} = {total} × {number(size)} = {number(total * size)}.",
        tolerance=0.005,
    )


def correlation(rng: np.random.Generator) -> Exercise:
    """Pearson's r of two rows of three cells around zero."""
    step, scale = int(rng.integers(1, 4)), int(rng.choice([-3, -2, 2, 3]))
    middle = int(rng.integers(-3, 4))
    kernel = np.array([-step, 0, step])
    learnt = scale * kernel + middle
    if rng.random() < 0.5:
        learnt[0] = middle
    apart = learnt - learnt.mean()
    above = float(apart @ kernel)
    below = float(np.sqrt((apart @ apart) * (kernel @ kernel)))
    return Exercise(
        f"A learnt row `{' '.join(map(str, learnt.tolist()))}` and a row made by hand, "
        f"`{' '.join(map(str, kernel.tolist()))}`: what is their correlation r, to two places?",
        above / below,
        f"Less its mean, {number(learnt.mean(), 3)}, the first is "
        f"{', '.join(number(float(a), 3) for a in apart)}. The products add up to "
        f"{number(above)}, the squares to {number(float(apart @ apart), 4)} and "
        f"{number(float(kernel @ kernel))}: r ≈ {fixed(above / below, 2)}.",
        tolerance=0.006,
    )


def what_it_sees(rng: np.random.Generator) -> Exercise:
    """The first pixel in the frame of a value."""
    windows = int(rng.integers(1, 4))
    row = int(rng.integers(4, 12))
    seen = 2 * windows + 1
    return Exercise(
        f"{windows} convolution{'s' if windows > 1 else ''} of 3 × 3 with padding 1 and stride 1 "
        f"lie between the picture and a map. The map's largest value stands in row {row}. Which "
        "row of pixels is the first one in its frame?",
        row - windows,
        f"It sees {seen} rows around its own, {windows} above it: {row} − {windows} = "
        f"{row - windows}.",
    )


def one_step_up(rng: np.random.Generator) -> Exercise:
    """What a step of gradient ascent does to a linear unit."""
    weights = rng.integers(-3, 4, 3)
    weights[0] = rng.choice([-2, -1, 1, 2])
    rate = float(rng.choice([0.1, 0.5, 1.0]))
    squares = int(weights @ weights)
    terms = " + ".join(f"{abs(int(w))}²" for w in weights)
    return Exercise(
        f"A unit sums three pixels with the weights `{' '.join(map(str, weights.tolist()))}`. One "
        f"step of a climb adds {number(rate)} times the gradient to the pixels. By how much does "
        "its value rise?",
        rate * squares,
        f"The gradient is the weights themselves: {number(rate)} × ({terms}) = {number(rate)} × "
        f"{squares} = {number(rate * squares)}.",
        tolerance=0.005,
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    answer_of_a_map,
    silent_share,
    what_it_sees,
    correlation,
    strength_of_a_link,
    one_step_up,
)
