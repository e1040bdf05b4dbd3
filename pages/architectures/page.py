"""What is a whole network made of, where do its parameters sit, and where is its work?"""

import streamlit as st

from pages.architectures.code import programs
from pages.architectures.exercises import MAKERS
from pages.architectures.ilsvrc import WINNERS, depth_figure
from pages.ui import controls, place, settings
from pages.ui.chart import chart
from pages.ui.code import same_in_code
from pages.ui.components.architecture import architecture_figure
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.theme import palette
from vizcore.architecture import ARCHITECTURES, Architecture, parse_architecture
from vizcore.text import table

TITLES = {name: architecture.title for name, architecture in ARCHITECTURES.items()}
OWN = "own"

heading(
    "Architectures",
    "Networks drawn to scale. Point at a layer: what it makes, what it costs, how far it sees. "
    "Then write one yourself.",
)


def chosen_architecture() -> tuple[Architecture, str]:
    """One of the lecture's, or what a person has written."""
    with controls.row():
        which = settings.choice(
            "Network",
            "architectures_which",
            {**TITLES, OWN: "Your own"},
            "vgg16",
            label_visibility="collapsed",
        )
    if which != OWN:
        return ARCHITECTURES[which], TITLES[which]
    text = settings.lines(
        "A layer a line",
        "architectures_text",
        ARCHITECTURES["minivgg"].text,
        parse_architecture,
        height=280,
        help="Layers: conv 32 3x3 padding 1 (also stride, dilation, groups, nobias), pool 2x2, "
        "avgpool, globalpool, relu, tanh, sigmoid, gelu, bn, lrn, dropout 0.5, flatten, fc 10; "
        "fork, shortcut and add make a residual block.",
    )
    return parse_architecture(text), "Your own"


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    architecture, title = chosen_architecture()
    architecture_figure(architecture, title, key="architectures")
    if architecture.says:
        st.caption(f"{architecture.says} Source: {architecture.source}.")
    st.caption(
        "Green is a convolution's output, grey a pooling's, amber a row of numbers from a fully "
        "connected layer: a rod. Heights are to the scale of rows, widths to that of channels, "
        "rods to that of each other. "
        "Multiply-adds count convolutions and fully connected layers, without biases; memory is "
        "that of the outputs for one picture in single precision."
    )
    same_in_code(lambda: programs(architecture))


@place.fragment
def revolution() -> None:
    """ImageNet's competition: fewer errors, more layers."""
    st.header("The revolution of depth", anchor=False)
    chart(depth_figure(palette()), key="architectures_ilsvrc")
    st.caption(
        "ILSVRC, classification: how often the right one of 1,000 classes is not among five "
        "answers. The dashed line is a person, at 5.1 %: one, who had looked at hundreds of "
        "images to learn the classes, on 1,500 test images; a second person, on 258, was wrong "
        "in 12 %. It is no limit of what people can see "
        "([Russakovsky et al., 2015](https://arxiv.org/abs/1409.0575), section 6.4)."
    )
    rows = [(w.year, w.name, f"{w.error:g} %", w.depth or "–", w.source) for w in WINNERS]
    st.markdown(table(["Year", "Winner", "Error", "Layers", "Source"], rows, "rlrrl"))


workbench()
predict_first("architectures", MAKERS)
revolution()
notes(
    notice=[
        "Nine tenths of VGG-16's parameters sit in three layers at its end; nearly all of its "
        "arithmetic is in the convolutions before.",
        "Going in, rows and columns shrink and channels grow: each value sees more and says more.",
        "Two 3 × 3 see as far as one 5 × 5, with 18 weights instead of 25 for each pair of "
        "channels.",
        "AlexNet's paper says 224 pixels. With 11 × 11 windows and stride 4 they give 54 "
        "positions, "
        "not its 55: (224 − 11)/4 + 1 = 54.25. Either the picture has 227, or two zeros are put "
        "around it.",
        "ResNet-18 is deeper than VGG-16 and has a twelfth of its parameters: a mean of each map "
        "takes "
        "the place of the large layers.",
    ],
    attempt=[
        "Choose Your own and delete the first `pool`: which layer's parameters grow, and how much?",
        "Remove `flatten`. Read what is said, and follow the advice.",
        "Write a network that sees all 32 pixels before `flatten`, with fewer parameters than "
        "MiniVGG.",
        "Compare the three AlexNets: where do their totals differ?",
    ],
    source="Lecture: LeNet, AlexNet, VGG and MiniVGG (FIT3181, week 4). Each network's paper is "
    "named "
    "below its drawing.",
)
