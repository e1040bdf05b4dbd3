"""Why can a convolution take large images, where other layers cannot?"""

import streamlit as st

from pages.scaling.exercises import MAKERS
from pages.scaling.views import field_view, parameters_view, shift_view
from pages.ui import place, settings
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from vizcore.errors import ConvScopeError
from vizcore.text import sentence

VIEWS = {"parameters": "Parameters", "field": "Receptive field", "shift": "Shift"}
SHOW = {"parameters": parameters_view, "field": field_view, "shift": shift_view}
LEADS = {
    "parameters": "Drag the image's side: which of the three layers grows with it?",
    "field": "Go through the layers, click another pixel: how much does a value see?",
    "shift": "Move the picture to the right and watch what the layers make of that.",
}

heading(
    "Why CNNs scale",
    "Sparse connections, shared weights, fields that grow with depth, and maps that move with "
    "the picture.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = settings.choice(
            "View", "scaling_view", VIEWS, "parameters", label_visibility="collapsed"
        )
        st.markdown(LEADS[view], width="content")
    try:
        SHOW[view]()
    except ConvScopeError as error:
        st.error(sentence(error))


workbench()
predict_first("scaling", MAKERS)
notes(
    notice=[
        "Sparse connections: an output sees a window, not the whole image. Its cost depends on the "
        "window, not on the image.",
        "Shared weights: the same window everywhere. So a larger image needs no more parameters, "
        "and what was learnt in one place is known in all.",
        "Sharing saves parameters and no work: a convolution multiplies as often as a locally "
        "connected layer. Sparse connections save both.",
        "Each layer adds (window − 1) · jump pixels to the receptive field. Pooling doubles the "
        "jump: from then on each layer adds twice as much.",
        "The gradient never leaves the receptive field, and it is largest in the middle: most "
        "ways from a pixel to the value begin there. What counts is smaller than what is seen.",
        "A convolution moves its maps with the picture, to the last bit. Pooling does so for whole "
        "strides only. In between many maxima stay the same, and many of those are places "
        "where a ReLU has left nothing.",
    ],
    attempt=[
        "Double the side three times. By how much have the three layers grown?",
        "Make the kernel as large as the image. What is left of the saving?",
        "Look at the corner of the picture: how much of its field does `pool2` lose?",
        "Shift by 1, 2, 3 and 4 pixels. At which of them is `pool2` the same again, and why?",
    ],
    source="Lecture: from biology to networks, why convolutional networks scale (FIT3181, week 4). "
    "[Luo, Li, Urtasun and Zemel, 2016](https://arxiv.org/abs/1701.04128), on the effective "
    "receptive field.",
)
