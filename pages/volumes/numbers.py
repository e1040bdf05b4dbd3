"""The arrays of the page Over volumes: typed, pasted or painted, and kept in the address."""

from collections.abc import Iterable, Mapping

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import place, settings
from pages.ui.components.matrix import matrix_editor
from pages.volumes.layers import LONGEST_SIDE, MOST_CHANNELS, MOST_FILTERS, Layer
from vizcore.errors import ConvScopeError, ShapeError
from vizcore.matrix_text import matrix_text, parse_matrix
from vizcore.text import with_article

_CHOSEN = "volumes_edit"
_NEXT = "next_"  # before the names of the second layer
CHANNELS = tuple(f"channel{c}" for c in range(1, LONGEST_SIDE + 1))
_FILTERS = tuple(
    f"filter{k}_{s}" for k in range(1, MOST_FILTERS + 1) for s in range(1, MOST_CHANNELS + 1)
)
EVERY = (*CHANNELS, *(f"{ahead}{name}" for ahead in ("", _NEXT) for name in (*_FILTERS, "biases")))


def titles(layers: Iterable[Layer], names: Iterable[str]) -> dict[str, str]:
    """What can be edited of one layer or two, by its name in the address.

    Parameters
    ----------
    names : iterable of str
        Titles of the first layer's channels.
    """
    found = {f"channel{c}": name for c, name in enumerate(names, 1)}
    for number, layer in enumerate(layers):
        ahead, layer_title = (_NEXT, "Layer 2, filter") if number else ("", "Filter")
        filters, slices = layer.kernels.shape[:2]
        for k, s in np.ndindex(filters, slices):
            found[f"{ahead}filter{k + 1}_{s + 1}"] = f"{layer_title} {k + 1}, slice {s + 1}"
        found[f"{ahead}biases"] = "Layer 2, biases" if number else "Biases"
    return found


class Editor:
    """Shows one array to be edited, chosen from a list, and knows what was typed into the others.

    It is shown once; whoever asks again, for the settings before, has what stands in the address.

    Parameters
    ----------
    titles : mapping
        Title of each array by its name in the address.
    figure : container
        Where a sentence about wrong text is told too.
    """

    def __init__(self, titles: Mapping[str, str], figure: DeltaGenerator) -> None:
        if st.session_state.get(_CHOSEN) not in titles:
            st.session_state.pop(_CHOSEN, None)
        self.titles, self.figure, self._shown = titles, figure, False
        text, self._grid = st.columns([2, 3], gap="large")
        with text:
            self.chosen = settings.choice(
                "Which numbers", _CHOSEN, titles, next(iter(titles)), kind="list"
            )
            self._text = st.container()

    def of(self, layer: Layer, *, second: bool = False) -> Layer:
        """The layer with the numbers that were typed; a second one takes its input as it comes."""
        x, weight = layer.x.astype(np.float64), layer.kernels.astype(np.float64)
        ahead = _NEXT if second else ""
        if not second:
            for c, channel in enumerate(x):
                x[c] = self._now(f"channel{c + 1}", channel)
        for k, s in np.ndindex(weight.shape[:2]):
            weight[k, s] = self._now(f"{ahead}filter{k + 1}_{s + 1}", weight[k, s])
        bias = self._now(f"{ahead}biases", np.atleast_2d(layer.bias))[0]
        return layer.with_numbers(x, weight, bias)

    def _now(self, name: str, made: np.ndarray) -> np.ndarray:
        key = f"volumes_{name}"
        text = place.asked(key)
        kept = _laid_over(made, text)
        if name != self.chosen or self._shown:
            place.note(key, None if np.array_equal(kept, made) else text)
            return kept
        if np.shape(st.session_state.get(f"{key}_valid", made)) != made.shape:
            place.remember(key, text and matrix_text(kept))  # the sizes are others by now
            st.session_state.pop(key, None)
            st.session_state.pop(f"{key}_valid", None)
        return self._edit(name, made)

    def _edit(self, name: str, made: np.ndarray) -> np.ndarray:
        title, key = self.titles[name], f"volumes_{name}"
        self._shown = True

        def fits(typed: np.ndarray) -> np.ndarray:
            if typed.shape != made.shape and typed.T.shape == made.shape and 1 in made.shape:
                return typed.T  # a column, as in a spreadsheet
            if typed.shape != made.shape:
                size, found = ("×".join(map(str, array.shape)) for array in (made, typed))
                raise ShapeError(f"{with_article(size)} table is needed here, not {found}")
            return typed

        with self._text:
            typed = settings.matrix(
                f"{title}, as text",
                key,
                made,
                optional=True,
                check=fits,
                figure=self.figure,
                placeholder="Empty: as it was made",
            )
        with self._grid:
            return matrix_editor(
                typed,
                key="volumes_grid",
                role="input" if name in CHANNELS else "kernel",
                label=title,
                max_size=LONGEST_SIDE,
                resizable=False,
                text_key=key,
            )


def forget(names: Iterable[str] = EVERY) -> None:
    """Drop what was typed into these arrays; only in a callback or before they are shown."""
    for name in names:
        key = f"volumes_{name}"
        place.remember(key, None)
        if key in st.session_state:
            st.session_state[key] = ""


def _laid_over(made: np.ndarray, text: str | None) -> np.ndarray:
    """The array with what was typed, as far as it reaches; text that is no table changes nothing.

    >>> _laid_over(np.zeros((2, 2)), "1 2 3").tolist()
    [[1.0, 2.0], [0.0, 0.0]]
    """
    if text is None:
        return made
    try:
        typed = parse_matrix(text)[: made.shape[0], : made.shape[1]]
    except ConvScopeError:
        return made
    laid = made.astype(np.float64)
    laid[: typed.shape[0], : typed.shape[1]] = typed
    return laid
