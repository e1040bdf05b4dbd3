"""What the Kernels page says about a kernel and its results, with the numbers filled in."""

import math
from fractions import Fraction

import numpy as np

from vizcore.figures.palette import colour_limit
from vizcore.images import cost, explain_range, gain, rank
from vizcore.images.frequency import Response
from vizcore.matrix_text import common_divisor
from vizcore.text import many, number, percent, table

DISPLAY_TITLES = {"clip": "Clip", "offset": "Offset", "absolute": "Absolute", "signed": "Signed"}
BORDER_TITLES = {
    "zero": "Zeros",
    "reflect": "Reflect",
    "replicate": "Replicate the edge",
    "wrap": "Wrap around",
    "valid": "None (valid)",
}

_WIDEST = 9  # columns of a formula that stands beside the picture

_PASSES = {
    "nothing": "**Nothing passes.** All weights are 0.",
    "everything": "**Everything passes alike**: no stripes are favoured.",
    "slow": "**Slow changes pass, fast ones fade.** Nothing comes out stronger than flat areas.",
    "changes": "**Flat areas are stopped, changes pass**: that is what an edge detector does.",
    "more of some": "**Flat areas pass, some stripes come out stronger.**",
}


def display_sentence(result: np.ndarray, display: str) -> str:
    """What becomes of results below 0 and above 255, and how many of them there are."""
    values = np.rint(result)
    below, above = float((values < 0).mean()), float((values > 255).mean())
    if display == "clip":
        return (
            f"**Clip**: results below 0 become 0 ({percent(below)} of the values here), "
            f"results above 255 become 255 ({percent(above)})."
        )
    if display == "offset":
        moved = values + 128
        outside = float(((moved < 0) | (moved > 255)).mean())
        return (
            f"**Offset**: 128 is added, so 0 is mid-grey; {percent(outside)} of the values "
            f"still lie outside 0 to 255."
        )
    if display == "absolute":
        outside = float((np.abs(values) > 255).mean())
        return (
            f"**Absolute**: the sign is dropped for the {percent(below)} of the values below 0; "
            f"{percent(outside)} are larger than 255 and become 255."
        )
    limit = number(colour_limit(result))
    return (
        f"**Signed**: blue below 0 ({percent(float((result < 0).mean()))} of the pixels), "
        f"orange above, full colour from ±{limit} on. A colour can show one number, "
        f"so the picture is taken in grey."
    )


def facts_table(weights: np.ndarray) -> str:
    """Sum, gain, range of results, rank and products a pixel of a kernel as one Markdown row."""
    low, high = explain_range(weights)
    work = cost(weights)
    passes = f"{work.full} → {work.separable}" if work.separable else f"{work.full}"
    cells = [
        number(float(weights.sum())),
        number(gain(weights)),
        f"{number(low)} to {number(high)}",
    ]
    cells += [str(rank(weights)), passes]
    heads = ["Sum", "Gain", "Results", "Rank", "Products per pixel"]
    return table(heads, [[f"`{cell}`" for cell in cells]])


def facts_sentences(weights: np.ndarray) -> str:
    """What the sum and the rank mean for this kernel."""
    low, high = explain_range(weights)
    reach = (
        f"The gain is the sum of the weights without their signs; "
        f"results can lie from {number(low)} to {number(high)}."
    )
    return f"{_sum_sentence(weights)} {reach} {_rank_sentence(weights)}"


def _sum_sentence(weights: np.ndarray) -> str:
    total = float(weights.sum())
    if abs(total - 1) < 1e-9:
        return "The weights sum to 1, so flat areas keep their brightness."
    if abs(total) < 1e-9:
        return "The weights sum to 0, so flat areas give 0 and only changes remain."
    return f"Flat areas are multiplied by the sum, {number(total)}."


def _rank_sentence(weights: np.ndarray) -> str:
    rows, columns = weights.shape
    work, terms = cost(weights), rank(weights)
    if work.separable:
        return (
            f"Rank 1: the kernel is a column times a row. One pass down and one across take "
            f"{rows} + {columns} = {work.separable} products a pixel instead of "
            f"{rows} × {columns} = {work.full}."
        )
    if terms == 1:
        return "Rank 1, but with a single row or column there is nothing to save."
    if terms == 0:
        return "All weights are 0: every result is 0."
    return (
        f"Rank {terms}: it takes {terms} products of a column and a row to make it, "
        f"so it is not separable."
    )


