"""Which cell of a map becomes which input of a unit, and how does it push the sum?"""

import streamlit as st

from pages.dense.code import programs, shown
from pages.dense.exercises import MAKERS
from pages.dense.scenes import network_scene, toy_scene
from pages.ui import place, settings
from pages.ui.code import same_in_code
from pages.ui.components.dense import OWN, dense_figure
from pages.ui.components.report import reported
from pages.ui.downloads import file_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.ui.picture import Picture
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.images import to_network_input
from vizcore.locations import ASSETS
from vizcore.text import sentence

KINDS = {"network": "The network on your picture", "toy": "A toy of 250 inputs"}
UNIT = "dense_unit"

heading(
    "Fully connected",
    "Maps become one row of numbers, and each unit adds up all of it. Click a unit or a class, "
    "then point at what pushes it.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    picture, seed = None, 0
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        kind = settings.choice(
            "Example", "dense_kind", KINDS, "network", label_visibility="collapsed"
        )
        if kind == "toy":
            seed = settings.number(
                "Seed", "dense_seed", 0, low=0, high=9999, width=92, label_visibility="collapsed"
            )
        else:
            picture = image_picker()
    try:
        scene = network_scene(picture, UNIT) if picture else toy_scene(seed)
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    dense_figure(
        scene.name, scene.facts, scene.arrays, scene.unit, scene.weights, key="dense",
        on_choose=lambda unit: place.remember(UNIT, str(unit)),
    )  # fmt: skip
    outputs = len(scene.facts["names"])
    same_in_code(
        lambda: programs(shown(reported(OWN, key="dense_report"), scene.unit, outputs, seed))
    )
    if picture:
        files(picture)


def files(picture: Picture) -> None:
    """What the programs read."""
    st.caption("The programs read these two files from the folder that they run in.")
    with st.container(horizontal=True, gap="small"):
        png_button(
            PICTURE,
            PICTURE.removesuffix(".png"),
            lambda: to_network_input(picture.preview),
            key="dense_save_picture",
        )
        file_button(ASSETS / "weights" / WEIGHTS, key="dense_save_weights")


workbench()
predict_first("dense", MAKERS)
notes(
    notice=[
        "Flattening computes nothing: it only gives every cell a place. PyTorch writes one map "
        "after the other, Keras all channels of one place, then of the next.",
        "So weights cannot be carried from one library to the other as they are: their columns "
        "stand in another order.",
        "A convolution has the same few weights at every place. Here each cell has a weight of its "
        "own in every unit: over nine tenths of the network's parameters are in `fc1`.",
        "Orange pushes a sum up, blue pushes it down. A product is large where a value and its "
        "weight both are; a strong value with a weight near 0 does nothing.",
        "The largest few products are rarely the whole story: look at what the other thousands "
        "add up to.",
        "Between `fc1` and `fc2` stand a ReLU and a batch norm: a class adds up what they make of "
        "the sums, so a unit below zero pushes as well.",
    ],
    attempt=[
        "Click the likeliest class, then the unit that pushes most for it. Where on the maps does "
        "that come from?",
        "Point along a row of one map: how does the place in the flattened row move in PyTorch's "
        "order, how in Keras'?",
        "Find a cell that is strong in Values and white in Products. Look at Weights there.",
        "In the toy, add up the four parts of an output yourself.",
    ],
    source="Lecture: from maps to classes (FIT3181, week 4). PyTorch: "
    "[Flatten](https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html), "
    "[Linear](https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html). Keras: "
    "[Flatten](https://keras.io/api/layers/reshaping_layers/flatten/).",
)
