"""What a person changed in their copy of the network, and what follows from it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.maps import Standing, passage_arrays
from pages.ui.components.network import Change
from pages.ui.components.store import packed
from pages.ui.inside.crop import Crop
from pages.ui.inside.passage import (
    Network,
    largest_terms,
    standing_out,
    token_of,
    values_of,
)
from pages.ui.picture import Picture
from vizcore.errors import SurgeryError
from vizcore.images import KERNELS

if TYPE_CHECKING:
    from vizcore.nets import Edit

#: Hand-made kernels that fit in the place of a trained one.
KERNELS_3X3 = [name for name, kernel in KERNELS.items() if kernel.weights.shape == (3, 3)]
MOST = 400  # changes at once: a painted map has many


def chosen_edits(key: str, network: Network) -> "list[Edit]":
    """The changes that the browser sent last, or those in the address; what cannot be is left out.

    They stand in the address, so each is a step that Back takes back.
    """
    from vizcore.nets.surgery import text_of

    memory = f"{key}_edits_made"
    sent = place.news(key, "edits")
    if place.arriving(memory):
        st.session_state[memory] = (place.asked("edits") or "").split(";")
    elif isinstance(sent, Mapping) and isinstance(sent.get("texts"), list):
        st.session_state[memory] = [str(text) for text in sent["texts"]]
    edits = [edit for text in st.session_state[memory][:MOST] if (edit := _read(text, network))]
    place.note("edits", text_of(edits) or None)
    return edits


def _read(text: str, network: Network) -> "Edit | None":
    from vizcore.nets import parse_edit

    try:
        return parse_edit(text, network.layers, network.drawn.parameters)
    except SurgeryError:
        return None


def changes(edits: "Sequence[Edit]") -> list[Change]:
    """The changes for the browser: as it sends them back, and in words."""
    return [{"text": edit.text, "words": edit.words} for edit in edits]


def edited_passage(
    network: Network, picture: Picture, crop: Crop, edits: "Sequence[Edit]"
) -> tuple[str, bytes] | None:
    """What the changes make of the picture: a name, and all layers from the first changed one on.

    Nothing of it is kept here: memory does not grow with the number of surgeons. None where
    nothing is changed.
    """
    from vizcore.nets.surgery import text_of

    if not edits:
        return None
    name = f"{token_of(picture, crop)} {text_of(edits)}"
    standing, arrays = after_edits(network, crop.cut(picture.preview), edits)
    return name, packed(name, {"standing": standing}, arrays)


def after_edits(
    network: Network, pixels: np.ndarray, edits: "Sequence[Edit]"
) -> tuple[dict[str, Standing], dict[str, np.ndarray]]:
    """What stands out after the changes, and the arrays that say so.

    Changed weights are among the arrays, under their own names.
    """
    from vizcore.nets import operate

    outputs, changed = operate(network.model, network.model.prepare(pixels[None].copy()), edits)
    values = values_of(network, outputs)
    names = [layer.name for layer in network.layers]
    first = min(names.index(edit.layer) for edit in edits)
    whole = {edit.layer for edit in edits if edit.what in ("value", "off")}
    parameters = {name: array.float().cpu().numpy() for name, array in changed.items()}
    arrays = passage_arrays(
        network.drawn, values, layers=names[first:], whole=sorted(whole)
    ) | largest_terms(network, values, {**network.drawn.parameters, **parameters})
    arrays |= network.drawn.sent(parameters)
    return standing_out(network, values), arrays
