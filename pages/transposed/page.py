"""How does a convolution run backwards make a picture larger, and why with a checkerboard?"""

import numpy as np
import streamlit as st

from pages.transposed.code import programs
from pages.transposed.exercises import MAKERS
from pages.transposed.formulas import size_formulas
from pages.transposed.lessons import lessons
from pages.transposed.presets import INPUT, PRESETS
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.player import stamp_player
from pages.ui.downloads import csv_button, gif_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.picture_choice import image_picker
from pages.ui.picture_row import sheet
from pages.ui.valid import computed, last_valid
from vizcore.figures.palette import signed_pixels
from vizcore.figures.player import Timing, stamps_gif
from vizcore.matrix_text import parse_matrix
from vizcore.steps.transposed import TransposedSettings, evenness

CHOICES = {name: preset.title for name, preset in PRESETS.items()}
CHOICES |= {"random": "Random numbers", "picture": "A patch of the picture"}
MOST, LARGEST_KERNEL = 16, 7  # cells a side


def start_over() -> None:
    """Take the settings of the preset that was chosen; an edited input gives way to it."""
    forget_edits()
    preset = PRESETS.get(st.session_state["transposed_example"])
    if preset:
        st.session_state["transposed_kernel"] = preset.kernel
        st.session_state["transposed_stride"] = preset.stride
        st.session_state["transposed_padding"] = preset.padding
        st.session_state["transposed_extra"] = 0
        st.session_state["transposed_dilation"] = 1


def forget_edits() -> None:
    """Drop numbers typed into an input that is being replaced."""
    st.session_state["transposed_input"] = ""


def whole(label: str, name: str, default: int, low: int, high: int, width: int = 92) -> int:
    """One of the layer's numbers, the same for rows and columns."""
    return settings.number(label, f"transposed_{name}", default, low=low, high=high, width=width)


heading(
    "Transposed convolution",
    "Each input cell stamps the kernel, times its value, into the output. "
    "Press play or point at any cell.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row("transposed_source"):
        chosen = settings.choice(
            "Start from",
            "transposed_example",
            CHOICES,
            "checkerboard",
            on_change=start_over,
            label_visibility="collapsed",
        )
        source = st.container()  # always there, so that what comes below stays where it is
    picture = image_picker() if chosen == "picture" else None
    with source:
        if chosen == "random":
            x = controls.random_input("transposed", on_change=forget_edits, side=4, most=MOST)
        elif picture:
            x = controls.picture_patch(
                "transposed", picture, on_change=forget_edits, side=12, most=MOST
            )
        else:
            x = parse_matrix(INPUT)

    settings_row, formula, figure = controls.settings_and_figure("transposed")
    with settings_row:
        stride = whole("Stride", "stride", 2, 1, 4)
        padding = whole("Padding", "padding", 0, 0, 8)
        extra = whole("Output padding", "extra", 0, 0, 3, width=128)
        dilation = whole("Dilation", "dilation", 1, 1, 3)

    below = st.container()  # what to take away stands above the editor
    with st.expander("Edit the input and the kernel"):
        inputs, kernels = st.columns([3, 2], gap="large")
        with kernels:
            kernel = controls.kernel_numbers(
                "transposed", PRESETS["checkerboard"].kernel, figure, most=LARGEST_KERNEL
            )
        with inputs:
            x = controls.input_numbers("transposed", x, figure, most=MOST)
    layer, from_picture = last_valid(
        "transposed",
        (x, kernel, stride, padding, extra, dilation, picture is not None),
        lambda *given: (computed(TransposedSettings(*given[:-1])), given[-1]),
        formula,
    )
    formula.markdown(size_formulas(layer))
    with figure:
        stamp_player(layer, key="transposed", picture=from_picture)
        st.caption(evenness(layer))
    with below, controls.row():
        csv_button(
            "Output, CSV",
            "transposed-output",
            ["row", "column", "output", "stamps"],
            lambda: table_of(layer),
            key="transposed_csv",
        )
        png_button(
            "Output and counts, PNG",
            "transposed",
            lambda: picture_of(layer),
            key="transposed_png",
        )
        gif_button(
            "Animation, GIF",
            "transposed",
            lambda: stamps_gif(layer, picture=from_picture),
            key="transposed_gif",
        )
        st.caption(f"GIF: {Timing(layer.x.size).words}", width="content")
    lessons(layer, choose_picture=picture is None)
    same_in_code(lambda: programs(layer))


def table_of(layer: TransposedSettings) -> list[list[float]]:
    """Each cell of the output and how many stamps write to it."""
    return [
        [row, column, value, int(layer.counts[row, column])]
        for row, values in enumerate(layer.output.tolist())
        for column, value in enumerate(values)
    ]


def picture_of(layer: TransposedSettings) -> np.ndarray:
    """The output, the stamps on each cell and, resized first, the terms, as coloured squares."""
    grids = (layer.output, layer.counts, layer.resized_counts)
    return sheet([signed_pixels(grid).repeat(16, axis=0).repeat(16, axis=1) for grid in grids])


workbench()
predict_first("transposed", MAKERS)
notes(
    notice=[
        "A convolution gathers: an output is a sum over a window. Its transpose scatters: an input "
        "is spread over a window. Both use the same pairs of cells, with the same weights.",
        "Padding cuts the output's border off, and a larger stride makes the output larger: the "
        "other way round than in a convolution.",
        "Where the stride does not divide the kernel, some cells are written more often than their "
        "neighbours: a checkerboard that training has to unlearn.",
        "Enlarge first, then convolve: every cell away from the border is the sum of equally many "
        "terms, whatever the kernel.",
    ],
    attempt=[
        "Point at output cells beside each other: how many input cells made each of them?",
        "Set the stride to 3. Which kernel sizes write to every cell equally often?",
        "Type the kernel `1 2 1; 2 4 2; 1 2 1` at stride 2, and ones as input: cells are written "
        "1, 2 and 4 times, and yet the inner output is flat. Why?",
        "Set output padding to 1 with kernel 3, padding 1: the size is twice the input's. "
        "Which cells are new?",
        "Set the stride to 4 with a kernel of 2: which cells does no stamp reach?",
    ],
    source="Checkerboard and remedy: Odena, Dumoulin and Olah, "
    "[Deconvolution and Checkerboard Artifacts](https://distill.pub/2016/deconv-checkerboard/), "
    "2016. Formula: [PyTorch, ConvTranspose2d](https://docs.pytorch.org/docs/stable/generated/"
    "torch.nn.ConvTranspose2d.html). "
    "[Dumoulin and Visin 2016](https://arxiv.org/abs/1603.07285) draw it.",
)
