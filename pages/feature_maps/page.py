"""What does each layer of a network make of my picture, and where does a value come from?"""

import streamlit as st

from pages.feature_maps.code import programs
from pages.feature_maps.maps import Spot, chosen_crop, chosen_spot, feature_maps
from pages.feature_maps.network import doubt, load_network, pass_through
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.picture import Picture, image_picker
from vizcore.errors import ConvScopeError
from vizcore.text import sentence

KEY = "feature_maps"


@st.fragment
def look_inside(picture: Picture) -> None:
    """Everything below the heading: a dragged crop or a pinned value runs no more than this."""
    try:
        network = load_network()
        crop = chosen_crop(KEY, picture.digest)
        passage = pass_through(network, crop.cut(picture.preview))
    except ConvScopeError as error:
        st.error(sentence(error))
        return
    warning = doubt(picture.sample, passage.probabilities)
    feature_maps(network, passage, picture, crop, doubt=warning, key=KEY)
    from pages.feature_maps.exercises import NETWORK_EXERCISES  # loads torch: after the first paint

    predict_first(KEY, NETWORK_EXERCISES)
    spot = chosen_spot(KEY, network, Spot("conv1", 0))
    notes(
        notice=[
            "The first convolution finds edges and patches of colour: its kernels see 3 × 3 "
            "pixels. A value in `conv4` has already seen 14 × 14.",
            "Pooling halves rows and columns and keeps the number of maps; `conv3` doubles it.",
            "Orange is above zero, blue below. After a ReLU no blue is left; batch norm, which "
            "follows here, moves zero away again.",
            "A dead map has one value everywhere. After a ReLU that value is zero: "
            "the kernel found nothing in this picture.",
        ],
        attempt=[
            "Choose `conv2`, point at the strongest value and find the input channel that made it.",
            "Click a number in its window, again and again, until you stand on a pixel.",
            "Drag the square a little: how far does the answer move?",
            "Order by maximum and compare two pictures: do the same maps come first?",
        ],
        code=programs(spot.value(network)),
        source="Lecture: MiniVGG (FIT3181, week 4). "
        f"The programs print {spot.words(network)}: click another value to put it there. "
        "They read the picture from `convscope-32x32.png`, saved with the button below it.",
    )


heading(
    "Feature maps",
    "Every layer of a small trained network, on your picture: choose a layer, a map and a value, "
    "and follow it back to the pixels.",
)
look_inside(image_picker())
