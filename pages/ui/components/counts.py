"""The face of assets/components/counts: what three layers cost, as areas to scale."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load

#: What a person sets in the figure, as it is called in the address.
SET = ("side", "channels", "filters", "kernel", "draw")

_counts = load("counts")


class Payload(TypedDict):
    """What the component is sent; assets/components/counts/types.d.ts is its twin."""

    stops: Mapping[str, list[int]]
    start: Mapping[str, int]


def counts_figure(
    stops: Mapping[str, Sequence[int]], start: Mapping[str, int], *, key: str
) -> None:
    """Sliders, and three squares: fully connected, locally connected, convolution.

    All of `SET` is the browser's. Its counts are whole numbers below 2 to the 53rd, so that a
    browser has them exactly.

    Parameters
    ----------
    stops : mapping
        Of each slider, ascending: side, channels, filters, kernel.
    start : mapping
        Where each slider stands at first.
    key : str
        Of the component.
    """
    payload: Payload = {
        "stops": {name: list(values) for name, values in stops.items()},
        "start": dict(start),
    }
    place.leave_to_browser(SET)
    _counts(key=key, data=payload)
