"""What is said where the network's answer should not be believed as it stands."""

import math

import numpy as np

from pages.ui import cifar10

OUTSIDE = (
    "This shows none of the ten classes that the network knows. It must choose one all the same."
)
UNDECIDED = (
    "No class stands out. The network knows ten classes and must choose one, whatever it is shown."
)
#: Photographs that show one of CIFAR-10's classes; its drawings and test images do as well.
KNOWN_SAMPLES = frozenset({"cat"})


def doubt(sample: str | None, probabilities: np.ndarray) -> str:
    """One sentence where the answer should not be believed as it stands, or nothing.

    >>> doubt("cat", np.eye(10)[3])
    ''
    >>> doubt("rocket", np.eye(10)[0]) == OUTSIDE, doubt(None, np.full(10, 0.1)) == UNDECIDED
    (True, True)
    """
    known = sample is None or sample in KNOWN_SAMPLES or cifar10.shows_a_class(sample)
    if not known:
        return OUTSIDE
    if probabilities.max() < 0.5 or uncertainty(probabilities) > 0.6:
        return UNDECIDED
    return ""


def uncertainty(probabilities: np.ndarray) -> float:
    """Entropy as a share of the largest possible: 0 is sure of one class, 1 cannot tell any apart.

    >>> uncertainty(np.full(10, 0.1)), uncertainty(np.eye(10)[3])
    (1.0, 0.0)
    """
    positive = probabilities[probabilities > 0].astype(np.float64)
    entropy = -(positive * np.log(positive)).sum() / math.log(len(probabilities))
    return round(abs(float(entropy)), 12)
