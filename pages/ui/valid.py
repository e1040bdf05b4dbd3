"""Settings that do not go together leave the figure as it was."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import place
from vizcore.errors import ConvScopeError
from vizcore.text import literal, sentence

_Result = TypeVar("_Result")


def last_valid(
    key: str, settings: tuple[Any, ...], make: Callable[..., _Result], where: DeltaGenerator
) -> _Result:
    """`make(*settings)` or, where that raises a ConvScopeError, of the latest that did not.

    A sentence in `where`, beside the settings, then says what is wrong. Where there is nothing from
    before, as on arrival by a link, the fragment ends.

    Parameters
    ----------
    key : str
        Begins with the lesson; the session keeps the latest settings under it, never a result.
    settings : tuple
    make : callable
    where : container
    """
    name = f"{key}_last_valid"
    try:
        result = make(*settings)
    except ConvScopeError as error:
        result = _before(name, make, where, error)
    else:
        st.session_state[name] = settings
    return result


def _before(
    name: str, make: Callable[..., _Result], where: DeltaGenerator, error: ConvScopeError
) -> _Result:
    try:
        result = make(*st.session_state[name])
    except (KeyError, ConvScopeError):
        where.error(literal(sentence(error)))
        place.end()
    where.error(literal(f"{sentence(error)} The figure shows the settings before."))
    return result


class HasOutput(Protocol):
    """A layer whose numbers are computed when they are asked for."""

    @property
    def output(self) -> Any:
        """Its result."""


_Layer = TypeVar("_Layer", bound=HasOutput)


def computed(layer: _Layer) -> _Layer:
    """`layer` with its output: what cannot be computed raises here, and not where it is drawn."""
    _ = layer.output
    return layer
