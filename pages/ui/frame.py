"""What frames every page: the heading above, the words and the source below."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.settings import toggle
from vizcore.locations import ASSETS

_STYLE = ASSETS / "components" / "app" / "app.css"
_LECTURE = ASSETS / "components" / "app" / "lecture.css"


def styles() -> str:
    """The style sheet that tightens Streamlit's margins, so that a figure is above the fold.

    It is part of the page that the browser gets first: nothing moves when it would come later.
    """
    return _STYLE.read_text(encoding="utf-8")


def heading(title: str, lead: str) -> None:
    """The page's name and, in at most two sentences, its question; the switch to lecture mode."""
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        st.title(title, anchor=False)
        with st.container(key="lecture_switch", width="content"):
            lecture = toggle(
                "Lecture",
                "lecture",
                help="For a projector: larger type, and only the figure. It is in the link.",
            )
    if lecture:
        st.html(_LECTURE)
    with st.container(key="lead"):
        st.markdown(lead)


def notes(*, notice: Sequence[str], attempt: Sequence[str], source: str) -> None:
    """The words at the end of a page: what to notice, what to try, a source.

    Parameters
    ----------
    notice, attempt : sequences of Markdown sentences
    source : str
        Markdown: lecture row, paper or documentation.
    """
    with st.container(key="notes"):
        seen, tried = st.columns(2, gap="large")
        with seen:
            st.header("What to notice", anchor=False)
            st.markdown("\n".join(f"- {sentence}" for sentence in notice))
        with tried:
            st.header("Try this", anchor=False)
            st.markdown("\n".join(f"- {sentence}" for sentence in attempt))
        st.caption(source)
