"""The face of assets/components/network: the whole network on one canvas, and its tour."""

from collections.abc import Sequence
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load
from pages.ui.components.maps import Drawn
from pages.ui.components.store import keep_arrays

_network = load("network")
_OWN = ("layer", "channel", "cell", "scale", "folded", "trail", "stop")


class Stop(TypedDict):
    """One stop of the tour: where it leads, what is said there, and what is asked.

    `layer` is empty for the whole network. `near` says how close: "layer", "map" (the one that
    stands out), "value", "lit" (that value in the whole network), or empty. Without a question
    `answers` is empty; `right` is the place of the right answer, `why` the reason, told after it.
    """

    title: str
    text: str
    layer: str
    near: str
    answers: list[str]
    right: int
    why: str


class Payload(TypedDict):
    """What is sent once beside the pictures; assets/components/network/types.d.ts is its twin."""

    stops: list[Stop]


def whole_network(drawn: Drawn, data: bytes, stops: Sequence[Stop], *, key: str) -> None:
    """Show every layer of a network on one canvas, with the arithmetic of any value.

    What is looked at is the browser's affair and stands in the address; the server hears of a
    value that was kept, as the state `spot`.

    Parameters
    ----------
    drawn : Drawn
    data : bytes
        From `pages.ui.components.maps.passage_data`.
    stops : sequence of Stop
        The tour.
    key : str
        Key of the component.
    """
    weights = {
        name: array
        for name, array in drawn.parameters.items()
        if name.removesuffix(".weight") not in drawn.terms
    }
    keep_arrays(drawn.name, drawn.facts, weights, key=f"{key}_network")
    tour: Payload = {"stops": list(stops)}
    keep_arrays("network_tour", tour, {}, key=f"{key}_tour")
    place.leave_to_browser(_OWN)
    _network(key=key, data=data, on_spot_change=_nothing)


def _nothing() -> None:
    """Streamlit wants a callback for each state a component sets."""
