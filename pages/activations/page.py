"""What does an activation let pass, and what does it make of a feature map?"""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.activations.catalogue import TITLES, activation
from pages.activations.code import programs
from pages.activations.exercises import MAKERS
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.bend import bend
from pages.ui.components.curve import curve_figure
from pages.ui.downloads import csv_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.figures.palette import colour_limit
from vizcore.images import KERNELS, Kernel, apply_kernel, luma, shrink
from vizcore.text import sentence

EDGES = {name: kernel.title for name, kernel in KERNELS.items()}
ENDS, POINTS = (-4.0, 4.0), 801
SIDE = 256  # pixels


@dataclass(frozen=True)
class Sums:
    """A kernel's sums on a grey picture: the different numbers, and which of them stands where."""

    grey: np.ndarray
    cells: np.ndarray
    numbers: np.ndarray
    limit: float


def sums_of(picture: Picture, kernel: Kernel) -> Sums:
    """All sums of a kernel on a picture of at most `SIDE` pixels a side, zeros around it."""
    grey = luma(shrink(picture.preview, SIDE))
    result = apply_kernel(grey, kernel)
    numbers, cells = np.unique(result, return_inverse=True)
    limit = colour_limit(result) / 255
    return Sums(grey, cells.reshape(grey.shape).astype(np.uint16), numbers, limit or 1.0)


heading(
    "Activations",
    "After the sum comes a bend: the activation lets some numbers pass and holds others back. "
    "Drag the slider below the curve and watch value and slope.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row():
        which = settings.choice(
            "Activation", "activations_which", TITLES, "relu", label_visibility="collapsed"
        )
        leak = 0.1
        with st.container(width="content"):  # always there, so that what follows stays where it is
            if which == "leaky_relu":
                leak = settings.decimal(
                    "Slope below 0",
                    "activations_leak",
                    leak,
                    low=0.0,
                    high=1.0,
                    step=0.05,
                    width=120,
                )
    chosen = activation(which, leak)
    x = np.linspace(*ENDS, POINTS)
    value, slope = chosen.value(x), chosen.slope(x)
    with st.container(horizontal=True, gap=None, key="activations_formulas"):
        st.markdown(rf"$f(x) = {chosen.formula} \qquad$", width="content")
        st.markdown(f"$f'(x) = {chosen.slope_formula}$", width="content")
    curve_figure(x, value, slope, title=TITLES[which], start=1.5, key="activations_curve")
    st.caption(chosen.says)

    st.header("On a feature map", anchor=False)
    picture = image_picker()
    with controls.row():
        edges = settings.choice(
            "Kernel",
            "activations_kernel",
            EDGES,
            "sobel_x",
            kind="list",
            width=240,
        )
    kernel = KERNELS[edges]
    try:
        sums = made_once(picture, "activations_map", edges, lambda: sums_of(picture, kernel))
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    bend(
        f"{picture.digest}/{edges}", sums.grey, sums.cells, sums.numbers,
        chosen.value(sums.numbers / np.float32(255)), title=TITLES[which], limit=sums.limit,
        key="activations_bend",
    )  # fmt: skip
    st.caption(
        f"{kernel.does} Each sum is divided by 255, so that white counts as 1. Around the picture "
        "are zeros: a stripe along the edge can be their doing. In the bars the outermost hold all "
        "that lies further out, and each step up is many times as many."
    )
    with st.container(horizontal=True, gap="small"):
        csv_button(
            "Curve, CSV",
            "curve",
            ["x", "f(x)", "slope"],
            np.column_stack([x, value, slope]).tolist,
            key="activations_csv",
        )
        png_button("Picture in grey, PNG", "picture", lambda: sums.grey, key="activations_picture")
    same_in_code(lambda: programs(chosen, kernel.weights, ENDS, POINTS))


workbench()
predict_first("activations", MAKERS)
notes(
    notice=[
        "An activation looks at each number by itself: a map keeps its size.",
        "Without it two layers of sums would be one layer of sums: the bend makes depth worth "
        "having.",
        "The slope is what a gradient is multiplied with on its way back. Where it is 0, nothing "
        "is learnt.",
        "ReLU leaves one side of each edge and throws the other away; the mirrored kernel finds "
        "that one.",
    ],
    attempt=[
        "Drag the slider across 0 with each activation. Whose slope jumps, whose does not?",
        "How many negative numbers of the map are left after ReLU, after GELU, after tanh? Why?",
        "Choose the sigmoid: what has become of the zeros of the map?",
        "Find the highest slope of the sigmoid. What is left of a gradient after ten layers of it?",
    ],
    source="Lecture: activation functions (FIT3181, week 4). GELU: [Hendrycks and Gimpel, 2016]"
    "(https://arxiv.org/abs/1606.08415), here as in "
    "[PyTorch](https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html), exact. "
    "The slope of ReLU and leaky ReLU at 0 is PyTorch's choice: that of the left side.",
)
