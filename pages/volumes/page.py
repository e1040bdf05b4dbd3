"""How do several channels become several maps, and what has one filter to do with it?"""

import streamlit as st

from pages.ui import controls, place
from pages.ui.code import same_in_code
from pages.ui.components.volumes import volume_chain
from pages.ui.downloads import csv_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.valid import computed, last_valid
from pages.volumes.code import programs
from pages.volumes.controls import choose_kind, choose_layer
from pages.volumes.exercises import MAKERS
from pages.volumes.layers import (
    cost_rows,
    cost_table,
    layer_formula,
    maps_picture,
    number_rows,
    output_sentence,
    parameter_formula,
)
from pages.volumes.numbers import Editor, titles

heading(
    "Convolution over volumes",
    "A filter has a slice for each channel. Their partial maps and a bias add up to one map. "
    "Point at an output.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    kind, picture = choose_kind()
    with st.container(key="volumes_figure_first"):  # on a phone, see app.css
        settings_row, figure = controls.row("volumes_sizes"), st.container()
    next_figure = st.container()
    with settings_row:
        chosen = choose_layer(kind, picture)
    with st.expander("Edit the input, the filters and the biases"):
        editor = Editor(titles(chosen.made(), chosen.names), figure)
        choice, layers = last_valid(
            "volumes",
            (chosen,),
            lambda choice: (choice, [computed(layer) for layer in choice.layers(editor)]),
            figure,
        )
    for number, layer in enumerate(layers, 1):
        with figure if number == 1 else next_figure:
            volume_chain(
                layer,
                number=number if choice.second else 0,
                names=choice.names if number == 1 else (),
                colours=choice.patch is not None and number == 1,
            )
            with st.container(key=f"volumes{number}_output_size"):
                st.markdown(layer_formula(layer, flipped=choice.flipped))
            st.caption(output_sentence(layer))

    st.header("How many parameters?", anchor=False)
    for number, (column, layer) in enumerate(zip(st.columns(len(layers)), layers, strict=True), 1):
        with column:
            if choice.second:
                st.markdown(f"**Layer {number}**")
            st.markdown(parameter_formula(layer))
            st.markdown(cost_table(layer.costs))
    st.caption("Multiply-adds are counted for an output of this size, whatever the way there.")
    with controls.row():
        csv_button(
            "Numbers, CSV",
            "volume",
            ["layer", "array", "filter or map", "channel or slice", "row", "column", "value"],
            lambda: number_rows(layers),
            key="volumes_csv",
        )
        csv_button(
            "Costs, CSV",
            "costs",
            ["layer", "way", "product", "parameters", "multiply-adds"],
            lambda: cost_rows(layers),
            key="volumes_costs",
        )
        png_button("Maps, PNG", "maps", lambda: maps_picture(layers[-1].output), key="volumes_png")
    same_in_code(lambda: programs(*layers, flipped=choice.flipped))


workbench()
predict_first("volumes", MAKERS)
notes(
    notice=[
        "A filter is as deep as the volume it looks at: D channels, D slices. "
        "It slides along rows and columns only.",
        "One filter makes one map, however many channels there are: the partial maps are added.",
        "K filters make K maps. Stacked, they are the next layer's image: turn *Next layer* on.",
        "Deep learning reads a filter as it stands. Mathematics turns each slice round first, and "
        "a kernel of three dimensions in depth too: *Flip the kernels*.",
        "A 1×1 filter looks at one place and mixes its channels. "
        "A depthwise filter does the opposite: it looks around, in one channel.",
        "In 3-D the kernel moves through the slices too; the same weights serve at every depth.",
    ],
    attempt=[
        "Add a channel. Which numbers of the output change, and does its size?",
        "Click an output cell, then press Page down: the same place in the next filter's map.",
        "Choose *Grouped* and follow the lines: which channels does filter 3 never see?",
        "Choose *Depthwise*: how many parameters are saved, and what can the layer no longer do?",
        "Edit filter 1: a 1 in the middle of one slice, 0 elsewhere. What does its map repeat?",
        "Take the channels of the picture: what would a filter that finds pure red look like?",
    ],
    source="Lecture: convolution over volumes, several filters (FIT3181, week 4). "
    "PyTorch: [Conv2d](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html), "
    "[Conv3d](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html). "
    "Depthwise, then 1×1: Howard and others, "
    "[MobileNets](https://arxiv.org/abs/1704.04861), 2017.",
)
