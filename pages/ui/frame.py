"""What frames every page: the heading, what to notice, the code, the source."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.ui.code import code_choice
from vizcore.locations import ASSETS

_STYLE = ASSETS / "components" / "shared" / "app.css"
_LECTURE = ASSETS / "components" / "shared" / "lecture.css"
_LECTURE_ON = "lecture_on"  # the page that was last shown, and whether lecture mode was on


def apply_style() -> None:
    """Tighten Streamlit's margins so that a page's figure is above the fold; call once a run."""
    st.html(_STYLE)  # a path to a style sheet is read and applied


def heading(title: str, lead: str) -> None:
    """The page's name and, in at most two sentences, its question; the switch to lecture mode."""
    name, switch = st.columns([6, 1], vertical_alignment="center")
    name.title(title, anchor=False)
    _keep_lecture_mode(title)
    with switch.container(key="lecture_switch", horizontal_alignment="right"):
        lecture = st.toggle(
            "Lecture",
            key="lecture",
            bind="query-params",
            help="For a projector: larger type, and only the figure. It is in the link.",
        )
    st.session_state[_LECTURE_ON] = title, lecture
    if lecture:
        st.html(_LECTURE)
    st.markdown(lead)


def _keep_lecture_mode(title: str) -> None:
    """Leave lecture mode on where a page follows another: a page forgets the one before."""
    before, was_on = st.session_state.get(_LECTURE_ON, (title, False))
    if was_on and before != title:
        st.session_state["lecture"] = True
        st.query_params["lecture"] = "true"


def notes(
    *, notice: Sequence[str], attempt: Sequence[str], code: Mapping[str, str], source: str
) -> None:
    """The words below a figure: what to notice, what to try, the same as code, a source.

    Parameters
    ----------
    notice, attempt : sequences of Markdown sentences
    code : mapping
        Name of a library to a runnable snippet of exactly what is on screen.
    source : str
        Markdown: lecture row, paper or documentation.
    """
    with st.container(key="notes"):
        seen, tried = st.columns(2, gap="large")
        with seen:
            st.subheader("What to notice", anchor=False)
            st.markdown("\n".join(f"- {sentence}" for sentence in notice))
        with tried:
            st.subheader("Try this", anchor=False)
            st.markdown("\n".join(f"- {sentence}" for sentence in attempt))
        st.subheader("The same in code", anchor=False)
        code_choice(code)
        st.caption(source)
