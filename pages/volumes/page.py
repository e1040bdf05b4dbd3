"""How do several channels become several maps, and what has one filter to do with it?"""

import streamlit as st

from pages.ui import controls, place
from pages.ui.code import same_in_code
from pages.ui.components.volumes import volume_chain
from pages.ui.downloads import csv_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.volumes.code import programs
from pages.volumes.controls import choose_layer
from pages.volumes.exercises import MAKERS
from pages.volumes.layers import (
    cost_table,
    maps_picture,
    number_rows,
    output_sentence,
    parameter_formula,
)
from vizcore.errors import ConvScopeError
from vizcore.text import sentence

heading(
    "Convolution over volumes",
    "A filter has a slice for each channel; the slices' partial maps and a bias add up to one map "
    "of the output. Point at an output cell, or click a filter.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    choice = choose_layer()
    try:
        shown = choice.shown()
        layer = shown.layer
        volume_chain(layer, key="volumes", names=shown.names, colours=shown.colours)
        st.caption(output_sentence(layer))
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()

    st.subheader("How many parameters?", anchor=False)
    st.markdown(parameter_formula(layer))
    st.markdown(cost_table(layer.costs))
    st.caption("Multiply-adds are counted for an output of this size, whatever the way there.")
    with controls.row():
        csv_button(
            "Numbers, CSV",
            "volume",
            ["array", "filter or map", "channel or slice", "row", "column", "value"],
            lambda: number_rows(layer),
            key="volumes_csv",
        )
        csv_button(
            "Costs, CSV",
            "costs",
            ["way", "product", "parameters", "multiply-adds"],
            lambda: [(c.way, c.product, c.parameters, c.multiply_adds) for c in layer.costs],
            key="volumes_costs",
        )
        png_button("Maps, PNG", "maps", lambda: maps_picture(layer.output), key="volumes_png")
    same_in_code(lambda: programs(layer))


workbench()
predict_first("volumes", MAKERS)
notes(
    notice=[
        "A filter is as deep as the volume it looks at: D channels, D slices. "
        "It slides along rows and columns only.",
        "One filter makes one map, however many channels there are: the partial maps are added.",
        "K filters make K maps. Stacked, they are the next layer's image: turn *Next layer* on.",
        "A 1×1 filter looks at one place and mixes its channels. "
        "A depthwise filter does the opposite: it looks around, in one channel.",
        "In 3-D the kernel moves through the slices too; the same weights serve at every depth.",
    ],
    attempt=[
        "Add a channel. Which numbers of the output change, and does its size?",
        "Click an output cell, then press Page down: the same place in the next filter's map.",
        "Choose *Grouped* and follow the lines: which channels does filter 3 never see?",
        "Choose *Depthwise*: how many parameters are saved, and what can the layer no longer do?",
        "Take the channels of the picture: what would a filter that finds pure red look like?",
    ],
    source="Lecture: convolution over volumes, several filters (FIT3181, week 4). "
    "PyTorch: [Conv2d](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html), "
    "[Conv3d](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html). "
    "Depthwise, then 1×1: Howard and others, "
    "[MobileNets](https://arxiv.org/abs/1704.04861), 2017.",
)
