"""The face of assets/components/subnets: every network that dropout leaves of a few units."""

from collections.abc import Sequence
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load

#: What a person sets in the figure, as it is called in the address.
OWN = ("rate", "scaling", "relu", "network")

_subnets = load("subnets")


class Payload(TypedDict):
    """What the component is sent; assets/components/subnets/types.d.ts is its twin."""

    units: list[float]
    weights: list[float]
    rate: float


def subnets_figure(
    units: Sequence[float], weights: Sequence[float], *, rate: float, key: str
) -> None:
    """All 2ⁿ networks of n units and one output: probability, output, mean, test.

    All of `OWN` is the browser's.

    Parameters
    ----------
    units, weights : sequences of n floats
        What the units put out, and what the output multiplies each with; n at most 4.
    rate : float
        At first.
    key : str
        Of the component.
    """
    payload: Payload = {"units": list(units), "weights": list(weights), "rate": rate}
    place.leave_to_browser(OWN)
    _subnets(key=key, data=payload)
