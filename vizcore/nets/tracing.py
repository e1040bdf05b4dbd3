"""Any value of a network taken apart: what it was made of, and the sum that it is.

Every kind of layer makes a value in one of two ways. Softmax divides one power by the sum of all.
Every other value is a weighted sum, and the kind says what the weights are: those of the kernel, 1
for what a ReLU or a maximum lets through and 0 for the rest, gamma / sqrt(variance + eps) of a
batch norm.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from torch import Tensor, nn

from vizcore.errors import ArchitectureError
from vizcore.nets.dependence import read_by, start
from vizcore.nets.layers import Layer, layers_of
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.weighing import WEIGHTS, Index
from vizcore.text import number

#: Terms that `explain` writes out; the rest are summed up.
SHOWN = 9


@dataclass(frozen=True)
class Term:
    """One operand of a value.

    Attributes
    ----------
    layer : str
        Whose output it is.
    index : tuple of int
        Where: (channel, row, column) or (unit,).
    value : float
        What was recorded there.
    weight : float
        What it is multiplied by; of a softmax, e to the power of the logit less the largest one.
    """

    layer: str
    index: Index
    value: float
    weight: float

    @property
    def product(self) -> float:
        """What it adds to the sum."""
        return self.weight * self.value


@dataclass(frozen=True)
class Trace:
    """One value of a network and all that it was made of.

    Attributes
    ----------
    layer : Layer
    index : tuple of int
    recorded : float
        What PyTorch put out.
    terms : tuple of Term
        In memory order; zeros of the padding are left out, for they add nothing.
    bias : float
        What is added to the sum: of a batch norm, beta less the mean's share.
    """

    layer: Layer
    index: Index
    recorded: float
    terms: tuple[Term, ...]
    bias: float = 0.0

    @property
    def value(self) -> float:
        r"""The arithmetic done in float64; `recorded` but for the rounding of float32.

        .. math:: b + \sum_i w_i x_i, \qquad \text{or} \quad w_k / \sum_i w_i
            \quad \text{for a softmax}
        """
        if self.layer.kind == "softmax":
            return self.terms[self.index[0]].weight / math.fsum(t.weight for t in self.terms)
        return self.bias + math.fsum(term.product for term in self.terms)

    @property
    def partial(self) -> dict[int, float]:
        """The sum of the products of each channel of the source, by its number."""
        sums: dict[int, list[float]] = {}
        for term in self.terms:
            sums.setdefault(term.index[0], []).append(term.product)
        return {channel: math.fsum(products) for channel, products in sums.items()}

    def explain(self) -> str:
        """The arithmetic in one line: the largest terms, the sum of the others, bias, result."""
        place = f"{self.layer.name}[{', '.join(map(str, self.index))}]"
        if self.layer.kind == "softmax":
            chosen, total = self.terms[self.index[0]].weight, sum(t.weight for t in self.terms)
            return f"{place} = {number(chosen)} / {number(total)} = {number(self.value)}"
        if self.layer.kind == "input":
            return f"{place} = {number(self.recorded)}"
        terms = sorted(self.terms, key=lambda term: -abs(term.product))
        text = " ".join(
            f"{_signed(t.weight, lead=not i)} · {_bracketed(t.value)}"
            for i, t in enumerate(terms[:SHOWN])
        )
        rest = math.fsum(term.product for term in terms[SHOWN:])
        if len(terms) > SHOWN:
            text += f" {_signed(rest)} (the other {len(terms) - SHOWN:,})"
        return f"{place} = {text} {_signed(self.bias)} = {number(self.value)}"


def trace(
    model: MiniVGG | nn.Sequential,
    outputs: Mapping[str, Tensor | np.ndarray],
    layer: str,
    index: Index,
    *,
    picture: int = 0,
) -> Trace:
    """Take one value of a forward pass apart.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode: batch norm uses its running statistics, dropout passes everything on.
    outputs : mapping
        What `record` returned, and as "input" what the model was given, (n, c, h, w). A
        "softmax" is added to it where that is asked for and missing.
    layer : str
        As `layers_of` names it.
    index : tuple of int
        (channel, row, column), or (unit,) in a layer without rows and columns.
    picture : int
        Which of the n.

    Raises
    ------
    ArchitectureError
        If there is no such layer, or its output or its source's is missing.
    ShapeError
        If the layer has no such value.

    Examples
    --------
    >>> import torch
    >>> from vizcore.nets import record
    >>> layer = nn.Linear(2, 1)
    >>> _ = layer.weight.requires_grad_(False).copy_(torch.tensor([[3.0, -1.0]]))
    >>> _ = layer.bias.requires_grad_(False).fill_(0.5)
    >>> model, x = nn.Sequential(nn.Flatten(), layer), torch.tensor([[[[2.0, 4.0]]]])
    >>> found = trace(model, {"input": x, **record(model, x)}, "1", (0,))
    >>> found.value, found.recorded, [term.product for term in found.terms]
    (2.5, 2.5, [6.0, -4.0])
    >>> found.explain()
    '1[0] = 3 · 2 − 1 · 4 + 0.5 = 2.5'
    """
    values = {name: _one(output, picture) for name, output in outputs.items()}
    if "input" not in values:
        raise ArchitectureError("outputs need the picture too: {'input': x, **record(model, x)}")
    layers = {each.name: each for each in layers_of(model, shape=values["input"].shape)}
    region = start(tuple(layers.values()), layer, index)
    found = layers[layer]
    if found.kind == "softmax":
        values.setdefault(layer, _softmax(values[found.source]))
    for name in {layer, found.source} - {"", *values}:
        raise ArchitectureError(f"the output of {name} is missing")
    recorded = float(values[layer][index])
    if found.kind == "input":
        return Trace(found, index, recorded, (), recorded)
    source = layers[found.source]
    x = values[found.source]
    places = [place[: x.ndim] for place in read_by(found, source.shape, region)]
    weights, bias = WEIGHTS[found.kind](_module(model, layer), found, index, x, places)
    terms = (
        Term(source.name, place, float(x[place]), weight)
        for place, weight in zip(places, weights, strict=True)
    )
    return Trace(found, index, recorded, tuple(terms), bias)


def _one(output: Tensor | np.ndarray, picture: int) -> np.ndarray:
    array = output.detach().float().cpu().numpy() if isinstance(output, Tensor) else output
    return np.asarray(array[picture])


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum())


def _module(model: MiniVGG | nn.Sequential, name: str) -> nn.Module:
    children = (model.layers if isinstance(model, MiniVGG) else model).named_children()
    return dict(children).get(name, nn.Identity())  # of the softmax there is no module


def _signed(value: float, *, lead: bool = False) -> str:
    """A number with the sign that joins it to what stands before it."""
    sign = "−" if value < 0 else "" if lead else "+"
    return sign + (" " if sign and not lead else "") + number(abs(value))


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)
