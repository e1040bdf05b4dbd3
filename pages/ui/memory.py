"""What has not changed is not made again: results kept with the session, or for all of them."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from pages.ui.picture import Picture

_SHARED = 200  # results about samples, the latest; a quarter of a megabyte each, 0.9 at most
_KEPT = "kept"

_Result = TypeVar("_Result")


def made_once(
    picture: Picture, name: str, settings: object, make: Callable[[], _Result]
) -> _Result:
    """What `make` gives for a picture and some settings, made where neither is as it was.

    What is made of a sample is nobody's own: all sessions share it. What is made of a person's own
    picture stays in their session, the latest of each name.

    Parameters
    ----------
    picture : Picture
    name : str
        What is made.
    settings : object
        All that the result depends on beside the picture; its `repr` tells it apart.
    make : callable
        Its result is not changed by anybody.
    """
    mark = f"{picture.digest} {settings!r}"
    if picture.sample is not None:
        result: _Result = _shared(name, mark, make)
        return result
    kept = st.session_state.setdefault(_KEPT, {})
    if name not in kept or kept[name][0] != mark:
        kept[name] = mark, make()
    own: _Result = kept[name][1]
    return own


@st.cache_resource(max_entries=_SHARED, show_spinner=False)
def _shared(name: str, mark: str, _make: Callable[[], _Result]) -> _Result:  # noqa: ARG001 - they are the key
    return _make()
