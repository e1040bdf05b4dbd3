"""One setting through the padding rules of several libraries and courses.

Sizes of one axis only, built on `vizcore.geometry`. What a library refuses is an outcome as
well: it says why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import SupportsIndex

import numpy as np
from jaxtyping import Float

from vizcore.errors import ShapeError
from vizcore.geometry import Axis, AxisPadding, axis_windows, spread, whole
from vizcore.ops.conv import conv


@dataclass(frozen=True)
class Outcome:
    """What one convention makes of a setting.

    Attributes
    ----------
    key, name : str
        For programs, and for people: the name says which padding was asked for.
    kind : {"conv", "pool"}
        The operation that the rule belongs to.
    rule, source : str
        The rule in a few words, and the address of where it is written.
    axis : Axis or None
        Sizes, padding and windows; None where the convention refuses.
    note : str
        What is special about this outcome, or why it is refused; may be empty.
    """

    key: str
    name: str
    kind: str
    rule: str
    source: str
    axis: Axis | None
    note: str = ""

    @property
    def count(self) -> int | None:
        """Cells of the output; None where the convention refuses."""
        return self.axis.count if self.axis else None

    @property
    def starts(self) -> list[int]:
        """First cell of each window."""
        return list(self.axis.starts) if self.axis else []

    @property
    def unused(self) -> list[int]:
        """Cells of the input and of its padding that no window touches; padding is outside 0..n."""
        if not self.axis:
            return []
        touched = {cell for start in self.axis.starts for cell in self.axis.touched(start)}
        padded = range(-self.axis.before, self.axis.size + self.axis.after)
        return [cell for cell in padded if cell not in touched]


@dataclass(frozen=True)
class _Setting:
    size: int
    window: int
    stride: int
    dilation: int
    padding: int

    @property
    def span(self) -> int:
        return spread(self.window, self.dilation)

    def windows(self, padding: AxisPadding, *, ceil_mode: bool = False) -> Axis:
        try:
            return axis_windows(
                self.size,
                self.window,
                stride=self.stride,
                padding=padding,
                dilation=self.dilation,
                ceil_mode=ceil_mode,
            )
        except ShapeError:  # in few words: each number has been checked, only its room is missing
            raise self.does_not_fit() from None

    def does_not_fit(self) -> ShapeError:
        return ShapeError(f"the window spans {self.span} cells: it does not fit")


@dataclass(frozen=True)
class _Rule:
    key: str
    name: str  # {p} is the padding asked for
    kind: str
    text: str
    source: str
    windows: Callable[[_Setting], Axis]


def _cs231n(setting: _Setting) -> Axis:
    spare = setting.size - setting.span + 2 * setting.padding
    if spare >= 0 and spare % setting.stride:
        raise ShapeError(
            f"{spare} / {setting.stride} + 1 = {spare / setting.stride + 1:.4g} is not whole: "
            "it does not fit"
        )
    return setting.windows(setting.padding)


def _d2l(setting: _Setting) -> Axis:
    less = setting.padding // 2
    return setting.windows((setting.padding - less, less))


def _torch_same(setting: _Setting) -> Axis:
    if setting.stride > 1:
        raise ShapeError("refused: PyTorch takes 'same' with stride 1 only")
    return setting.windows("same")


def _torch_pool(setting: _Setting) -> Axis:
    if setting.padding > setting.window // 2:  # without regard to the dilation
        raise ShapeError(f"refused: padding is at most half the window, {setting.window // 2}")
    return setting.windows(setting.padding, ceil_mode=True)


def _caffe_pool(setting: _Setting) -> Axis:
    if setting.dilation > 1:
        raise ShapeError("refused: Caffe's pooling has no dilation")
    if setting.padding >= setting.window:
        raise ShapeError(f"refused: padding has to be less than the window, {setting.window}")
    n, k, s, p = setting.size, setting.window, setting.stride, setting.padding
    count = -(-(n + 2 * p - k) // s) + 1
    if p and (count - 1) * s >= n + p:  # without padding Caffe does not look
        count -= 1
    if count < 1:
        raise setting.does_not_fit()
    return Axis(n, k, s, 1, p, p, count)


_TORCH = "https://docs.pytorch.org/docs/stable/generated/torch.nn."
_TENSORFLOW = "https://www.tensorflow.org/api_docs/python/tf/nn"
_ONNX = "https://onnx.ai/onnx/operators/onnx__Conv.html"
_CAFFE = "https://github.com/BVLC/caffe/blob/master/src/caffe/layers/pooling_layer.cpp"

_RULES = (
    _Rule(
        "valid",
        "TensorFlow VALID",
        "conv",
        "no padding, ⌈(n − d(k − 1)) / s⌉",
        _TENSORFLOW,
        lambda setting: setting.windows("valid"),
    ),
    _Rule(
        "torch",
        "PyTorch, padding={p}",
        "conv",
        "p zeros on each side, the division rounds down",
        f"{_TORCH}Conv1d.html",
        lambda setting: setting.windows(setting.padding),
    ),
    _Rule(
        "cs231n",
        "CS231n, P={p}",
        "conv",
        "p zeros on each side, the division has to leave no remainder",
        "https://cs231n.github.io/convolutional-networks/#conv",
        _cs231n,
    ),
    _Rule(
        "d2l",
        "d2l.ai, p={p} in all",
        "conv",
        "p zeros in all, the odd one at the beginning, the division rounds down",
        "https://d2l.ai/chapter_convolutional-neural-networks/padding-and-strides.html",
        _d2l,
    ),
    _Rule(
        "torch_same",
        "PyTorch, 'same'",
        "conv",
        "as many windows as cells, the odd zero at the end; stride 1 only",
        f"{_TORCH}Conv1d.html",
        _torch_same,
    ),
    _Rule(
        "same",
        "TensorFlow SAME",
        "conv",
        "⌈n / s⌉ windows, the odd zero at the end",
        _TENSORFLOW,
        lambda setting: setting.windows("same"),
    ),
    _Rule(
        "same_upper",
        "ONNX SAME_UPPER",
        "conv",
        "⌈n / s⌉ windows, the odd zero at the end",
        _ONNX,
        lambda setting: setting.windows("same"),
    ),
    _Rule(
        "same_lower",
        "ONNX SAME_LOWER",
        "conv",
        "⌈n / s⌉ windows, the odd zero at the beginning",
        _ONNX,
        lambda setting: setting.windows("same_lower"),
    ),
    _Rule(
        "torch_pool",
        "PyTorch pooling, ceil",
        "pool",
        "max pooling with ceil_mode: the division rounds up; a window that would start in the "
        "padding after the input is dropped",
        f"{_TORCH}MaxPool1d.html",
        _torch_pool,
    ),
    _Rule(
        "caffe_pool",
        "Caffe pooling",
        "pool",
        "the division rounds up; the last window is dropped in the same way, but only where there "
        "is padding",
        _CAFFE,
        _caffe_pool,
    ),
)


def conventions(
    size: SupportsIndex,
    window: SupportsIndex,
    *,
    stride: SupportsIndex = 1,
    padding: SupportsIndex | None = None,
    dilation: SupportsIndex = 1,
) -> list[Outcome]:
    """One setting through every convention.

    Parameters
    ----------
    size : int
        Cells along the axis, without padding; at least 1.
    window : int
        Cells a window touches; at least 1.
    stride : int
        Steps between two windows; at least 1.
    padding : int, optional
        The number p, for the conventions that take one; half the window, rounded down, where it
        is left out.
    dilation : int
        Steps between two touched cells; at least 1. The courses' formulas have none: the window
        counts with the length it is spread over.

    Returns
    -------
    list of Outcome
        Always the same conventions in the same order.

    Raises
    ------
    ShapeError
        If a number is out of its range. That a window does not fit is an outcome.

    Examples
    --------
    Six cells, a window of three, every second place: the same size, on two grids.

    >>> for outcome in conventions(6, 3, stride=2):
    ...     print(outcome.key, outcome.count, outcome.starts)
    valid 2 [0, 2]
    torch 3 [-1, 1, 3]
    cs231n None []
    d2l 3 [-1, 1, 3]
    torch_same None []
    same 3 [0, 2, 4]
    same_upper 3 [0, 2, 4]
    same_lower 3 [-1, 1, 3]
    torch_pool 4 [-1, 1, 3, 5]
    caffe_pool 4 [-1, 1, 3, 5]
    """
    k = whole(window, "window")
    p = k // 2 if padding is None else whole(padding, "padding", least=0)
    setting = _Setting(
        whole(size, "size"), k, whole(stride, "stride"), whole(dilation, "dilation"), p
    )
    return [_outcome(rule, setting) for rule in _RULES]


def _outcome(rule: _Rule, setting: _Setting) -> Outcome:
    name = rule.name.format(p=setting.padding)
    common = (rule.key, name, rule.kind, rule.text, rule.source)
    try:
        axis = rule.windows(setting)
    except ShapeError as refused:
        return Outcome(*common, None, str(refused))
    empty = axis.starts[-1] >= axis.size
    return Outcome(*common, axis, "last window outside the input" if empty else "")


def ramp_means(axis: Axis) -> Float[np.ndarray, " out"]:
    """Mean of what each window covers where the cells hold 1, 2, 3, ...; zeros count.

    Inside the input it says where the middle of the window stands, so that two grids of the same
    size can be told apart.

    Examples
    --------
    >>> ramp_means(axis_windows(6, 3, stride=2, padding="same")).round(2).tolist()
    [2.0, 4.0, 3.67]
    >>> ramp_means(axis_windows(6, 3, stride=2, padding=1)).round(2).tolist()
    [1.0, 3.0, 5.0]
    """
    mean: np.ndarray = conv(
        np.arange(1.0, axis.size + 1)[None, None],
        np.full((1, 1, axis.window), 1 / axis.window),
        stride=axis.stride,
        padding=((axis.before, axis.after),),
        dilation=axis.dilation,
    )
    return mean[0, 0]
