"""What is on screen, read from the texts that the browser keeps in the address."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pages.softmax.examples import LARGEST, Example

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?(e-?[0-9]{1,2})?")


@dataclass(frozen=True)
class Shown:
    """What a person has set; assets/components/logits/state.js reads the same texts.

    Parameters
    ----------
    logits : (classes,) array
        With what was added to all of them.
    truth : int
    temperature, rate : float
    subtract : bool
        Whether the largest logit is subtracted first.
    """

    logits: np.ndarray
    truth: int
    temperature: float = 1.0
    rate: float = 1.0
    subtract: bool = True


def shown(texts: Mapping[str, str], start: Example) -> Shown:
    """What the texts say; the example's own where they say nothing that can be.

    Examples
    --------
    >>> from pages.softmax.examples import example
    >>> shown({"logits": "1,2,2.5", "add": "2", "truth": "7"}, example("lecture")).logits.tolist()
    [3.0, 4.0, 4.5]
    """
    count = len(start.names)
    typed = [_number(part, -LARGEST, LARGEST) for part in texts.get("logits", "").split(",")]
    kept = [value for value in typed if value is not None]
    logits = np.array(kept) if len(kept) == len(typed) == count else start.logits
    truth = _number(texts.get("truth", ""), 0, count - 1)
    whole = truth is not None and truth.is_integer()

    def ranged(name: str, low: float, high: float, otherwise: float) -> float:
        value = _number(texts.get(name, ""), low, high)
        return otherwise if value is None else value

    return Shown(
        logits + ranged("add", -3, 3, 0),
        int(truth) if truth is not None and whole else start.truth,
        ranged("temperature", 0.1, 10, 1),
        ranged("rate", 0.1, 10, 1),
        texts.get("subtract") != "no",
    )


def _number(text: str, low: float, high: float) -> float | None:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    return value if low <= value <= high else None
