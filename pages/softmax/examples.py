"""Examples of logits: the lecture's, a network's, some that overflow, and one's own."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.ui.picture import sample_picture
from vizcore.errors import NumberError, ShapeError
from vizcore.images import to_network_input
from vizcore.text import number

TITLES = {
    "lecture": "1, 2, 3",
    "network": "MiniVGG sees a cat",
    "large": "1000, 1001, 1002",
    "equal": "All equal",
    "own": "Your own",
}
#: Classes at least and at most.
FEWEST, MOST = 2, 10
#: Size of a logit at most; assets/components/logits/state.js has the same.
LARGEST = 10_000

_SEEN = "cat"


@dataclass(frozen=True)
class Example:
    """Classes, their logits, and which of them is the true one.

    Parameters
    ----------
    names : tuple of str
    logits : (classes,) array
        Read-only.
    truth : int
        Counted from 0.
    """

    names: tuple[str, ...]
    logits: np.ndarray
    truth: int = 0

    @property
    def mark(self) -> str:
        """The same for the same example."""
        return f"{' '.join(self.names)}: {self.logits.tolist()}"


def example(name: str) -> Example:
    """The example called `name` in links, any but one's own.

    >>> example("lecture").names, example("lecture").logits.tolist()
    (('A', 'B', 'C'), [1.0, 2.0, 3.0])
    """
    if name == "network":
        return _seen_by_the_network()
    numbers = {"lecture": [1, 2, 3], "large": [1000, 1001, 1002], "equal": [2, 2, 2, 2]}
    return of_numbers(np.array([numbers[name]]))


def of_numbers(table: np.ndarray) -> Example:
    """Classes A, B, C and so on with the logits of a table of one row.

    Raises
    ------
    ShapeError
        If it is no row, or one that is too short or too long.
    NumberError
        If a logit is too large.
    """
    rows, columns = table.shape
    if rows > 1 and columns > 1:
        raise ShapeError(f"one row of logits is needed, not {rows} rows of {columns}")
    if not FEWEST <= table.size <= MOST:
        raise ShapeError(f"{FEWEST} to {MOST} logits are needed, one a class, not {table.size}")
    logits = table.ravel().astype(np.float64)
    largest = float(logits[np.abs(logits).argmax()])
    if abs(largest) > LARGEST:
        raise NumberError(f"a logit goes from −10,000 to 10,000, not to {number(largest)}")
    logits.flags.writeable = False
    return Example(tuple("ABCDEFGHIJ"[: logits.size]), logits)


@st.cache_resource(show_spinner="Loading the network")
def _seen_by_the_network() -> Example:
    """What the trained MiniVGG makes of the sample picture of a cat; computed when first chosen."""
    import torch

    from vizcore.nets import LABELS, load_minivgg

    model = load_minivgg("cpu")
    pixels = to_network_input(sample_picture(_SEEN).preview)
    with torch.inference_mode():
        logits = model(model.prepare(pixels[None]))[0].numpy().round(3).astype(np.float64)
    logits.flags.writeable = False
    return Example(LABELS, logits, LABELS.index(_SEEN))
