"""Every n-th pixel against the mean of each block: why a picture is smoothed before it shrinks."""

import numpy as np
import streamlit as st

from pages.ui import settings
from pages.ui.components.sampling import sampling_figure
from vizcore.images import SAMPLES, crop_square, luma
from vizcore.images.sampling import block_means, every_nth

PICTURES = {"rings": "zone_plate", "bricks": "brick"}
_TITLES = {"rings": "Zone plate", "bricks": "Brick wall"}
_SIDE, _MOST = 256, 8

Ways = list[tuple[np.ndarray, np.ndarray]]


def shrinking_lesson() -> None:
    """Show both ways for every n, and say why they differ."""
    chosen = settings.choice(
        "Picture to shrink", "pixels_shrunk", _TITLES, "rings", label_visibility="collapsed"
    )
    st.markdown(
        "A copy that is n times smaller has one pixel for each block of n × n. Take the first "
        "pixel of each block, or take the block's mean?"
    )
    sampling_figure(
        _TITLES[chosen], both_ways(chosen), rings=chosen == "rings", key="pixels_sampling"
    )
    st.markdown(
        "A copy can hold nothing finer than black and white in turn, which is 2 n pixels of the "
        "picture. What is finer does not go away when pixels are left out: it comes back as "
        "**rings and stripes that are not there** (aliasing). The mean wipes most of it out first. "
        "A convolution of stride n takes every n-th result, with nothing to smooth before it."
    )
    if chosen == "rings":
        st.caption(
            "Outside the circle, 256 / (2 n) pixels from the middle, the rings are finer than that."
        )


@st.cache_resource(max_entries=len(PICTURES), show_spinner=False)
def both_ways(name: str) -> Ways:
    """For n = 1 to 8 every n-th pixel and the blocks' means of a sample; shared, read-only."""
    grey = crop_square(luma(SAMPLES[PICTURES[name]].load()), side=_SIDE)
    ways = [(every_nth(grey, n), block_means(grey, n)) for n in range(1, _MOST + 1)]
    for pair in ways:
        for array in pair:
            array.flags.writeable = False
    return ways
