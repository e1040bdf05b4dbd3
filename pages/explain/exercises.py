"""Questions on explanations: weights, sums, squares, shares and ranks."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.text import fixed, many, number


def channel_weight(rng: np.random.Generator) -> Exercise:
    """The weight of a map is the mean of its gradients."""
    values = rng.integers(-6, 9, 4) / 10
    total, mean = values.sum(), values.mean()
    first, second = (" ".join(fixed(v, 1) for v in row) for row in values.reshape(2, 2))
    return Exercise(
        f"Grad-CAM: the gradients of the score by a map's 2 × 2 values are\n```\n{first}\n{second}"
        "\n```\nWhat weight does the map get?",
        float(mean),
        f"The mean: {fixed(total, 1)} / 4 = {fixed(mean, 3)}",
        0.006,
    )


def weighed_cell(rng: np.random.Generator) -> Exercise:
    """A cell of Grad-CAM: weighted sum, then ReLU."""
    weights, values = rng.integers(-3, 4, 3), rng.integers(0, 6, 3)
    total = int(weights @ values)
    terms = " + ".join(
        f"({number(w)}) · {v}" for w, v in zip(weights.tolist(), values, strict=True)
    )
    return Exercise(
        f"Three maps hold {values[0]}, {values[1]} and {values[2]} in one cell; their weights are "
        f"{', '.join(number(w) for w in weights.tolist())}. What does Grad-CAM put there, after "
        "its ReLU?",
        max(0, total),
        f"{terms} = {number(total)}, and max(0, {number(total)}) = {max(0, total)}",
    )


def squares(rng: np.random.Generator) -> Exercise:
    """Forward passes of a sweep."""
    side, stride = ((8, 2), (8, 4), (8, 1), (4, 2), (4, 4), (12, 4), (16, 8))[rng.integers(7)]
    count = (32 - side) // stride + 1
    return Exercise(
        f"A square of {side} × {side} pixels slides over a picture of 32 × 32, "
        f"{many(stride, 'pixel')} at a time in both directions, never past the edge. How many "
        "times is the network asked?",
        count * count,
        f"(32 − {side}) / {stride} + 1 = {count} places along a side, "
        f"{count} × {count} = {count * count}",
    )


def mean_drop(rng: np.random.Generator) -> Exercise:
    """A pixel's value in an occlusion map."""
    whole = int(rng.integers(60, 100))
    covered = rng.integers(5, whole, 4)
    drops = whole - covered
    listed = ", ".join(f"{value} %" for value in covered)
    return Exercise(
        f"The probability is {whole} %. Under the four squares that cover a pixel it is {listed}. "
        "How many percentage points does the occlusion map show there?",
        float(drops.mean()),
        f"The mean drop: ({' + '.join(map(str, drops))}) / 4 = {number(float(drops.mean()))}",
        0.06,
    )


def completeness(rng: np.random.Generator) -> Exercise:
    """What integrated gradients have to share out."""
    picture, baseline = int(rng.integers(30, 120)) / 10, int(rng.integers(-30, 30)) / 10
    gap = round(picture - baseline, 1)
    return Exercise(
        f"The score of a class is {number(picture)} on the picture and {number(baseline)} on the "
        "baseline. To what does the map of integrated gradients add up, with very many steps?",
        gap,
        f"{number(picture)} − ({number(baseline)}) = {number(gap)}",
        0.001,
    )


def rank_agreement(rng: np.random.Generator) -> Exercise:
    """Spearman's correlation of four pixels."""
    ranks = rng.permutation(4) + 1
    values = np.array([0.3, 1.1, 2.0, 9.0])[ranks - 1]
    gaps = (ranks - np.arange(1, 5)) ** 2
    total = int(gaps.sum())
    answer = 1 - 6 * total / 60
    return Exercise(
        "Four pixels of a map are 0.1, 0.2, 0.4, 0.8. After the network was randomised they are "
        f"{', '.join(number(v) for v in values.tolist())}. What is the rank correlation, "
        "1 − 6 · Σd² / (n³ − n)?",
        float(answer),
        f"The ranks 1, 2, 3, 4 became {', '.join(map(str, ranks))}: Σd² = "
        f"{' + '.join(map(str, gaps))} = {total}, and 1 − 6 · {total} / 60 = {number(answer)}",
        0.006,
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    weighed_cell,
    squares,
    channel_weight,
    completeness,
    mean_drop,
    rank_agreement,
)
