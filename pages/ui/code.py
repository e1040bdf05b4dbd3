"""What is on screen as programs, in the library of one's choice."""

from collections.abc import Mapping

import streamlit as st

from pages.ui import place
from pages.ui.settings import optional_choice

_SCREEN = 26  # lines of code that are shown without scrolling


@place.fragment
def code_choice(programs: Mapping[str, str], *, key: str = "code") -> None:
    """Show one of `programs`, the name of a library to its text, once it is chosen.

    Until then the page need not load Streamlit's syntax highlighter, half a second of work for the
    browser before anything else of the page is drawn.

    Parameters
    ----------
    programs : mapping
    key : str
        Of the choice, and its name in the address.
    """
    titles = {library.lower(): library for library in programs}
    chosen = optional_choice("Library", key, titles, label_visibility="collapsed")
    if chosen is not None:
        text = programs[titles[chosen]]
        long = text.count("\n") > _SCREEN
        st.code(text, language="python", height=_SCREEN * 20 if long else "content")
