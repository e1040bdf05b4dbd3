"""Settings that do not go together leave the figure as it was."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import place
from vizcore.errors import ConvScopeError
from vizcore.steps import ConvSettings, PoolSettings
from vizcore.text import literal, sentence

_Result = TypeVar("_Result")
_Layer = TypeVar("_Layer", ConvSettings, PoolSettings)


def last_valid(key: str, make: Callable[[], _Result], where: DeltaGenerator) -> _Result:
    """What `make` gives or, where it raises a ConvScopeError, what it gave before.

    A sentence in `where`, beside the settings, then says what is wrong. Where there is nothing from
    before, as on arrival by a link, the fragment ends.

    Parameters
    ----------
    key : str
        Begins with the lesson; the session keeps the latest result under it.
    make : callable
    where : container
    """
    name = f"{key}_last_valid"
    try:
        result = make()
    except ConvScopeError as error:
        if name not in st.session_state:
            where.error(literal(sentence(error)))
            place.end()
        where.error(literal(f"{sentence(error)} The figure shows the settings before."))
        before: _Result = st.session_state[name]
        return before
    st.session_state[name] = result
    return result


def computed(layer: _Layer) -> _Layer:
    """`layer` with its output: what cannot be computed raises here, and not where it is drawn."""
    _ = layer.output
    return layer
