"""From a value that is looked at to the card of its unit."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.ui.sections import LESSONS


def card_asked(key: str) -> Callable[[], None]:
    """A callback for a component's trigger `card`: `follow_card` of the next run opens it."""

    def ask() -> None:
        state = st.session_state.get(key)
        st.session_state[f"{key}_card"] = read_card(
            state.get("card") if isinstance(state, Mapping) else None
        )

    return ask


def follow_card(key: str, picture: str) -> None:
    """Open the card that was asked for, if one was, with the picture of that mark."""
    if card := st.session_state.pop(f"{key}_card", None):
        st.switch_page(LESSONS["unit"].file, query_params=card | {"picture": picture})


def read_card(told: Any) -> dict[str, str] | None:
    """Layer and channel as addresses name them, from what the browser told; None for anything else.

    >>> read_card({"layer": "conv3", "channel": 12})
    {'layer': 'conv3', 'channel': '12'}
    >>> read_card({"layer": "conv3", "channel": "12"}), read_card(None)
    (None, None)
    """
    if not isinstance(told, Mapping):
        return None
    layer, channel = told.get("layer"), told.get("channel")
    if not isinstance(layer, str) or type(channel) is not int:
        return None
    return {"layer": layer[:16], "channel": str(channel)}
