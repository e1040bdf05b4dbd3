"""The kernel of the Kernels page: a preset, a table to type into, or text; kept in the URL."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kernels.words import displays, factor_sentence
from pages.ui import place
from pages.ui.components.matrix import matrix_editor
from pages.ui.settings import choice, matrix
from vizcore.errors import ConvScopeError
from vizcore.images import KERNELS, flip, normalise, scale
from vizcore.matrix_text import factored_text, matrix_text
from vizcore.text import sentence

CUSTOM = "custom"
DEFAULT = "sharpen"
LARGEST = 31

_PRESET, _TEXT, _LAST, _REFUSAL = (
    "kernels_preset",
    "kernels_text",
    "kernels_text_valid",  # where `settings.matrix` keeps it
    "kernels_refusal",
)
_DISPLAY, _FIRST = "kernels_display", "kernels_display_first"  # chosen; what stood there by itself
_TITLES = {name: kernel.title for name, kernel in KERNELS.items()} | {CUSTOM: "Your own"}


@dataclass(frozen=True, eq=False)
class Chosen:
    """The kernel in use: its preset or "custom", what to call it, its weights, what it does."""

    name: str
    title: str
    weights: np.ndarray
    does: str


def preset_pills() -> None:
    """Show the presets; one that is chosen replaces whatever was typed.

    Text in a link wins over the preset in it.
    """
    typed = place.asked(_TEXT) if place.arriving(_TEXT) else st.session_state[_TEXT]
    if typed:
        st.session_state[_PRESET] = CUSTOM
    choice(
        "Kernel", _PRESET, _TITLES, DEFAULT, on_change=_take_preset, label_visibility="collapsed",
        wrap=False,
    )  # fmt: skip


def choose_preset(name: str) -> None:
    """Choose a preset from elsewhere on the page; only in a callback."""
    st.session_state[_PRESET] = name
    _take_preset()


def kernel_in_use(table: DeltaGenerator, field: DeltaGenerator) -> Chosen:
    """Show the weights in `table`, with what can be done to them, and as text in `field`."""
    name = st.session_state[_PRESET]
    with field:
        weights = matrix(
            "Kernel as text",
            _TEXT,
            KERNELS.get(name, KERNELS[DEFAULT]).weights,
            optional=True,
            factored=True,
            max_side=LARGEST,
            label_visibility="collapsed",
            placeholder="Type or paste rows:\n0 -1 0\n-1 5 -1",
        )
    with table:
        matrix_editor(
            weights,
            key="kernels_grid",
            role="kernel",
            label="Kernel",
            max_size=LARGEST,
            text_key=_TEXT,
        )
        if words := factor_sentence(weights):
            st.markdown(words)
        with st.container(horizontal=True, gap="small"):
            for label, change, what in _CHANGES:
                st.button(
                    label, key=f"kernels_do_{label}", help=what, on_click=_change, args=(change,)
                )
        if refusal := st.session_state.pop(_REFUSAL, None):
            st.error(refusal)
    if name in KERNELS:
        return Chosen(name, KERNELS[name].title, weights, KERNELS[name].does)
    return Chosen(CUSTOM, "Your own kernel", weights, "A kernel of your own.")


def display_in_use(weights: np.ndarray) -> str:
    """Ask how results are shown; what nobody has chosen follows the kernel."""
    titles, default = displays(weights)
    before = st.session_state.get(_FIRST)
    if not place.arriving(_DISPLAY) and st.session_state[_DISPLAY] in {before, None} - {default}:
        st.session_state[_DISPLAY] = default
    if st.session_state.get(_DISPLAY, default) not in titles:
        st.session_state[_DISPLAY] = default
    st.session_state[_FIRST] = default
    return choice("Negative results", _DISPLAY, titles, default, kind="segments", width="stretch")


def _take_preset() -> None:
    custom = st.session_state[_PRESET] == CUSTOM
    last = st.session_state.get(_LAST, KERNELS[DEFAULT].weights)
    st.session_state[_TEXT] = factored_text(last) if custom else ""


def _change(change: Callable[[np.ndarray], np.ndarray]) -> None:
    try:
        st.session_state[_TEXT] = matrix_text(change(st.session_state[_LAST]))
    except ConvScopeError as error:
        st.session_state[_REFUSAL] = sentence(error)


_CHANGES: tuple[tuple[str, Callable[[np.ndarray], np.ndarray], str], ...] = (
    ("Normalise", normalise, "Divide by the sum, so that flat areas keep their brightness."),
    ("Flip", flip, "Turn by 180 degrees: cross-correlation becomes true convolution."),
    ("× 2", lambda weights: scale(weights, 2), "Double every weight."),
    ("÷ 2", lambda weights: scale(weights, 0.5), "Halve every weight."),
)
