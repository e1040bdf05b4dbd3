"""The address: which settings stand in it, and where a page takes them from.

One rule for everything that a person can set: it has a key in the session, `<lesson>_<name>`, and
a short name in the link, `<name>`, while it is not at its default. Widgets are not tied to the
address one by one. On arrival (a link, Back or Forward, another page before) this module fills the
session from the address or, where the address is bare, from what the page was like when it was
left; at the end of a run it says once what the address should be. The one writer in the browser,
assets/components/core/place.js, makes at most one entry of it.
"""

import contextlib
import functools
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, ParamSpec, TypedDict
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.components.load import load
from pages.ui.device import without_it_if_need_be
from vizcore.errors import ConvScopeError
from vizcore.serve import acted
from vizcore.text import literal, sentence

#: Settings that all pages share; their keys have no lesson in front.
SHARED = ("picture", "lecture")

#: What stood before a name in links from before the names were short, where it was not the lesson.
_FORMER = {"convolution": ("conv_",), "pooling": ("pool_",)}

_STATE = "places"  # no key of a widget, or leaving a page would drop it
_MAIN = "place"  # the part of a page that is no fragment

_place = load("place")

_Arguments = ParamSpec("_Arguments")


class Payload(TypedDict):
    """What the component is sent; assets/components/place/types.d.ts is its twin."""

    session: str
    run: int
    number: int
    path: str
    query: str
    own: list[str]
    arrived: bool
    asked: str | None


@dataclass
class _Place:
    """Where one person is, and what they set on each page."""

    session: str = field(default_factory=lambda: secrets.token_hex(4))
    lesson: str | None = None
    path: str = "/"
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)  # shared settings, on arrival
    parts: dict[str, dict[str, None]] = field(default_factory=dict)
    own: dict[str, None] = field(default_factory=dict)
    part: str = _MAIN
    started: dict[str, int] = field(default_factory=dict)  # how many of a kind, within each part
    running: int = 0  # parts inside each other
    arrived: bool = False
    asked: str | None = None  # the query that Back or Forward led to, until it is answered
    query: str = ""
    number: int = 0
    runs: int = 0

    def of(self, name: str) -> dict[str, str]:
        """Where the text of a setting is kept."""
        return self.shared if name in SHARED else self.texts[self.lesson or ""]


@contextlib.contextmanager
def page(lesson: str, path: str) -> Iterator[None]:
    """Run a page in this: its settings come from the address, and go back to it at the end.

    Parameters
    ----------
    lesson : str
        The page's folder.
    path : str
        Its path as the browser has it, such as "/convolution".
    """
    place = _state()
    _arrive(place, lesson)
    place.path, place.parts, place.own, place.running = path, {}, {}, 0
    with _part(place, _MAIN):
        yield
    place.arrived = False


def _keep_unused(place: _Place) -> None:
    """Leave as they were the shared settings that this page does not show."""
    noted = {name for part in place.parts.values() for name in part}
    for name, text in place.before.items():
        if name not in noted:
            place.shared[name] = text


