"""What frames every page: the heading, what to notice, the code, the source."""

from collections.abc import Mapping, Sequence

import streamlit as st

_STYLE = """<style>
.stMainBlockContainer { padding: 2rem 2.5rem 4rem; max-width: 1240px; }
h1 { font-size: 1.9rem !important; padding: 0 0 .25rem !important; letter-spacing: -.01em; }
@media (max-width: 640px) { .stMainBlockContainer { padding: 4rem 1rem 3rem; } h1 { font-size: 1.5rem !important; } }
</style>"""


def apply_style() -> None:
    """Tighten Streamlit's margins so that a page's figure is above the fold; call once a run."""
    st.html(_STYLE)


def heading(title: str, lead: str) -> None:
    """The page's name and, in at most two sentences, its question."""
    st.title(title, anchor=False)
    st.markdown(lead)


def notes(*, notice: Sequence[str], attempt: Sequence[str], code: Mapping[str, str], source: str) -> None:
    """The words below a figure: what to notice, what to try, the same thing as code, where it comes from.

    Parameters
    ----------
    notice, attempt : sequences of Markdown sentences
    code : mapping
        Name of a library to a runnable snippet of exactly what is on screen.
    source : str
        Markdown: lecture row, paper or documentation.
    """
    words, snippets = st.columns([2, 3], gap="large")
    with words:
        st.subheader("What to notice", anchor=False)
        st.markdown("\n".join(f"- {sentence}" for sentence in notice))
        st.subheader("Try this", anchor=False)
        st.markdown("\n".join(f"- {sentence}" for sentence in attempt))
        st.caption(source)
    with snippets:
        st.subheader("The same in code", anchor=False)
        for tab, text in zip(st.tabs(list(code)), code.values(), strict=True):
            tab.code(text, language="python")
