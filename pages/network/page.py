"""How do all layers work together, and how does a class come from the pixels?"""

import numpy as np
import streamlit as st

from pages.network.accuracy import compare_accuracy
from pages.network.code import programs
from pages.network.surgery import KERNELS_3X3, changes, chosen_edits, edited_passage
from pages.network.tour import STOPS
from pages.ui import place
from pages.ui.code import same_in_code
from pages.ui.components.maps import Payload
from pages.ui.components.network import whole_network
from pages.ui.components.store import packed
from pages.ui.downloads import file_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.inside.cards import follow_card
from pages.ui.inside.crop import chosen_crop
from pages.ui.inside.passage import load_network, packed_passage, token_of
from pages.ui.inside.spots import chosen_spot
from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.locations import ASSETS
from vizcore.text import sentence

KEY = "network"


@place.fragment
def look_at_everything() -> None:
    """Everything below the heading: a value that is kept runs no more than this."""
    picture = image_picker(classes=True)
    follow_card(KEY, picture.mark)
    try:
        network = load_network()
        crop = chosen_crop(KEY, picture.digest)
        passage, standing = packed_passage(network, picture, crop, KEY, _kept)
        edits = chosen_edits(KEY, network)
        edited = edited_passage(network, picture, crop, edits)
    except ConvScopeError as error:
        st.error(sentence(error))
        return
    whole_network(
        network.drawn,
        (token_of(picture, crop), passage),
        edited,
        changes(edits),
        KERNELS_3X3,
        STOPS,
        key=KEY,
    )
    compare_accuracy(KEY, network, edits)
    spot = chosen_spot(KEY, network.layers, standing, network.layers[-1].name)
    same_in_code(lambda: programs(spot.value(network.layers), edits))
    st.caption(
        f"The programs print {spot.words(network.layers)}: click another value to put it there. "
        "They read these two files from the folder that they run in."
        + (" The one in PyTorch prints it with your changes, too." if edits else "")
    )
    with st.container(horizontal=True, gap="small"):
        png_button(
            PICTURE,
            PICTURE.removesuffix(".png"),
            lambda: crop.cut(picture.preview),
            key=f"{KEY}_save_picture",
        )
        file_button(ASSETS / "weights" / WEIGHTS, key=f"{KEY}_save_weights")


def _kept(payload: Payload, arrays: dict[str, np.ndarray]) -> bytes:
    return packed(payload["token"], payload, arrays)


heading(
    "The whole network",
    "All layers of a trained network at once, on your picture. Point at a class and follow it back "
    "to the pixels, number by number.",
)
look_at_everything()

from pages.network.exercises import MAKERS  # noqa: E402 - loads torch: after the first paint

predict_first(KEY, MAKERS)
notes(
    notice=[
        "The maps become smaller and more: 32 × 32 values become 8 × 8, three channels become 64.",
        "What made a value lies left of it in a narrow window; what it reaches lies right of it "
        "and "
        "grows with every convolution.",
        "Half of what a ReLU puts out is zero; batch norm moves that zero away again.",
        "Of 2,169,770 parameters 2,097,664 stand in `fc1`, between the maps and 512 units.",
    ],
    attempt=[
        "Click the most likely class and follow the largest term, again and again, until you stand "
        "on a pixel.",
        "Point at a pixel of the picture: how much of `pool2` does it reach?",
        "Which unit of `dropout3` speaks loudest for the class, and which against it?",
        "Switch the colour scale to layer: which maps hardly answer at all?",
    ],
    source="Lecture: the whole CNN, MiniVGG (FIT3181, week 4).",
)
