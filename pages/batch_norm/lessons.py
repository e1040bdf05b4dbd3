"""Questions below the layer; only the one that is open is computed."""

import streamlit as st

from pages.batch_norm.batches import Data
from pages.batch_norm.folding import folding
from pages.batch_norm.fresh import fresh_layer
from pages.batch_norm.hand import by_hand
from pages.batch_norm.shift import over_training
from pages.ui import place
from pages.ui.settings import optional_choice

QUESTIONS = {
    "hand": "By hand",
    "fresh": "A fresh layer",
    "film": "Covariate shift over training",
    "fold": "Folding",
}

_IMPLIED = {
    "batch_norm_hand": "hand",
    "batch_norm_eps": "hand",
    "batch_norm_start": "fresh",
    "batch_norm_frame": "film",
    "batch_norm_fold": "fold",
}


@place.fragment
def lessons(data: Data) -> None:
    """Show the questions, and the answer to the one that is chosen.

    Parameters
    ----------
    data : Data
        The pictures above.
    """
    st.header("Look closer", anchor=False)
    asked = optional_choice(
        "A question",
        "batch_norm_lesson",
        QUESTIONS,
        implied=_IMPLIED,
        label_visibility="collapsed",
    )
    if asked == "hand":
        by_hand()
    elif asked == "fresh":
        fresh_layer()
    elif asked == "film":
        over_training(data)
    elif asked == "fold":
        folding()
