"""What a player shows, to take away: the animation and the output's numbers."""

import numpy as np
import streamlit as st

from pages.ui.downloads import csv_button, gif_button
from vizcore.figures.player import Timing, player_gif
from vizcore.steps import ConvSettings, PoolSettings


def take_away(settings: ConvSettings | PoolSettings, page: str, *, picture: bool = False) -> None:
    """Offer the output as CSV and the animation as GIF, and say how long that is.

    Parameters
    ----------
    settings : ConvSettings or PoolSettings
        One channel with one or two spatial axes.
    page : str
        The beginning of the keys and of the files' names.
    picture : bool
        Whether the input is an image, drawn in grey, as in the player.
    """
    output = np.atleast_2d(settings.output)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="take_away"):
        csv_button(
            "Output, CSV",
            f"{page}-output",
            [f"column {i}" for i in range(output.shape[1])],
            output.tolist,
            key=f"{page}_csv",
        )
        gif_button(
            "Animation, GIF", page, lambda: player_gif(settings, picture=picture), key=f"{page}_gif"
        )
        st.caption(f"GIF: {Timing(output.size).words}", width="content")
