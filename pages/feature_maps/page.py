"""What does each layer of a network make of my picture, and where does a value come from?"""

import streamlit as st

from pages.feature_maps.code import programs
from pages.ui import place
from pages.ui.code import same_in_code
from pages.ui.components.maps import feature_maps, pack_passage
from pages.ui.downloads import file_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.inside.cards import follow_card
from pages.ui.inside.crop import chosen_crop
from pages.ui.inside.passage import load_network, packed_passage
from pages.ui.inside.spots import chosen_spot
from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.images import shrink
from vizcore.locations import ASSETS
from vizcore.text import sentence

KEY = "feature_maps"
PHOTO_SIDE = 320  # pixels of the longer side of the picture in which the crop is dragged


@place.fragment
def look_inside() -> None:
    """Everything below the heading: a dragged crop or a pinned value runs no more than this."""
    picture = image_picker(classes=True)
    follow_card(KEY, picture.mark)
    try:
        network = load_network()
        crop = chosen_crop(KEY, picture.digest)
        data, standing = packed_passage(network, picture, crop, KEY, pack_passage)
    except ConvScopeError as error:
        st.error(sentence(error))
        return
    photo = f"photo/{picture.digest}", shrink(picture.preview, PHOTO_SIDE)
    feature_maps(network.drawn, data, photo, key=KEY)
    spot = chosen_spot(KEY, network.layers, standing, network.drawn.facts["first"])
    same_in_code(lambda: programs(spot.value(network.layers)))
    st.caption(
        f"The programs print {spot.words(network.layers)}: click another value to put it there. "
        "They read these two files from the folder that they run in; the one in PyTorch takes "
        "the weights from ConvScope itself."
    )
    with st.container(horizontal=True, gap="small"):
        png_button(
            PICTURE,
            PICTURE.removesuffix(".png"),
            lambda: crop.cut(picture.preview),
            key=f"{KEY}_save_picture",
        )
        file_button(ASSETS / "weights" / WEIGHTS, key=f"{KEY}_save_weights")


heading(
    "Feature maps",
    "Every layer of a small trained network, on your picture: choose a layer, a map and a value, "
    "and follow it back to the pixels.",
)
look_inside()

from pages.feature_maps.exercises import MAKERS  # noqa: E402 - loads torch: after the first paint

predict_first(KEY, MAKERS)
notes(
    notice=[
        "The first convolution finds edges and patches of colour: its kernels see 3 × 3 "
        "pixels. A value in `conv4` has already seen 14 × 14.",
        "Pooling halves rows and columns and keeps the number of maps; `conv3` doubles it.",
        "Orange is above zero, blue below. After a ReLU no blue is left; batch norm, which "
        "follows here, moves zero away again.",
        "Two strokes: the kernel is dead on every picture. One stroke: the map has one value "
        "everywhere on this one. After a ReLU that value is zero: the kernel found nothing.",
    ],
    attempt=[
        "Choose `conv2`, point at the strongest value and find the input channel that made it.",
        "Click a number in its window, again and again, until you stand on a pixel.",
        "Drag the square a little: how far does the answer move?",
        "Order by maximum and compare two pictures: do the same maps come first?",
    ],
    source="Lecture: MiniVGG (FIT3181, week 4).",
)
