"""Exercises on convolution in one dimension; the first two are the lecture's own."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.geometry import axis_windows
from vizcore.text import many


def lecture_padding(_: np.random.Generator) -> Exercise:
    """Whether the lecture's filter of 2 fits its signal of 14 with stride 3."""
    return _padding(14, 2, 3)


def lecture_size(_: np.random.Generator) -> Exercise:
    """How many outputs the same setting has."""
    return _size(14, 2, 3, 0)


def padding_needed(rng: np.random.Generator) -> Exercise:
    """Zeros to add so that the last window ends where the signal does."""
    window, stride = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    return _padding(int(rng.integers(window + stride, 30)), window, stride)


def output_length(rng: np.random.Generator) -> Exercise:
    """Outputs of a signal with zeros on both sides."""
    window, stride, zeros = (int(rng.integers(*ends)) for ends in ((2, 6), (1, 5), (0, 3)))
    return _size(int(rng.integers(window + stride, 40)), window, stride, zeros)


def one_output(rng: np.random.Generator) -> Exercise:
    """One output value, worked out by hand."""
    x, w = rng.integers(-3, 6, 8), rng.integers(-2, 4, 3)
    stride = int(rng.integers(1, 3))
    y = ops.conv(x[None, None], w[None, None], stride=stride)[0, 0]
    t = int(rng.integers(y.size))
    return Exercise(
        f"Signal `{_row(x)}`, kernel `{_row(w)}`, stride {stride}, no padding; "
        f"the kernel is not flipped. Outputs are counted from 0. What is output {t}?",
        float(y[t]),
        f"Window {t} begins at place {stride} · {t} = {stride * t}. "
        f"{_sum_of_products(x[stride * t :][:3], w)} = {y[t]:g}.",
    )


def flipped_output(rng: np.random.Generator) -> Exercise:
    """How far apart deep learning's value and that of mathematics are."""
    x, w = rng.integers(-3, 6, 3), rng.integers(-2, 4, 3)
    plain, flipped = (
        float(ops.conv(x[None, None], kernel[None, None])[0, 0, 0]) for kernel in (w, w[::-1])
    )
    return Exercise(
        f"A window sees `{_row(x)}`; the kernel is `{_row(w)}`. Mathematics' convolution flips the "
        "kernel, PyTorch's does not. What is PyTorch's output minus that of mathematics?",
        plain - flipped,
        f"Not flipped: {_sum_of_products(x, w)} = {plain:g}. "
        f"Flipped: {_sum_of_products(x, w[::-1])} = {flipped:g}. "
        f"{plain:g} − {_signed(flipped)} = {plain - flipped:g}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    lecture_padding,
    lecture_size,
    one_output,
    padding_needed,
    flipped_output,
    output_length,
)


def _padding(size: int, window: int, stride: int) -> Exercise:
    axis = axis_windows(size, window, stride=stride)
    rest = size - axis.starts[-1] - window
    zeros = axis_windows(size + stride - rest, window, stride=stride) if rest else axis
    needed = zeros.size - size
    return Exercise(
        f"A signal of {size} numbers, a filter of {window}, stride {stride}. Does the last window "
        "end exactly where the signal ends, or is padding needed? How many zeros have to be added "
        "at the end at least? (0 if it fits.)",
        needed,
        f"Without padding the last window begins at place {axis.starts[-1]} and ends at place "
        f"{axis.starts[-1] + window - 1}; the signal ends at place {size - 1}. "
        + (
            f"{rest} left over, and the next window begins {stride} further: "
            f"{stride} − {rest} = {needed}, so {many(needed, 'zero')} at the end."
            if rest
            else f"It fits: {needed} zeros are needed."
        ),
    )


def _size(size: int, window: int, stride: int, zeros: int) -> Exercise:
    axis = axis_windows(size, window, stride=stride, padding=zeros)
    padded = f"{size} + 2 · {zeros}" if zeros else str(size)
    sides = f"{many(zeros, 'zero')} on each side" if zeros else "no padding"
    return Exercise(
        f"A signal of {size} numbers, a filter of {window}, stride {stride}, {sides}. "
        "How many numbers does the output have?",
        axis.count,
        rf"$\lfloor ({padded} - {window}) / {stride} \rfloor + 1 = "
        rf"\lfloor {(size + 2 * zeros - window) / stride:.3g} \rfloor + 1 = {axis.count}$.",
    )


def _row(numbers: np.ndarray) -> str:
    return " ".join(str(int(number)) for number in numbers)


def _sum_of_products(values: np.ndarray, weights: np.ndarray) -> str:
    pairs = zip(values, weights, strict=True)
    return " + ".join(f"{_signed(float(v))} · {_signed(float(w))}" for v, w in pairs)


def _signed(value: float) -> str:
    return f"({value:g})" if value < 0 else f"{value:g}"