def fragment(function: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """`st.fragment` for a part of a page that has settings in the address."""

    @st.fragment
    def run(name: str, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        with _part(_state(), name):
            function(*args, **kwargs)

    @functools.wraps(function)
    def start(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        place = _state()
        within = f"{place.part}-{function.__name__.strip('_')}"
        place.started[within] = number = place.started.get(within, 0) + 1
        run(f"{within}{number}", *args, **kwargs)

    return start


@contextlib.contextmanager
def _part(place: _Place, name: str) -> Iterator[None]:
    """A part of a page that runs by itself; the outermost one says at its end what the address is.

    It does so where `end` ends it too, but not where `st.rerun` does: nothing is settled then. What
    a page did not expect to be wrong ends it with a sentence.
    """
    before, place.part = place.part, name
    begun = time.perf_counter()
    place.parts[name] = {}
    place.started = {key: n for key, n in place.started.items() if not key.startswith(f"{name}-")}
    place.running += 1
    with contextlib.suppress(_End), without_it_if_need_be():
        try:
            yield
        except ConvScopeError as error:  # such as a file of the app that is missing
            st.error(literal(sentence(error)))
    place.part = before
    place.running -= 1
    if name == _MAIN and place.arrived:
        _keep_unused(place)
    _tell(place, name, outermost=place.running == 0)
    if place.running == 0:
        acted(place.lesson or "", time.perf_counter() - begun)


class _End(Exception):  # noqa: N818 - it is none
    """Raised where a page or a part of it has nothing more to show."""


def end() -> NoReturn:
    """End the page, or the fragment, here; unlike `st.stop` it leaves the address told."""
    raise _End


def asked(key: str) -> str | None:
    """What the address or the page's memory says of a setting; None is its default."""
    place = _state()
    name = _name(place, key)
    return place.of(name).get(name)


def arriving(key: str) -> bool:
    """Whether the session has to be filled for `key`: on arrival, and where the page was left."""
    return _state().arrived or key not in st.session_state


def note(key: str, text: str | None) -> None:
    """Say what a setting is now, for the address; None is its default."""
    place = _state()
    name = _name(place, key)
    place.parts.setdefault(place.part, {})[name] = None
    if text is None:
        place.of(name).pop(name, None)
    else:
        place.of(name)[name] = text


def news(key: str, name: str) -> Any:
    """What a component told as its state `name` since the page was arrived at; None before.

    On arrival the address says what there is, and the state that Streamlit keeps is from before.
    """
    state = st.session_state.get(key)
    told = state.get(name) if isinstance(state, Mapping) else None
    seen = f"{key}_{name}_on_arrival"
    if arriving(seen):
        st.session_state[seen] = told
    return None if told == st.session_state[seen] else told


def leave_to_browser(names: Sequence[str]) -> None:
    """Name settings that the browser alone reads and writes, in the order in which they stand."""
    _state().own.update(dict.fromkeys(names))


def remember(key: str, text: str | None) -> None:
    """Keep what a setting is without saying that it is on the page: for those without a widget."""
    place = _state()
    name = _name(place, key)
    if text is None:
        place.of(name).pop(name, None)
    else:
        place.of(name)[name] = text


def _state() -> _Place:
    place = st.session_state.get(_STATE)
    if place is None:
        place = st.session_state[_STATE] = _Place()
        place.texts[""] = {}
    assert isinstance(place, _Place)
    return place


def _arrive(place: _Place, lesson: str) -> None:
    """Take the settings from the address where it can be believed.

    In other runs the browser sends a copy that may be older than what stands in its address bar.
    """
    context = get_script_run_ctx()
    back = bool(getattr(context, "is_history_navigation", False))
    place.arrived = back or place.lesson != lesson
    if not place.arrived:
        return
    if back:
        place.asked = urlencode(st.query_params.to_dict())
    first, place.lesson = place.lesson is None, lesson
    place.before = dict(place.shared)
    params = {_short(name, lesson): st.query_params[name] for name in st.query_params}
    place.texts.setdefault(lesson, {})
    if not (params or back or first):
        return  # by the navigation: the page is as it was left, the picture stays
    place.texts[lesson] = {name: text for name, text in params.items() if name not in SHARED}
    place.shared = {name: text for name, text in params.items() if name in SHARED}


def _tell(place: _Place, key: str, *, outermost: bool) -> None:
    if outermost:
        query = _query(place)
        if query != place.query and not place.arrived:
            place.number += 1
        place.query = query
        place.runs += 1
    payload: Payload = {
        "session": place.session,
        "run": place.runs if outermost else -1,
        "number": place.number,
        "path": place.path,
        "query": place.query,
        "own": list(place.own),
        "arrived": place.arrived,
        "asked": place.asked,
    }
    if outermost:
        place.asked = None
    _place(key=key, data=payload)


def _query(place: _Place) -> str:
    names = dict.fromkeys(name for part in place.parts.values() for name in part)
    texts = {name: place.of(name)[name] for name in names if name in place.of(name)}
    return urlencode(texts)


def _name(place: _Place, key: str) -> str:
    """A key's name in the address: what follows the lesson."""
    return key.removeprefix(f"{place.lesson}_")


def _short(name: str, lesson: str) -> str:
    """A name in a link as it is today.

    >>> _short("conv_stride_rows", "convolution"), _short("kernels_text", "kernels")
    ('stride_rows', 'text')
    >>> _short("layer", "feature_maps")
    'layer'
    """
    for prefix in (f"{lesson}_", *_FORMER.get(lesson, ())):
        name = name.removeprefix(prefix)
    return name
