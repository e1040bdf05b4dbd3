"""Charts that only show: Vega-Lite draws them, and a finger on them scrolls the page."""

from typing import Any

import streamlit as st

_HEIGHT = 260  # pixels


def chart(specification: dict[str, Any], *, key: str, wide: bool = True) -> None:
    """Show a figure of `vizcore.figures`.

    Parameters
    ----------
    specification : dict
        Vega-Lite; its height is 260 pixels where it says nothing else.
    key : str
        Of the element.
    wide : bool
        As wide as its place, or as the specification says.
    """
    st.vega_lite_chart(
        {"height": _HEIGHT, **specification},
        key=key,
        width="stretch" if wide else "content",
    )
