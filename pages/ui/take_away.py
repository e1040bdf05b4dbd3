"""What a player shows, to take away: the animation and the output's numbers."""

import numpy as np
import streamlit as st

from pages.ui.downloads import csv_button, gif_button
from vizcore.steps import ConvSettings, PoolSettings


def take_away(settings: ConvSettings | PoolSettings, page: str) -> None:
    """Offer the animation as GIF and the output as CSV; `page` begins the keys and the names."""

    def animation() -> bytes:
        from vizcore.figures.animation import player_gif

        return player_gif(settings)

    output = np.atleast_2d(settings.output)
    with st.container(horizontal=True, gap="small"):
        gif_button("Animation, GIF", page, animation, key=f"{page}_gif")
        csv_button(
            "Output, CSV",
            f"{page}-output",
            [f"column {i}" for i in range(output.shape[1])],
            output.tolist,
            key=f"{page}_csv",
        )
