"""What is on screen as programs, in the library of one's choice."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.ui import place
from pages.ui.settings import optional_choice

LIBRARIES = ("PyTorch", "NumPy", "Keras")

_SCREEN = 26  # lines of code that are shown without scrolling


@place.fragment
def same_in_code(
    programs: Callable[[], Mapping[str, str]],
    *,
    libraries: Sequence[str] = LIBRARIES,
    key: str = "code",
) -> None:
    """Show a program that does what the page shows, once a library is chosen.

    Until then nothing is written, and the page need not load Streamlit's syntax highlighter, half
    a second of work for the browser before anything else of the page is drawn.

    Parameters
    ----------
    programs : callable
        Gives the text of each program by the name of its library.
    libraries : sequence of str
        Those names.
    key : str
        Of the choice, and its name in the address.
    """
    with st.container(key=f"same_in_{key}"):
        _show(programs, libraries, key)


def _show(programs: Callable[[], Mapping[str, str]], libraries: Sequence[str], key: str) -> None:
    st.subheader("The same in code", anchor=False)
    titles = {library.lower(): library for library in libraries}
    chosen = optional_choice("Library", key, titles, label_visibility="collapsed")
    if chosen is not None:
        text = programs()[titles[chosen]]
        long = text.count("\n") > _SCREEN
        st.code(text, language="python", height=_SCREEN * 20 if long else "content")
