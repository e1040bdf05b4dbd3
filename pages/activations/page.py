"""What does an activation let pass, and what does it make of a feature map?"""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from pages.activations.catalogue import TITLES, activation
from pages.activations.code import programs
from pages.activations.exercises import MAKERS
from pages.ui import controls, place, settings
from pages.ui.components.curve import curve_figure
from pages.ui.downloads import csv_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.picture import image_picker
from pages.ui.theme import palette
from vizcore.errors import ConvScopeError
from vizcore.figures.activations import histogram_figure
from vizcore.figures.palette import colour_limit, signed_pixels
from vizcore.images import KERNELS, apply_kernel, luma, shrink
from vizcore.ops import sign_counts
from vizcore.text import sentence

EDGES = {
    "sobel_x": "Sobel, along the row",
    "sobel_y": "Sobel, down the column",
    "laplacian": "Laplacian",
}
ENDS, POINTS = (-4.0, 4.0), 801
SIDE = 320  # pixels
PLAIN: Any = {"width": "stretch", "theme": "streamlit", "config": {"displaylogo": False}}

picture = image_picker()
heading(
    "Activations",
    "After the sum comes a bend: the activation lets some numbers pass and holds others back. "
    "Drag the slider below the curve and watch value and slope.",
)
with controls.row("activations_which"):
    which = settings.choice(
        "Activation", "activations_which", TITLES, "relu", label_visibility="collapsed"
    )
    leak = 0.1
    with st.container(width="content"):  # always there, so that what follows stays where it is
        if which == "leaky_relu":
            leak = settings.decimal(
                "Slope below 0", "activations_leak", leak, low=0.0, high=1.0, step=0.05, width=120
            )
chosen = activation(which, leak)
colours = palette()
x = np.linspace(*ENDS, POINTS)
value, slope = chosen.value(x), chosen.slope(x)
with st.container(horizontal=True, gap=None):
    st.markdown(rf"$f(x) = {chosen.formula} \qquad$", width="content")
    st.markdown(f"$f'(x) = {chosen.slope_formula}$", width="content")
curve_figure(x, value, slope, title=TITLES[which], start=1.5, key="activations_curve")
st.caption(chosen.says)

st.subheader("On a feature map", anchor=False)
with controls.row("activations_edges"):
    edges = settings.choice(
        "Kernel",
        "activations_kernel",
        EDGES,
        "sobel_x",
        kind="segments",
        label_visibility="collapsed",
    )
kernel = KERNELS[edges]
grey = luma(shrink(picture.preview, SIDE))
try:
    before = apply_kernel(grey, kernel) / 255
except ConvScopeError as error:
    st.error(sentence(error))
    place.end()
after = chosen.value(before)
limit = colour_limit(before) or 1.0
maps = [("Before", before, colours.input), ("After", after, colours.output)]
columns = st.columns(3, gap="medium")
columns[0].markdown("**The picture in grey**")
columns[0].image(grey, width="stretch", output_format="PNG", alt="The picture in grey")
columns[0].caption(f"{kernel.does} Each sum is divided by 255, so that white counts as 1.")
for column, (name, numbers, colour) in zip(columns[1:], maps, strict=True):
    negative, zero, positive = sign_counts(numbers)
    column.markdown(f"**{name}**")
    pixels = signed_pixels(numbers, limit=limit, palette=colours)
    alt = f"{name} the activation: blue below 0, orange above"
    column.image(pixels, width="stretch", output_format="PNG", alt=alt)
    column.caption(f"{negative:,} negative, {zero:,} zero, {positive:,} positive")
    histogram = histogram_figure(numbers.ravel(), limit, colour, name, colours)
    column.plotly_chart(histogram, key=f"activations_{name}", **PLAIN)
with st.container(horizontal=True, gap="small"):
    rows = np.column_stack([x, value, slope])
    csv_button("Curve, CSV", "curve", ["x", "f(x)", "slope"], rows, key="activations_csv")
    png_button("Picture in grey, PNG", "picture", lambda: grey, key="activations_picture")
    for name, numbers, _ in maps:
        png_button(
            f"{name}, PNG",
            name.lower(),
            partial(signed_pixels, numbers, limit=limit),
            key=f"activations_{name}_png",
        )

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
    code=programs(chosen, kernel.weights, ENDS, POINTS),
    source="Lecture: activation functions (FIT3181, week 4). GELU: [Hendrycks and Gimpel, 2016]"
    "(https://arxiv.org/abs/1606.08415), here as in "
    "[PyTorch](https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html), exact. "
    "The slope of ReLU and leaky ReLU at 0 is PyTorch's choice: that of the left side.",
)
