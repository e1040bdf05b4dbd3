"""Charts that only show: Vega-Lite draws them, and a finger on them scrolls the page."""

from typing import Any

import streamlit as st

_HEIGHT = 260  # pixels
_INKS = {"light": "#3b4552", "dark": "#c8d0da"}  # 4.5 to 1 and more on the pages' backgrounds


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
    ink = _INKS["dark" if st.context.theme.type == "dark" else "light"]
    words = {"labelColor": ink, "titleColor": ink, "labelFontSize": 13, "titleFontSize": 13}
    st.vega_lite_chart(
        {
            "height": _HEIGHT,
            **specification,
            "config": {"axis": words, "legend": words, "text": {"color": ink}},
        },
        key=key,
        width="stretch" if wide else "content",
    )
