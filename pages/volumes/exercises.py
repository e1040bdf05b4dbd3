"""Exercises on convolution over volumes: one value, the size of the output, parameters."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.steps.volume import VolumeSettings, conv_parameters
from vizcore.text import many


def one_value(rng: np.random.Generator) -> Exercise:
    """Two channels, two slices, a bias and ReLU: one output value by hand."""
    x, w = rng.integers(-2, 4, (2, 2, 2)), rng.integers(-2, 3, (2, 2, 2))
    bias = int(rng.integers(-3, 4))
    layer = VolumeSettings(x, w[None], np.array([bias]), activation="relu")
    parts = [int(value) for value in layer.partial.ravel()]
    total, answer = int(layer.totals.item()), float(layer.output.item())
    return Exercise(
        f"Two channels show a window `{_matrix(x[0])}` and `{_matrix(x[1])}`. The filter's slices "
        f"are `{_matrix(w[0])}` and `{_matrix(w[1])}`, its bias is {bias}; ReLU follows. "
        "What comes out?",
        answer,
        f"Channel 1: {_products(x[0], w[0])} = {parts[0]}. "
        f"Channel 2: {_products(x[1], w[1])} = {parts[1]}. "
        f"Sum and bias: {_added([*parts, bias])} = {total}. ReLU: {answer:g}.",
    )


def pointwise(rng: np.random.Generator) -> Exercise:
    """A 1x1 convolution mixes the channels of one place."""
    x, w = rng.integers(-4, 6, 4), rng.integers(-2, 4, 4)
    bias = int(rng.integers(-3, 4))
    y = ops.conv(x[None, :, None, None], w[None, :, None, None], np.array([bias]))
    return Exercise(
        f"At one place the four channels are `{_row(x)}`. A 1×1 filter has the weights "
        f"`{_row(w)}` and the bias {bias}. What is its output there, before any activation?",
        float(y.item()),
        f"{_products(x, w)} + {_signed(bias)} = {y.item():g}.",
    )


def parameters(rng: np.random.Generator) -> Exercise:
    """Weights and biases of an ordinary layer."""
    side, channels = int(rng.choice([1, 3, 5, 7])), int(rng.choice([1, 3, 16, 32, 64]))
    filters = int(rng.choice([6, 10, 32, 64]))
    answer = conv_parameters((side, side), channels, filters)
    return Exercise(
        f"A layer has {filters} filters of {side}×{side} over "
        f"{many(channels, 'channel')}, each with a bias. How many parameters?",
        answer,
        f"({side} · {side} · {channels} + 1) · {filters} = "
        f"{side * side * channels + 1} · {filters} = {answer}.",
    )


def grouped_parameters(rng: np.random.Generator) -> Exercise:
    """The same with groups, among them depthwise."""
    groups, more = int(rng.choice([2, 4, 8])), int(rng.choice([1, 2, 4]))
    channels, filters, side = groups * more, groups * int(rng.integers(1, 5)), 3
    answer = conv_parameters((side, side), channels, filters, groups=groups)
    return Exercise(
        f"{channels} channels, {filters} filters of {side}×{side}, {groups} groups, biases "
        "included. How many parameters?",
        answer,
        f"A filter sees {channels} / {groups} = {more} of the channels: "
        f"({side} · {side} · {more} + 1) · {filters} = "
        f"{side * side * more + 1} · {filters} = {answer}.",
    )


def numbers_out(rng: np.random.Generator) -> Exercise:
    """How many numbers the next layer's volume holds."""
    side, window = int(rng.integers(8, 33)), int(rng.choice([1, 3, 5]))
    stride, padding = int(rng.integers(1, 3)), int(rng.integers(0, 3))
    channels, filters = int(rng.choice([1, 3, 8])), int(rng.choice([4, 10, 16]))
    size = ops.output_size(side, window, stride=stride, padding=padding)
    return Exercise(
        f"{filters} filters of {window}×{window} go over a volume of {side}×{side}×{channels} with "
        f"stride {stride} and {many(padding, 'zero')} on each side. "
        "How many numbers are in the output?",
        size * size * filters,
        f"Along an axis: floor(({side} + 2 · {padding} − {window}) / {stride}) + 1 = {size}. "
        f"Each filter makes one map: {size} · {size} · {filters} = {size * size * filters}. "
        "The channels of the input do not count: they are summed over.",
    )


def fully_connected(rng: np.random.Generator) -> Exercise:
    """What a layer without shared weights would need."""
    side, channels = int(rng.integers(4, 9)), int(rng.integers(1, 4))
    filters = int(rng.integers(2, 5))
    small = ops.output_size(side, 3)
    inputs, outputs = side * side * channels, small * small * filters
    answer = int(np.prod([inputs + 1, outputs]))
    return Exercise(
        f"{filters} filters of 3×3 turn {side}×{side}×{channels} numbers into "
        f"{small}×{small}×{filters} with {conv_parameters((3, 3), channels, filters)} parameters. "
        "How many does a fully connected layer with biases need from the same input to the same "
        "output?",
        answer,
        f"Each of the {small} · {small} · {filters} = {outputs} outputs has a weight for each of "
        f"the {side} · {side} · {channels} = {inputs} inputs, and a bias: "
        f"({inputs} + 1) · {outputs} = {answer}.",
    )


MAKERS: tuple[Maker, ...] = (
    parameters,
    one_value,
    numbers_out,
    grouped_parameters,
    pointwise,
    fully_connected,
)


def _matrix(values: np.ndarray) -> str:
    return "; ".join(map(_row, values))


def _row(values: np.ndarray) -> str:
    return " ".join(str(int(value)) for value in values)


def _products(x: np.ndarray, w: np.ndarray) -> str:
    pairs = zip(x.ravel().tolist(), w.ravel().tolist(), strict=True)
    return " + ".join(f"{_signed(value)}·{_signed(weight)}" for value, weight in pairs)


def _added(values: list[int]) -> str:
    return " + ".join(map(_signed, values))


def _signed(value: int) -> str:
    return f"({value})" if value < 0 else str(value)
