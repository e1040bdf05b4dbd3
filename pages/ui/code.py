"""What is on screen as programs, in the library of one's choice."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.ui import place
from pages.ui.downloads import png_button
from pages.ui.extent import Extent
from pages.ui.settings import optional_choice

LIBRARIES = ("PyTorch", "NumPy", "Keras")

_SCREEN = 26  # lines of code that are shown without scrolling


@place.fragment
def same_in_code(
    programs: Callable[[], Mapping[str, str]],
    *,
    libraries: Sequence[str] = LIBRARIES,
    key: str = "code",
    reads: Extent | None = None,
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
    reads : Extent, optional
        What the programs read from a file, which is then to be had beside them.
    """
    with st.container(key=f"same_in_{key}"):
        _show(programs, libraries, key, reads)


def _show(
    programs: Callable[[], Mapping[str, str]],
    libraries: Sequence[str],
    key: str,
    reads: Extent | None,
) -> None:
    st.header("The same in code", anchor=False)
    titles = {library.lower(): library for library in libraries}
    chosen = optional_choice("Library", key, titles, label_visibility="collapsed")
    if chosen is not None:
        text = programs()[titles[chosen]]
        long = text.count("\n") > _SCREEN
        st.code(text, language="python", height=_SCREEN * 20 if long else "content")
        if reads:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                png_button(
                    reads.file, reads.file.removesuffix(".png"), reads.saved, key=f"{key}_file"
                )
                st.caption("The file that the program reads, pixel for pixel.", width="content")
