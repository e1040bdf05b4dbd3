"""Widgets whose value stands in the address; `pages.ui.place` says how.

Each takes a key, `<lesson>_<name>`, and a default. Options are passed on to Streamlit.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import place
from vizcore.errors import ConvScopeError
from vizcore.matrix_text import MAX_SIDE, factored_text, matrix_text, parse_matrix
from vizcore.text import literal, sentence


def number(label: str, key: str, default: int, *, low: int, high: int, **options: Any) -> int:
    """A whole number from `low` to `high`; anything else in a link is the default.

    A number out of range becomes the nearest one in it, in the box as well, and a sentence says so.
    """
    if place.arriving(key):
        st.session_state[key] = _whole(place.asked(key), low, high, default)
    value = int(_number_box(label, key, low, high, {"step": 1, **options}))
    place.note(key, None if value == default else str(value))
    return value


def decimal(
    label: str, key: str, default: float, *, low: float, high: float, **options: Any
) -> float:
    """A number from `low` to `high`; out of range as in `number`."""
    if place.arriving(key):
        st.session_state[key] = _finite(place.asked(key), low, high, default)
    value = float(_number_box(label, key, low, high, options))
    place.note(key, None if value == default else f"{value:g}")
    return value


def _number_box(
    label: str, key: str, low: float, high: float, options: dict[str, Any]
) -> int | float:
    """Streamlit's box without its limits: it would keep a number beyond them, red, to itself."""
    then, args = options.pop("on_change", None), options.pop("args", ())
    told = f"{key}_told"

    def take() -> None:
        given = st.session_state[key]
        st.session_state[key] = taken = min(max(given, low), high)
        if taken != given:
            st.session_state[told] = (
                f"**{label}** goes from {low:g} to {high:g}: {taken:g} is taken, not {given:g}."
            )
        if then:
            then(*args)

    box: int | float = st.number_input(label, key=key, on_change=take, **options)
    if words := st.session_state.pop(told, None):
        st.toast(words, icon=":material/straighten:")
    return box


def toggle(label: str, key: str, **options: Any) -> bool:
    """A switch that is off by default."""
    if place.arriving(key):
        st.session_state[key] = place.asked(key) == "true"
    value = st.toggle(label, key=key, **options)
    place.note(key, "true" if value else None)
    return value


def matrix(
    label: str,
    key: str,
    default: np.ndarray,
    *,
    optional: bool = False,
    factored: bool = False,
    max_side: int = MAX_SIDE,
    check: Callable[[np.ndarray], np.ndarray] = np.asarray,
    figure: DeltaGenerator | None = None,
    **options: Any,
) -> np.ndarray:
    """A matrix to type or paste into a field of several lines.

    While the text is no matrix it stays in the field, a sentence below says why, and the matrix
    before stays in use and in the address.

    Parameters
    ----------
    default : array of shape (rows, columns)
    optional : bool
        Whether an empty field stands for `default`; otherwise the field holds it at first.
    factored : bool
        Whether the field shows a common factor of fractions once, in front of them.
    max_side : int
        Rows and columns at most.
    check : function
        What can be used of the matrix that was typed; raises a ConvScopeError where nothing can.
    figure : container, optional
        Where the sentence is told as well, for a field that may be folded away.

    Returns
    -------
    array of shape (rows, columns), float64 unless `check` returns something else
    """
    valid, start = f"{key}_valid", "" if optional else matrix_text(default)
    before = st.session_state.get(valid, default)
    if place.arriving(key):
        before, asked = default, place.asked(key)
        st.session_state[key] = start if asked is None else asked
    typed, problem = str(st.session_state[key] or ""), ""
    try:
        empty = optional and not typed.strip()
        value = default if empty else check(parse_matrix(typed, max_side=max_side))
        if "; " in typed and typed == matrix_text(value):
            st.session_state[key] = factored_text(value) if factored else _in_lines(typed)
    except ConvScopeError as error:
        value, problem = before, str(error)
    # Beside the session, `start` is what the browser holds of a field in a run that is cut off.
    st.text_area(label, _in_lines(start), height="content", key=key, **options)
    with st.container(key=f"problem_{key}"):
        if problem:
            st.error(literal(f"{sentence(problem)} The numbers before stay."))
    if figure and problem:
        figure.markdown(f":small[:red[{literal(sentence(f'{label}: {problem}'))}]]")
    st.session_state[valid] = value
    place.note(key, None if np.array_equal(value, default) else matrix_text(value))
    return value


