"""The face of assets/components/logits: logits to drag, their probabilities, a loss, its steps."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np
from jaxtyping import Float

from pages.ui import place
from pages.ui.components.load import load

#: What a person sets in the figure, as it is called in the address.
SET = ("logits", "truth", "temperature", "add", "rate", "subtract")

_logits = load("logits")


class Payload(TypedDict):
    """What the component is sent; assets/components/logits/types.d.ts is its twin."""

    example: str
    names: list[str]
    logits: list[float]
    truth: int


def logits_figure(
    example: str,
    names: Sequence[str],
    logits: Float[np.ndarray, " classes"],
    truth: int,
    *,
    key: str,
) -> None:
    """A row for each class: its logit, the power of e, its probability, the loss's gradient.

    All of `SET` is the browser's: it stands in the address and comes to no server.

    Parameters
    ----------
    example : str
        The same as long as the example is; another one begins with its own logits.
    names : sequence of str
        Of the classes, 2 to 10.
    logits : (classes,) array
        To start with; finite, at most 10,000 from 0.
    truth : int
        The true class at first, counted from 0.
    key : str
        Of the component.
    """
    payload: Payload = {
        "example": example,
        "names": list(names),
        "logits": [float(value) for value in logits],
        "truth": truth,
    }
    place.leave_to_browser(SET)
    _logits(key=key, data=payload)
