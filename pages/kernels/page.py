"""What does a kernel make of my picture, and where does each new pixel come from?"""

import streamlit as st

from pages.kernels.code import programs
from pages.kernels.editor import display_in_use, kernel_in_use, preset_pills
from pages.kernels.exercises import MAKERS
from pages.kernels.lessons import lessons
from pages.kernels.views import LIVE_SIDE, Settings, filtered, fingerprint, full_size_png
from pages.kernels.words import (
    BORDER_TITLES,
    border_sentence,
    display_sentence,
    facts_sentences,
    facts_table,
)
from pages.ui import place, settings
from pages.ui.code import same_in_code
from pages.ui.components.compare import compare
from pages.ui.exercises import predict_first
from pages.ui.extent import choose_extent
from pages.ui.frame import heading, notes
from pages.ui.picture_choice import image_picker
from pages.ui.valid import last_valid

heading(
    "Kernels",
    "A kernel replaces each pixel by a weighted sum of its neighbours. "
    "Choose one or write your own, then point at a pixel to see the sum.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    picture = image_picker()
    extent = choose_extent(
        picture, "kernels", side=LIVE_SIDE, default="copy", note="Places below are counted in it."
    )
    preset_pills()
    stage, controls = st.columns([9, 4], gap="medium")  # on a phone the picture comes first
    with controls:
        table, field = st.container(), st.container()
        beside = st.columns(2)
        with beside[0]:
            stride = settings.number("Stride", "kernels_stride", 1, low=1, high=16)
        with beside[1]:
            border = settings.choice("Border", "kernels_border", BORDER_TITLES, "zero", kind="list")
    kernel = kernel_in_use(table, field)
    with controls:
        display = display_in_use(kernel.weights)
        grey = settings.toggle("Picture in grey", "kernels_grey", disabled=display == "signed")

    how = Settings(stride, border, display, grey)
    with stage.container(key="kernels_stage"):
        view = last_valid(
            "kernels",
            (kernel.weights, how),
            lambda weights, how: filtered(extent.pixels, weights, how),
            st.container(),
        )
        compare(
            view,
            key="kernels_compare",
            display=display,
            title=f"{picture.name}, before and after: {kernel.title}",
            picture=extent.digest,
            settings=fingerprint(extent, kernel.weights, how),
        )
        st.caption(
            f"{kernel.does} {display_sentence(view.result, display)} "
            f"{border_sentence(kernel.weights, border)}"
        )
        st.download_button(
            "Result at full size, PNG",
            full_size_png(picture, kernel.weights, how),
            f"{kernel.name}.png",
            "image/png",
            key="kernels_download",
            icon=":material/download:",
            on_click="ignore",
            help=f"Computed now, on all {picture.size[1]} × {picture.size[0]} pixels.",
        )

    st.markdown(facts_table(kernel.weights))
    st.markdown(facts_sentences(kernel.weights))

    lessons(picture, kernel, how)
    same_in_code(
        lambda: programs(kernel.weights, extent, how),
        libraries=("PyTorch", "NumPy", "TensorFlow"),
        reads=extent,
    )


workbench()
predict_first("kernels", MAKERS)
notes(
    notice=[
        "Weights that sum to 1 keep the brightness of flat areas; those that sum to 0 drop it.",
        "Sharpening is the picture minus its Laplacian: compare the two tables.",
        "No screen can show a negative number. Clipping throws half of an edge away.",
        "A convolutional layer learns weights like these from examples. Nobody types them in.",
    ],
    attempt=[
        "Choose *Sobel, along the row*: which side of an edge is orange? What is left with *Clip*?",
        "Choose the large blur and each border in turn. Look at the corners.",
        "Flip the emboss kernel. Where does the light come from now?",
        "Under *Frequency*, compare the two blurs of the lecture. Which stops more stripes?",
        "Paste `1 0 -1; 2 0 -2; 1 0 -1`. Which preset is it, and what has changed?",
    ],
    source="Lecture: filters by hand (FIT3181, week 4). Small kernels in a row: "
    "[Simonyan and Zisserman 2015](https://arxiv.org/abs/1409.1556), section 2.3. "
    "The kernel is not turned round: cross-correlation, as in "
    "[PyTorch](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html).",
)
