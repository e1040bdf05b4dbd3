"""Exercises on kernels over pictures; sizes and kernels are the lecture's."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.images import KERNELS, explain_range, flip
from vizcore.images.composition import compose
from vizcore.images.line_filters import line_filters
from vizcore.text import with_article

_BY_HAND = ("sharpen", "laplacian", "emboss", "outline")
_SIZES = (224, 280, 320, 427, 640)


def lecture_lines(_: np.random.Generator) -> Exercise:
    """How large a result of the lecture's line filter can get."""
    answer = int(explain_range(line_filters()[0].reshape(3, -1))[1])
    return Exercise(
        "The lecture's line filter is 7×7 over 3 channels: ones in one column, zeros elsewhere. "
        "Pixels lie between 0 and 255. What is the largest result?",
        answer,
        f"Seven ones in each of 3 channels, each on 255: 7 · 3 · 255 = {answer}.",
    )


def new_pixel(rng: np.random.Generator) -> Exercise:
    """The sum under one of the lecture's kernels."""
    kernel = KERNELS[str(rng.choice(_BY_HAND))]
    pixels = 10 * rng.integers(0, 26, (3, 3))
    answer = _sum_under(pixels, kernel.weights)
    pairs = zip(kernel.weights.flat, pixels.flat, strict=True)
    terms = " + ".join(f"{_signed(int(w))}·{x}" for w, x in pairs if w)
    kept = min(255, max(0, answer))
    shown = "" if kept == answer else f" A screen that clips shows {kept}."
    return Exercise(
        f"The kernel *{kernel.title}* lies on nine pixels. What is the new value, "
        f"before anything is clipped?\n{_beside(kernel.weights, pixels)}",
        answer,
        f"{terms} = {_signed(answer)}.{shown}",
    )


def flat_area(rng: np.random.Generator) -> Exercise:
    """On a flat area a kernel is its sum."""
    weights = rng.integers(-3, 5, (3, 3))
    grey = int(rng.integers(1, 26)) * 10
    total = int(weights.sum())
    answer = _sum_under(np.full((3, 3), grey), weights)
    return Exercise(
        f"All pixels of a wall have the value {grey}. What does this kernel make of them, away "
        f"from the border?\n```text\n{_lines(weights)}\n```",
        answer,
        f"The weights sum to {_signed(total)}, so flat areas are multiplied by it: "
        f"{grey} · {_signed(total)} = {_signed(answer)}.",
    )


def turned_round(rng: np.random.Generator) -> Exercise:
    """The same numbers under the convolution of mathematics."""
    weights = rng.choice(np.arange(-3, 5), (1, 3), replace=False)
    pixels = 10 * rng.integers(0, 26, (1, 3))
    answer = _sum_under(pixels, flip(weights))
    (a, b, c), (x, y, z) = (tuple(map(int, row)) for row in (weights[0], pixels[0]))
    return Exercise(
        f"Three pixels {x} {y} {z} lie under the kernel {_signed(a)} {_signed(b)} {_signed(c)}. "
        "A layer of a network multiplies them in this order. What does the convolution of "
        "mathematics give, which turns the kernel round first?",
        answer,
        f"Turned round it is {_signed(c)} {_signed(b)} {_signed(a)}: "
        f"{_signed(c)}·{x} + {_signed(b)}·{y} + {_signed(a)}·{z} = {_signed(answer)}.",
    )


def size_of_chain(rng: np.random.Generator) -> Exercise:
    """How large the one kernel is that replaces several."""
    sides = [2 * int(n) + 1 for n in rng.integers(1, 6, int(rng.integers(2, 4)))]
    answer = compose([np.ones((side, side)) for side in sides]).shape[0]
    listed = ", then ".join(f"{side}×{side}" for side in sides)
    added = " + ".join(f"({side} − 1)" for side in sides[1:])
    return Exercise(
        f"Kernels of {listed} follow one another, each at stride 1. One kernel can do the same. "
        "How many cells has its side?",
        answer,
        f"Each further kernel of side k adds k − 1: {sides[0]} + {added} = {answer}.",
    )


def weights_saved(rng: np.random.Generator) -> Exercise:
    """The argument of VGG: small kernels in a row are cheaper than one large one."""
    layers, channels = int(rng.integers(2, 5)), 2 ** int(rng.integers(3, 7))
    chain = [np.ones((3, 3))] * layers
    side, pairs = compose(chain).shape[0], channels * channels
    stacked, large = (sum(w.size for w in ws) * pairs for ws in (chain, [compose(chain)]))
    return Exercise(
        f"{layers} layers of 3×3 see {side}×{side} pixels, as one layer of {side}×{side} does. "
        f"All have {channels} channels in and {channels} out, and no bias. "
        "How many weights fewer have the small ones together?",
        large - stacked,
        f"{side}·{side}·{channels}·{channels} = {large} against "
        f"{layers}·3·3·{channels}·{channels} = {stacked}: {large - stacked} fewer.",
    )


def result_size(rng: np.random.Generator) -> Exercise:
    """How many rows the filtered picture has."""
    rows, side = int(rng.choice(_SIZES)), 2 * int(rng.integers(1, 6)) + 1
    stride, padding = int(rng.integers(1, 5)), str(rng.choice(["same", "valid"]))
    answer = ops.output_size(rows, side, stride=stride, padding=padding)
    worked = (
        f"SAME pads just enough for ⌈{rows} / {stride}⌉ = {answer} windows."
        if padding == "same"
        else f"⌊({rows} − {side}) / {stride}⌋ + 1 = {answer}."
    )
    return Exercise(
        f"A picture of {rows} rows goes through {with_article(f'{side}×{side}')} kernel with "
        f"stride {stride} and padding {padding.upper()}. How many rows has the result?",
        answer,
        worked,
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    new_pixel,
    flat_area,
    lecture_lines,
    size_of_chain,
    weights_saved,
    turned_round,
    result_size,
)


def _sum_under(pixels: np.ndarray, weights: np.ndarray) -> int:
    return int(ops.conv(pixels[None, None], weights[None, None]).item())


def _signed(number: int) -> str:
    return str(number).replace("-", "−")


def _lines(table: np.ndarray) -> str:
    return "\n".join(" ".join(f"{_signed(int(n)):>3}" for n in row) for row in table)


def _beside(weights: np.ndarray, pixels: np.ndarray) -> str:
    pairs = zip(_lines(weights).splitlines(), _lines(pixels).splitlines(), strict=True)
    rows = "\n".join(f"{left}      {right}" for left, right in pairs)
    return f"```text\n{'kernel':>11}      {'pixels':>11}\n{rows}\n```"
