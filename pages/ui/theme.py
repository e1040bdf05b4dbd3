"""The colours for the theme that the person sees."""

import streamlit as st

from vizcore.figures.palette import DARK, LIGHT, Palette


def palette() -> Palette:
    """The role colours on the background of this session: dark or, where it is unknown, light."""
    return DARK if st.context.theme.type == "dark" else LIGHT
