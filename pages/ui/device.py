"""A page goes on on the processor where the graphics card has given up."""

import contextlib
import sys
from collections.abc import Iterator

import streamlit as st

_WORDS = "The graphics card has given up: from now on the processor computes."


@contextlib.contextmanager
def without_it_if_need_be() -> Iterator[None]:
    """Run what is inside; where the device fails, forget what lay on it and run the page again."""
    try:
        yield
    except RuntimeError as error:
        if "torch" not in sys.modules:
            raise
        from vizcore.nets.failing import go_on_without, has_failed

        if not has_failed(error) or not go_on_without():
            raise
        st.cache_resource.clear()
        st.toast(_WORDS, duration="long")
        st.rerun()
