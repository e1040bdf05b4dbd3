"""The trained MiniVGG on the processor, one for all sessions and lessons that compute little."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from vizcore.nets import MiniVGG


@st.cache_resource(show_spinner="Loading the network")
def trained_minivgg() -> "MiniVGG":
    """Nobody may change it. One thread for each picture: others are waiting."""
    import torch

    from vizcore.nets import load_minivgg

    torch.set_num_threads(1)
    return load_minivgg("cpu")
