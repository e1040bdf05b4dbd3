"""Widgets whose value stands in the address; `pages.ui.place` says how.

Each takes a key, `<lesson>_<name>`, and a default. Options are passed on to Streamlit.
"""

import math
from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

from pages.ui import place


def number(label: str, key: str, default: int, *, low: int, high: int, **options: Any) -> int:
    """A whole number from `low` to `high`; anything else in a link is the default."""
    if place.arriving(key):
        st.session_state[key] = _whole(place.asked(key), low, high, default)
    value = int(st.number_input(label, low, high, key=key, **options))
    place.note(key, None if value == default else str(value))
    return value


def decimal(
    label: str, key: str, default: float, *, low: float, high: float, **options: Any
) -> float:
    """A number from `low` to `high`."""
    if place.arriving(key):
        st.session_state[key] = _finite(place.asked(key), low, high, default)
    value = float(st.number_input(label, low, high, key=key, **options))
    place.note(key, None if value == default else f"{value:g}")
    return value


def toggle(label: str, key: str, **options: Any) -> bool:
    """A switch that is off by default."""
    if place.arriving(key):
        st.session_state[key] = place.asked(key) == "true"
    value = st.toggle(label, key=key, **options)
    place.note(key, "true" if value else None)
    return value


def text(label: str, key: str, default: str = "", **options: Any) -> str:
    """A line of text."""
    if place.arriving(key):
        asked = place.asked(key)
        st.session_state[key] = default if asked is None else asked
    # Beside the session, `default` is what the browser holds of a field in a run that is cut off.
    value = str(st.text_input(label, default, key=key, **options) or "")
    place.note(key, None if value == default else value)
    return value


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
    if kind == "list":
        value = st.selectbox(
            label, list(titles), format_func=titles.__getitem__, key=key, **options
        )
    else:
        show = st.pills if kind == "pills" else st.segmented_control
        value = show(
            label, list(titles), format_func=titles.__getitem__, required=True, key=key, **options
        )
    place.note(key, None if value == default else str(value))
    return str(value)


def optional_choice(label: str, key: str, titles: Mapping[str, str], **options: Any) -> str | None:
    """One of several in a row of pills, or none: at first, and when the chosen one is let go."""
    if place.arriving(key):
        st.session_state[key] = _named(place.asked(key), titles, None)
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
