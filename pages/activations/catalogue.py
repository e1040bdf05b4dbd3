"""Activations by name: their formulas, and the same in three libraries."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vizcore import ops


@dataclass(frozen=True)
class Activation:
    """One activation function.

    Parameters
    ----------
    formula, slope_formula : str
        TeX, the right-hand sides of f(x) and f'(x).
    value, slope : functions of an array
    pytorch, numpy, numpy_slope, keras : str
        Expressions in `x` that a program can hold.
    says : str
        What is special about it, in one or two sentences.
    """

    formula: str
    slope_formula: str
    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]
    pytorch: str
    numpy: str
    numpy_slope: str
    keras: str
    says: str


#: Titles by the name that stands in a link.
TITLES = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "gelu": "GELU",
}


def activation(name: str, leak: float = 0.1) -> Activation:
    """The activation called `name`; `leak` is the slope of leaky ReLU below zero.

    >>> activation("leaky_relu", 0.25).value(np.array([-2.0, 3.0]))
    array([-0.5,  3. ])
    """
    return {
        "relu": _RELU,
        "leaky_relu": _leaky(leak),
        "sigmoid": _SIGMOID,
        "tanh": _TANH,
        "gelu": _GELU,
    }[name]


_RELU = Activation(
    r"\max(0, x)",
    r"1 \text{ if } x > 0, \text{ else } 0",
    ops.relu,
    ops.relu_derivative,
    "torch.relu(x)",
    "np.maximum(0, x)",
    "np.where(x > 0, 1.0, 0.0)",
    "keras.activations.relu(x)",
    "Every negative number becomes 0, and so does its slope: from such an input a unit learns "
    "nothing.",
)
_SIGMOID = Activation(
    r"\frac{1}{1 + e^{-x}}",
    r"f(x)\,(1 - f(x))",
    ops.sigmoid,
    ops.sigmoid_derivative,
    "torch.sigmoid(x)",
    "1 / (1 + np.exp(-x))",
    "f(x) * (1 - f(x))",
    "keras.activations.sigmoid(x)",
    "Everything lands between 0 and 1. The slope is never above 1/4: layer upon layer of it lets "
    "gradients fade.",
)
_TANH = Activation(
    r"\tanh x",
    r"1 - f(x)^2",
    ops.tanh,
    ops.tanh_derivative,
    "torch.tanh(x)",
    "np.tanh(x)",
    "1 - f(x) ** 2",
    "keras.activations.tanh(x)",
    "Everything lands between −1 and 1, and the sign stays. Far from 0 there is next to no slope.",
)
_GELU = Activation(
    r"x\,\Phi(x) = \tfrac{x}{2}\left(1 + \operatorname{erf}\tfrac{x}{\sqrt 2}\right)",
    r"\Phi(x) + x\,\varphi(x)",
    ops.gelu,
    ops.gelu_derivative,
    "F.gelu(x)",
    "x / 2 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))",
    "(1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2 "
    "+ x * np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)",
    "keras.activations.gelu(x)",
    "A ReLU without the corner. Left of about −0.75 it falls, so that its slope is negative there; "
    "then it rises.",
)


_LEAKS = {
    0.0: "At a slope of 0 this is ReLU: negative numbers are gone, and so is their slope.",
    1.0: "At a slope of 1 nothing bends: what comes in goes out, and two layers are one again.",
}


def _leaky(leak: float) -> Activation:
    return Activation(
        rf"x \text{{ if }} x > 0, \text{{ else }} {leak:g}\,x",
        rf"1 \text{{ if }} x > 0, \text{{ else }} {leak:g}",
        lambda x: ops.leaky_relu(x, slope=leak),
        lambda x: ops.leaky_relu_derivative(x, slope=leak),
        f"F.leaky_relu(x, {leak!r})",
        f"np.where(x > 0, x, {leak!r} * x)",
        f"np.where(x > 0, 1.0, {leak!r})",
        f"keras.activations.leaky_relu(x, {leak!r})",
        _LEAKS.get(
            leak, "Negative numbers are kept, but small: no unit is ever quite without a slope."
        ),
    )