def _in_lines(text: str) -> str:
    return text.replace("; ", "\n")


def lines(
    label: str, key: str, default: str, check: Callable[[str], object], **options: Any
) -> str:
    """A text of several lines; in the address a semicolon stands for the end of one.

    While `check` raises a ConvScopeError the text stays in the field, a sentence below says why,
    and the text before stays in use and in the address.
    """
    valid = f"{key}_valid"
    before = st.session_state.get(valid, default)
    if place.arriving(key):
        before, asked = default, place.asked(key)
        st.session_state[key] = default if asked is None else _in_lines(asked)
    typed, problem = str(st.session_state[key] or ""), ""
    try:
        check(typed)
    except ConvScopeError as error:
        typed, problem = before, str(error)
    st.text_area(label, default, key=key, **options)
    with st.container(key=f"problem_{key}"):
        if problem:
            st.error(literal(f"{sentence(problem)} The figure shows the text before."))
    st.session_state[valid] = typed
    place.note(key, None if typed == default else "; ".join(typed.splitlines()))
    return typed


def choice(
    label: str,
    key: str,
    titles: Mapping[str, str],
    default: str,
    *,
    kind: Literal["pills", "segments", "list"] = "pills",
    **options: Any,
) -> str:
    """One of several, by a short name that stays in links; a person reads its title.

    Parameters
    ----------
    titles : mapping
        Title by name. A link may hold either: titles stood in links before names did.
    kind : {"pills", "segments", "list"}
        How it looks.
    """
    if place.arriving(key):
        st.session_state[key] = _named(place.asked(key), titles, default)
    if kind != "list":
        options["required"] = True
    shows: dict[str, Callable[..., Any]] = {
        "pills": st.pills,
        "segments": st.segmented_control,
        "list": st.selectbox,
    }
    value = shows[kind](
        label,
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        on_change=_never_none,
        args=(key, titles, default, options.pop("on_change", None), options.pop("args", ())),
        **options,
    )
    place.note(key, None if value == default else str(value))
    return str(value)


def _never_none(
    key: str,
    titles: Mapping[str, str],
    default: str,
    then: Callable[..., None] | None,
    args: tuple[Any, ...],
) -> None:
    """Whoever lets go of one of several, as no browser of ours does, has the one before."""
    if st.session_state[key] not in titles:
        st.session_state[key] = _named(place.asked(key), titles, default)
    if then:
        then(*args)


def optional_choice(
    label: str,
    key: str,
    titles: Mapping[str, str],
    *,
    implied: Mapping[str, str] | None = None,
    **options: Any,
) -> str | None:
    """One of several in a row of pills, or none: at first, and when the chosen one is let go.

    Parameters
    ----------
    implied : mapping, optional
        By a setting's key, the name of the one it belongs to: a link that has it opens that one.
    """
    if place.arriving(key):
        belonging = (name for other, name in (implied or {}).items() if place.asked(other))
        st.session_state[key] = _named(place.asked(key), titles, next(belonging, None))
    value = st.pills(label, list(titles), format_func=titles.__getitem__, key=key, **options)
    place.note(key, value)
    return value


def unseen_choice(key: str, titles: Mapping[str, str], default: str) -> str:
    """What `choice` with this key was last, while it is not on the page."""
    value = str(_named(place.asked(key), titles, default))
    place.note(key, None if value == default else value)
    return value


def counter(key: str, most: int) -> int:
    """A number from 1 to `most` that has no widget; `count_on` moves it."""
    value = _whole(place.asked(key), 1, most, 1)
    place.note(key, str(value) if value > 1 else None)
    return value


def count_on(key: str, value: int) -> None:
    """Set what `counter` reads; only in a callback."""
    place.remember(key, str(value))


def _whole(text: str | None, low: int, high: int, default: int) -> int:
    known = text is not None and text.removeprefix("-").isdecimal() and len(text) <= 9
    value = int(text) if known and text else default
    return value if low <= value <= high else default


def _finite(text: str | None, low: float, high: float, default: float) -> float:
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if math.isfinite(value) and low <= value <= high else default


def _named(text: str | None, titles: Mapping[str, str], default: Any) -> Any:
    """The name that a link gives or means by a title."""
    if text in titles:
        return text
    return next((name for name, title in titles.items() if title == text), default)
