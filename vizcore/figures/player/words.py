"""The arithmetic of one step as words, as assets/components/player/sentence.js writes it."""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vizcore.steps import ConvSettings, ConvStep, PoolSettings, PoolStep
from vizcore.text import compact, means, number

_DIGITS = 4
_LONGEST, _BEGINNING = 50, 8  # terms that are all written out, and how many of more


class Word(NamedTuple):
    """A word, where it begins in lines of equal characters, and whether it is a result."""

    line: int
    column: int
    text: str
    strong: bool


def arithmetic(settings: ConvSettings | PoolSettings, index: int) -> list[str]:
    """Name, sum, value and what the activation makes of it.

    >>> import numpy as np
    >>> x = np.array([[0, 1, 2, 1]])
    >>> " ".join(arithmetic(ConvSettings(x, np.array([[0.5, -0.5]]), stride=2), 1))
    'y[1] = 2·0.5 + 1·(−0.5) = 0.5'
    >>> " ".join(arithmetic(PoolSettings(np.array([[1, 5], [2, 3]]), 2), 0))
    'y[0, 0] = max(1, 5, 2, 3) = 5'
    """
    if isinstance(settings, PoolSettings):
        step = settings.step(index)
        inside = step.values[step.inside].ravel()
        result = compact(step.output, 6)
        sign = _equals(inside, result, step.output)
        return [_name(step.position), f"= {_pooled(settings, step)} {sign}", result]
    conv = settings.step(index)
    terms = [*conv.values.ravel(), *settings.weight.ravel(), settings.bias]
    result = compact(conv.total, 6)
    sign = _equals(terms, result, conv.total)
    parts = [_name(conv.position), f"= {_summed(settings, conv)} {sign}", result]
    if settings.activation == "relu":
        parts.append(f"→ ReLU: {number(conv.output, 6)}")
    return parts


def set_in_lines(parts: Sequence[str], columns: int) -> list[Word]:
    """Break the parts of `arithmetic` into lines of at most `columns` characters.

    >>> for word in set_in_lines(["y[0]", "= 1·2 + 3·4 =", "14"], 12):
    ...     print(*word)
    0 0 y[0] True
    0 5 = False
    0 7 1·2 False
    0 11 + False
    1 0 3·4 False
    1 4 = False
    1 6 14 True
    """
    words: list[Word] = []
    line = column = 0
    for part, strong in zip(parts, itertools.cycle((True, False)), strict=False):
        for text in [part] if strong else part.split():
            if column and column + len(text) > columns:
                line, column = line + 1, 0
            words.append(Word(line, column, text, strong))
            column += len(text) + 1
    return words


def _name(position: Sequence[int]) -> str:
    return f"y[{', '.join(map(str, position))}]"


def _summed(settings: ConvSettings, step: ConvStep) -> str:
    pairs = zip(step.values.ravel(), settings.weight.ravel(), strict=True)
    terms = _first_of([f"{_factor(x)}·{_factor(w)}" for x, w in pairs], "products")
    if settings.bias:
        terms.append(f"{_factor(settings.bias)} (bias)")
    return " + ".join(terms)


def _pooled(settings: PoolSettings, step: PoolStep) -> str:
    terms = _first_of(map(_factor, step.values[step.inside]), "values")
    if settings.kind == "max":
        return f"max({', '.join(terms)})"
    return f"({' + '.join(terms or ['0'])}) / {step.divisor}"


def _first_of(all_terms: Iterable[str], name: str) -> list[str]:
    terms = list(all_terms)
    if len(terms) <= _LONGEST:
        return terms
    return [*terms[:_BEGINNING], f"… ({len(terms)} {name})"]


def _factor(value: float) -> str:
    text = compact(value, _DIGITS)
    return f"({text})" if value < 0 or "/" in text else text


def _equals(terms: Iterable[float], text: str, result: float) -> str:
    """= where every number is written in full, else ≈."""
    return "=" if means(text, result) and all(means(compact(x, _DIGITS), x) for x in terms) else "≈"
