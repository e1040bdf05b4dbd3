"""The face of assets/components/network: the whole network on one canvas, and its tour."""

from collections.abc import Sequence
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load
from pages.ui.components.maps import Drawn
from pages.ui.components.store import keep, keep_arrays
from pages.ui.inside.cards import card_asked

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


class Change(TypedDict):
    """One change to the network: as the browser sends it back, and in words."""

    text: str
    words: str


class Payload(TypedDict):
    """What the component is sent; assets/components/network/types.d.ts is its twin.

    `network`, `passage` and `edited` name what comes in messages of its own: facts and parameters,
    one picture's way through the network, and what the `changes` make of it; without any change
    `edited` is empty. `kernels` can be put in the place of a trained one.
    """

    network: str
    passage: str
    edited: str
    changes: list[Change]
    kernels: list[str]


def whole_network(
    drawn: Drawn,
    passage: tuple[str, bytes],
    edited: tuple[str, bytes] | None,
    changes: list[Change],
    kernels: Sequence[str],
    stops: Sequence[Stop],
    *,
    key: str,
) -> None:
    """Show every layer of a network on one canvas, with the arithmetic of any value.

    What is looked at is the browser's affair and stands in the address; the server hears of a
    value that was kept, as the state `spot`, and of all changes, as the state `edits`. A unit whose
    card is wanted is opened by `pages.ui.inside.cards.follow_card`.

    Parameters
    ----------
    drawn : Drawn
    passage : (str, bytes)
        A picture's way through the network, its name, and as `store.packed` packs it.
    edited : (str, bytes) or None
        The same for what the changes make of it.
    changes : list of Change
    kernels : sequence of str
        Names of hand-made kernels.
    stops : sequence of Stop
        The tour.
    key : str
        Key of the component.
    """
    keep_arrays(drawn.name, drawn.facts, drawn.sent(drawn.parameters), key=f"{key}_network")
    keep_arrays("network_tour", {"stops": list(stops)}, {}, key=f"{key}_tour")
    keep(passage[1], key=f"{key}_passage")
    if edited:
        keep(edited[1], key=f"{key}_edited")
    place.leave_to_browser(_OWN)
    payload: Payload = {
        "network": drawn.name,
        "passage": passage[0],
        "edited": edited[0] if edited else "",
        "changes": changes,
        "kernels": list(kernels),
    }
    _network(
        key=key,
        data=payload,
        on_spot_change=_nothing,
        on_edits_change=_nothing,
        on_card_change=card_asked(key),
    )


def _nothing() -> None:
    """Streamlit wants a callback for each state a component sets."""
