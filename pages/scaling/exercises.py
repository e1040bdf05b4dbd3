"""Exercises on what a layer costs, how far it sees, and what a shift does to it."""

import numpy as np

from pages.scaling.counts import Sizes, counted
from pages.scaling.reach import ROWS
from pages.ui.exercises import Exercise, Maker
from vizcore.architecture import parse_architecture, receptive_field
from vizcore.text import many, with_article


def full_beside_conv(rng: np.random.Generator) -> Exercise:
    """Weights of a fully connected layer that makes the same maps."""
    side, channels, filters = (
        int(rng.integers(2, 6)),
        int(rng.integers(1, 4)),
        int(rng.integers(2, 5)),
    )
    answer = counted(Sizes(side, channels, filters, 1))[0].multiply_adds
    seen, made = side * side * channels, side * side * filters
    return Exercise(
        f"An image of {side}×{side} has {channels} {_channels(channels)}. A fully connected layer "
        f"makes {filters} maps of the same side. How many weights has it, without biases?",
        answer,
        f"Each of {side}·{side}·{filters} = {made} outputs has one for each of "
        f"{side}·{side}·{channels} = {seen} numbers: {seen} · {made} = {answer}.",
    )


def local_beside_conv(rng: np.random.Generator) -> Exercise:
    """How many times as many weights there are where none is shared."""
    side, kernel = int(rng.integers(8, 65)), 2 * int(rng.integers(1, 4)) + 1
    answer = side * side
    return Exercise(
        f"A convolution with a {kernel}×{kernel} kernel makes a map as large as its image, "
        f"{side}×{side}. How many times as many weights has a locally connected layer, which has "
        "a kernel of its own at each place?",
        answer,
        f"One kernel for each place instead of one for all: {side} · {side} = {answer}.",
    )


def larger_image(rng: np.random.Generator) -> Exercise:
    """How a fully connected layer grows with the side of the image."""
    times = int(rng.integers(2, 6))
    before, after = (counted(Sizes(side, 1, 1, 1))[0].multiply_adds for side in (6, 6 * times))
    answer = after // before
    return Exercise(
        f"The side of an image becomes {times} times as long. How many times as many weights has "
        "a fully connected layer that makes a map of the image's own size?",
        answer,
        f"There are {times}² times as many inputs and {times}² times as many outputs: "
        f"{times**2} · {times**2} = {answer}.",
    )


def shared_bias(rng: np.random.Generator) -> Exercise:
    """Parameters of a convolution, whatever the image."""
    side, channels = 2 ** int(rng.integers(4, 9)), int(rng.integers(1, 9))
    kernel, filters = int(rng.choice([1, 3, 5])), 8 * int(rng.integers(1, 5))
    answer = counted(Sizes(side, channels, filters, kernel))[2].parameters
    return Exercise(
        f"An image of {side}×{side} with {channels} {_channels(channels)} goes through a "
        f"convolution of {filters} filters, {kernel}×{kernel}, each with a bias. How many "
        "parameters would it have for an image with twice the side?",
        answer,
        f"As many as before: ({kernel}·{kernel}·{channels} + 1) · {filters} = {answer}.",
    )


def field_of_stack(rng: np.random.Generator) -> Exercise:
    """The receptive field of a few layers."""
    first, second = (2 * int(rng.integers(1, 4)) + 1 for _ in range(2))
    text = f"input 1x64x64\nconv 1 {first}x{first}\npool 2x2\nconv 1 {second}x{second}"
    answer = parse_architecture(text).rows[-1].receptive_field
    return Exercise(
        f"A {first}×{first} convolution, a 2×2 pooling with stride 2, and "
        f"{with_article(second)}×{second} convolution. How many pixels, along a side, does a "
        "value of the last layer see?",
        answer,
        f"1 + {first - 1}·1 + 1·1 + {second - 1}·2 = {answer}.",
    )


def field_at_border(rng: np.random.Generator) -> Exercise:
    """What is left of a field that the border cuts."""
    layer, row = [("conv4", int(rng.integers(3))), ("pool2", int(rng.integers(2)))][
        int(rng.integers(2))
    ]
    box = receptive_field(ROWS, layer, row, 8 if layer == "conv4" else 4)
    answer = box.cut(32, 32).size[0]
    return Exercise(
        f"MiniVGG takes pictures of 32×32. A value of `{layer}` sees {box.size[0]} rows; in row "
        f"{row} of its map, counted from 0, they begin at row {_minus(box.top)} of the picture. "
        "How many of them lie on the picture?",
        answer,
        f"Rows {_minus(box.top)} to −1 are padding, {-box.top} of them: "
        f"{box.size[0]} − {-box.top} = {answer}.",
    )


def shift_of_map(rng: np.random.Generator) -> Exercise:
    """By how many cells a map moves with the picture."""
    poolings = int(rng.integers(1, 4))
    answer = int(rng.integers(1, 5))
    shift = answer * 2**poolings
    return Exercise(
        f"Convolutions with stride 1 and {many(poolings, '2×2 pooling')} with "
        f"stride 2. The picture moves by {shift} pixels. By how many cells does the last map move?",
        answer,
        f"Its cells lie {' · '.join(['2'] * poolings)}"
        f"{f' = {2**poolings}' if poolings > 1 else ''} pixels apart: "
        f"{shift} / {2**poolings} = {answer}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    full_beside_conv,
    local_beside_conv,
    larger_image,
    field_of_stack,
    shift_of_map,
    shared_bias,
    field_at_border,
)


def _channels(count: int) -> str:
    return "channel" if count == 1 else "channels"


def _minus(value: int) -> str:
    return str(value).replace("-", "−")
