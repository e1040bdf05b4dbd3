"""Starts the app with an address at which it forgets a person, so that a tab can be used again.

At `?forget` a page shows nothing and the session is emptied: what comes next in that tab finds it
as a first visit does. Four fifths of a visit are the start of Streamlit in the browser.
"""

import contextlib
from collections.abc import Iterator

import streamlit as st

from pages.ui import place
from vizcore.cli import main

FORGOTTEN = "Nothing is left of what was here."

_page = place.page


@contextlib.contextmanager
def _forget_or_run(lesson: str, path: str) -> Iterator[None]:
    if "forget" in st.query_params:
        _forget()
        st.text(FORGOTTEN)
        st.stop()
    with _page(lesson, path):
        yield


def _forget() -> None:
    """Empty the session; the browser, which stays, must take the one that follows for the same."""
    before = place._state()
    st.session_state.clear()
    after = place._state()
    after.session, after.number = before.session, before.number


if __name__ == "__main__":
    place.page = _forget_or_run
    main()
