"""How does a kernel slide over an input, and where does each output value come from?"""

import streamlit as st

from pages.convolution.code import programs
from pages.convolution.examples import EXAMPLES, note_of
from pages.convolution.exercises import MAKERS
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.player import conv_player
from pages.ui.exercises import predict_first
from pages.ui.formula import (
    flip_sentence,
    output_size_formulas,
    unreached_sentence,
    weighted_sum_formula,
)
from pages.ui.frame import heading, notes
from pages.ui.picture_choice import image_picker
from pages.ui.take_away import take_away
from pages.ui.valid import computed, last_valid
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings

CHOICES = {name: example.title for name, example in EXAMPLES.items()}
CHOICES |= {"random": "Random numbers", "picture": "A patch of the picture"}


def start_over() -> None:
    """Take the settings of the example that was chosen; an edited input gives way to it."""
    st.session_state["convolution_input"] = ""
    example = EXAMPLES.get(st.session_state["convolution_example"])
    if example:
        st.session_state["convolution_kernel"] = example.kernel
        st.session_state["convolution_padding"] = example.padding
        for axis in ("rows", "columns"):
            st.session_state[f"convolution_stride_{axis}"] = example.stride
            st.session_state[f"convolution_dilation_{axis}"] = 1
        st.session_state["convolution_bias"] = 0.0
        st.session_state["convolution_relu"] = False
        st.session_state["convolution_flip"] = False


def forget_edits() -> None:
    """Drop numbers typed into an input that is being replaced."""
    st.session_state["convolution_input"] = ""


heading(
    "Convolution in two dimensions",
    "A kernel stops at every place where it fits, multiplies each number it covers by its weight, "
    "and adds up. Press play, step with the arrow keys, or point at any cell.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row():
        chosen = settings.choice(
            "Start from",
            "convolution_example",
            CHOICES,
            "worked",
            on_change=start_over,
            label_visibility="collapsed",
        )
        source = st.container()  # always there, so that what comes below stays where it is
    picture = image_picker() if chosen == "picture" else None
    with source:
        if chosen == "random":
            x = controls.random_input("convolution", on_change=forget_edits)
        elif picture:
            x = controls.picture_patch("convolution", picture, on_change=forget_edits)
        else:
            x = parse_matrix(EXAMPLES[chosen].input)

    settings_row, formula, figure = controls.settings_and_figure("convolution")
    with settings_row:
        stride = controls.per_axis("Stride", "convolution_stride")
        padding = controls.padding("convolution")
        dilation = controls.per_axis("Dilation", "convolution_dilation")
        bias = settings.decimal(
            "Bias", "convolution_bias", 0.0, low=-100.0, high=100.0, step=0.5, format="%g", width=80
        )
        with st.container(width="content", gap="small"):
            relu = settings.toggle("ReLU", "convolution_relu")
            flipped = settings.toggle("Flip the kernel", "convolution_flip")

    below = st.container()  # what to take away stands above the editor
    with st.expander("Edit the input and the kernel"):
        inputs, kernels = st.columns([3, 2], gap="large")
        with kernels:
            kernel = controls.kernel_numbers("convolution", EXAMPLES["worked"].kernel, figure)
        with inputs:
            x = controls.input_numbers("convolution", x, figure)
    activation = "relu" if relu else "none"
    from_picture = picture is not None
    plain, from_picture = last_valid(
        "convolution",
        (x[None], kernel[None], bias, stride, padding, dilation, activation, from_picture),
        lambda *given: (computed(ConvSettings(*given[:-1])), given[-1]),
        formula,
    )
    turned = plain.turned()
    layer = turned if flipped else plain
    rows, columns = layer.axes
    weighted_sum = weighted_sum_formula(
        layer.axes, flipped=flipped, bias=bool(layer.bias), activation=layer.activation
    )
    formula.markdown(f"{weighted_sum}\n\n{output_size_formulas(rows, columns)}")
    with figure:
        conv_player(layer, key="convolution", picture=from_picture)
        st.caption(
            f"{flip_sentence(plain.output, turned.output)} {unreached_sentence(rows, columns)}"
        )
    with below:
        take_away(layer, "convolution", picture=from_picture)

    if chosen in EXAMPLES and (note := note_of(EXAMPLES[chosen], layer)):
        st.info(note)
    same_in_code(lambda: programs(plain, flipped=flipped))


workbench()
predict_first("convolution", MAKERS)
notes(
    notice=[
        "Every output is one sum of products. The kernel is the same at every place: "
        "that is weight sharing.",
        "The kernel is not turned round. Mathematics calls this cross-correlation, and flips the "
        "kernel in what it calls convolution; every deep-learning library calls this convolution.",
        "A stride of 2 skips every other place: the output has about half the rows and columns.",
        "Padding adds zeros, so that the border is visited more often than without.",
    ],
    attempt=[
        "Point at a corner of the input, then at its centre: how many outputs use each of them?",
        "Choose *No padding, 7×8* and look for the column that no window reaches. "
        "Which stride reaches all of them?",
        "Set the dilation to 2. The kernel keeps its nine weights: how large is its window now?",
        "Flip the kernel. Which kernels are the same after half a turn?",
        "Take a patch of the picture and the kernel `-1 0 1; -2 0 2; -1 0 1`. What does it find?",
    ],
    source="Lecture: convolution, padding, output size (FIT3181, week 4). Formula: [PyTorch, Conv2d](https://docs.pytorch.org/docs/"
    "stable/generated/torch.nn.Conv2d.html).",
)
