"""What is on screen as programs, in the library of one's choice."""

from collections.abc import Mapping

import streamlit as st

_SCREEN = 26  # lines of code that are shown without scrolling


@st.fragment
def code_choice(programs: Mapping[str, str], *, key: str = "code") -> None:
    """Show one of `programs`, the name of a library to its text, once it is chosen.

    Until then the page need not load Streamlit's syntax highlighter, half a second of work for the
    browser before anything else of the page is drawn.

    Parameters
    ----------
    programs : mapping
    key : str
        Of the choice, and the query parameter that holds it.
    """
    library = st.segmented_control(
        "Library", list(programs), key=key, bind="query-params", label_visibility="collapsed"
    )
    if library is not None:
        text = programs[library]
        long = text.count("\n") > _SCREEN
        st.code(text, language="python", height=_SCREEN * 20 if long else "content")