def frequency_words(response: Response) -> str:
    """What passes, what is stopped, and where the kernel is strongest."""
    along, down = response.strongest
    words = _PASSES[response.passes]
    if response.passes not in ("changes", "more of some"):
        return words
    return (
        f"{words} The strongest gain, {number(float(response.gain.max()))}, is at "
        f"{number(along)} cycles a pixel along the rows and {number(down)} down the columns."
    )


def frequency_table(response: Response) -> str:
    """The gain for flat areas and the finest stripes and squares as Markdown."""
    places = {
        "flat areas": (0, 0),
        "upright stripes, one pixel wide": (0.5, 0),
        "level stripes, one pixel wide": (0, 0.5),
        "a chessboard of single pixels": (0.5, 0.5),
    }
    rows = [(name, f"`{number(_clean(response.at(*at)))}`") for name, at in places.items()]
    return table(["What is filtered", "Gain"], rows, "lr")


def _clean(value: float) -> float:
    """Without what rounding leaves of a 0 or of a whole number."""
    return float(round(value)) if abs(value - round(value)) < 1e-9 else value


def displays(weights: np.ndarray) -> tuple[dict[str, str], str]:
    """The ways to show the results of a kernel, and the one to begin with.

    Signed colours are for results that can be negative, and first choice where flat areas give 0:
    half of what such a kernel finds is below.

    >>> displays(np.array([[1, 0, -1]]))[1], displays(np.array([[-1, 3, -1]]))[1]
    ('signed', 'clip')
    >>> "signed" in displays(np.array([[1, 2, 1]]))[0]
    False
    """
    if not (weights < 0).any():
        return {name: title for name, title in DISPLAY_TITLES.items() if name != "signed"}, "clip"
    return DISPLAY_TITLES, "signed" if abs(float(weights.sum())) < 1e-9 else "clip"


def border_sentence(weights: np.ndarray, border: str) -> str:
    """That zeros around the picture show along its edge, where a window reaches them.

    >>> border_sentence(np.ones((3, 3)), "zero")
    'Around the picture are zeros: a stripe along the edge, 1 pixel wide, can be their doing.'
    >>> border_sentence(np.ones((3, 3)), "reflect"), border_sentence(np.ones((1, 1)), "zero")
    ('', '')
    """
    rows, columns = np.nonzero(weights)
    middle = [(side - 1) // 2 for side in weights.shape]
    away = np.abs(np.stack([rows - middle[0], columns - middle[1]])).max(initial=0)
    if border != "zero" or not away:
        return ""
    return (
        f"Around the picture are zeros: a stripe along the edge, {many(int(away), 'pixel')} wide, "
        "can be their doing."
    )


def factor_sentence(weights: np.ndarray) -> str:
    r"""The weights with their common factor in front, where there is one; else nothing.

    >>> factor_sentence(np.full((7, 7), 1 / 49))
    'All 49 weights are $\\tfrac{1}{49}$.'
    >>> factor_sentence(np.array([[0, -1, 0]]))
    ''
    """
    over = common_divisor(weights)
    if over == 1:
        return ""
    factor = rf"$\tfrac{{1}}{{{over}}}$"
    whole = np.rint(weights * over)
    if weights.size > 1 and (whole == whole[0, 0]).all():
        value = factor if whole[0, 0] == 1 else rf"$\tfrac{{{whole[0, 0]:.0f}}}{{{over}}}$"
        return f"All {weights.size} weights are {value}."
    if weights.shape[1] > _WIDEST:
        return f"Each weight is a whole number times {factor}."
    return f"The same with the factor in front: ${matrix_formula(weights)}$"


def matrix_formula(weights: np.ndarray) -> str:
    r"""A kernel for KaTeX, as whole numbers over one number where it can be.

    >>> print(matrix_formula(np.array([[0.5, 0.25], [0, -1]])))
    \tfrac{1}{4}\begin{bmatrix}2 & 1 \\ 0 & -4\end{bmatrix}
    """
    over = math.lcm(*(Fraction(w).limit_denominator(1000).denominator for w in weights.ravel()))
    cells = weights * over
    whole = np.abs(cells - np.rint(cells)).max() < 1e-9
    texts = [
        [f"{w:.0f}" if whole else f"{w:.3g}" for w in row]
        for row in np.where(whole, np.rint(cells) + 0.0, weights)
    ]
    lines = r" \\ ".join(" & ".join(row) for row in texts)
    factor = rf"\tfrac{{1}}{{{over}}}" if whole and over > 1 else ""
    return rf"{factor}\begin{{bmatrix}}{lines}\end{{bmatrix}}"
