"""The arithmetic of one layer: the shape it gives, its parameters, its multiplications."""

import math

from vizcore.architecture.notation import Line, Pair
from vizcore.errors import ShapeError
from vizcore.geometry import output_size, spread
from vizcore.text import many

#: Kinds whose window slides over rows and columns.
SLIDING = ("conv", "pool", "avgpool")

Shape = tuple[int, ...]


def settings_of(line: Line) -> tuple[Pair, Pair, Pair, Pair]:
    """Window, stride, padding and dilation of a sliding layer, what was left out filled in."""
    window = line.sizes.get("window", (3, 3) if line.kind == "conv" else (2, 2))
    stride = line.sizes.get("stride", (1, 1) if line.kind == "conv" else window)
    dilation = line.sizes.get("dilation", (1, 1))
    if not line.same:
        return window, stride, line.sizes.get("padding", (0, 0)), dilation
    spans = [spread(w, d) for w, d in zip(window, dilation, strict=True)]
    if stride != (1, 1) or any(span % 2 == 0 for span in spans):
        raise ShapeError(
            "padding same is for stride 1 and windows of an odd size here, as in PyTorch; "
            "say how many zeros with padding and a number"
        )
    return window, stride, ((spans[0] - 1) // 2, (spans[1] - 1) // 2), dilation


def shape_after(line: Line, *shapes: Shape) -> Shape:
    """The shape that a layer makes of what arrives; an add takes two, which must be alike."""
    shape, *others = shapes
    for other in others:
        if other != shape:
            raise ShapeError(
                f"{_size(shape)} and {_size(other)} cannot be added; a convolution 1x1 after a "
                "line shortcut can make the second like the first"
            )
    if line.kind == "fc":
        return _after_fc(line, shape)
    if line.kind == "flatten":
        return (math.prod(shape),)
    if line.kind == "globalpool":
        return (_channels(line, shape), 1, 1)
    return _slid(line, shape) if line.kind in SLIDING else shape


def _after_fc(line: Line, shape: Shape) -> Shape:
    if len(shape) > 1:
        raise ShapeError(
            f"fc takes a row of numbers, but a volume {_size(shape)} arrives: put a line flatten "
            f"before it, which makes it a row of {math.prod(shape):,}"
        )
    if not line.filters:
        raise ShapeError("fc needs the number of its outputs, such as fc 10")
    return (line.filters,)


def _slid(line: Line, shape: Shape) -> Shape:
    channels = _channels(line, shape)
    filters = _checked_filters(line, channels) if line.kind == "conv" else channels
    window, stride, padding, dilation = settings_of(line)
    if line.kind != "conv" and any(2 * p > w for p, w in zip(padding, window, strict=True)):
        raise ShapeError(
            f"a pooling window of {_size(window)} can be padded by at most half of it, "
            f"not by {_size(padding)}"
        )
    try:
        rows, columns = (
            output_size(size, w, stride=s, padding=p, dilation=d, ceil_mode=line.ceil)
            for size, w, s, p, d in zip(shape[1:], window, stride, padding, dilation, strict=True)
        )
    except ShapeError as error:
        raise ShapeError(f"{error}: {_remedy(shape, window, padding, dilation)}") from error
    return (filters, rows, columns)


def _remedy(shape: Shape, window: Pair, padding: Pair, dilation: Pair) -> str:
    """What would make room: padding, a smaller window, or less that shrinks before."""
    lacks = max(
        spread(w, d) - size - 2 * p
        for size, w, p, d in zip(shape[1:], window, padding, dilation, strict=True)
    )
    enough = max(padding) + -(-lacks // 2)
    return (
        f"{_size(shape)} arrives; padding {enough} would make room, or a smaller window, "
        "or one pooling less before"
    )


def _channels(line: Line, shape: Shape) -> int:
    if len(shape) != 3:
        raise ShapeError(
            f"{line.kind} needs a volume of channels, rows and columns, but a row of "
            f"{many(shape[0], 'number')} arrives: move it before flatten and fc"
        )
    return shape[0]


def _checked_filters(line: Line, channels: int) -> int:
    if not line.filters:
        raise ShapeError("conv needs the number of its filters, such as conv 32 3x3")
    for name, count in (("channels", channels), ("filters", line.filters)):
        if count % line.groups:
            raise ShapeError(
                f"{line.groups} groups do not divide {count} {name}; take a number that does"
            )
    return line.filters


def parameters(line: Line, before: Shape, shape: Shape) -> tuple[str, int]:
    """Trainable numbers of a layer that makes `shape` of `before`: as a product, and how many."""
    if line.kind == "conv":
        (rows, columns), *_ = settings_of(line)
        inputs, bias = before[0] // line.groups, int(line.bias)
        one = f"{rows}·{columns}·{inputs}"
        product = f"({one} + 1)·{shape[0]}" if bias else f"{one}·{shape[0]}"
        return product, (rows * columns * inputs + bias) * shape[0]
    if line.kind == "fc":
        product = f"({before[0]} + 1)·{shape[0]}" if line.bias else f"{before[0]}·{shape[0]}"
        return product, (before[0] + int(line.bias)) * shape[0]
    return (f"2·{shape[0]}", 2 * shape[0]) if line.kind == "bn" else ("", 0)


def multiply_adds(line: Line, before: Shape, shape: Shape) -> tuple[str, int]:
    """Multiplications with a weight, for one picture: as a product, and how many."""
    if line.kind == "conv":
        (rows, columns), *_ = settings_of(line)
        one = (rows, columns, before[0] // line.groups)
        product = f"{'·'.join(map(str, shape))} · {'·'.join(map(str, one))}"
        return product, math.prod(shape) * math.prod(one)
    if line.kind == "fc":
        return f"{before[0]}·{shape[0]}", before[0] * shape[0]
    return "", 0


def _size(sizes: Shape) -> str:
    return "x".join(map(str, sizes))
