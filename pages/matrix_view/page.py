"""How does one matrix product compute a whole convolution?"""

import streamlit as st

from pages.matrix_view.code import programs
from pages.matrix_view.exercises import MAKERS
from pages.matrix_view.layers import KERNEL, WORKED, channels_of, cost_sentence, filters_of
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.unrolled import unrolled_figure
from pages.ui.downloads import csv_button
from pages.ui.exercises import predict_first
from pages.ui.formula import output_size_formulas
from pages.ui.frame import heading, notes
from pages.ui.picture_choice import image_picker
from pages.ui.valid import computed, last_valid
from vizcore.matrix_text import parse_matrix
from vizcore.steps.unrolled import UnrolledSettings

CHOICES = {
    "worked": "Worked 3×3",
    "random": "Random numbers",
    "picture": "A patch of the picture",
}
VIEWS = {"windows": "Windows as rows (im2col)", "kernels": "Kernel as a matrix (Toeplitz)"}
MOST, LARGEST_KERNEL = 10, 5  # cells a side


def forget_edits() -> None:
    """Drop numbers typed into an input that is being replaced."""
    st.session_state["matrix_view_input"] = ""


def whole(label: str, name: str, default: int, low: int, high: int) -> int:
    """One of the layer's numbers."""
    key = f"matrix_view_{name}"
    return settings.number(label, key, default, low=low, high=high, width=92)


heading(
    "Convolution as a matrix product",
    "Each window becomes a row, each kernel a column: one product gives all outputs. "
    "Point at any cell.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row("matrix_view_source"):
        view = settings.choice(
            "View",
            "matrix_view_view",
            VIEWS,
            "windows",
            kind="segments",
            label_visibility="collapsed",
        )
        chosen = settings.choice(
            "Start from",
            "matrix_view_example",
            CHOICES,
            "worked",
            on_change=forget_edits,
            label_visibility="collapsed",
        )
        source = st.container()  # always there, so that what comes below stays where it is
    picture = image_picker() if chosen == "picture" else None
    with source:
        if chosen == "random":
            first = controls.random_input("matrix_view", on_change=forget_edits, side=5, most=MOST)
        elif picture:
            first = controls.picture_patch(
                "matrix_view", picture, on_change=forget_edits, side=6, most=MOST
            )
        else:
            first = parse_matrix(WORKED)

    settings_row, formula, figure = controls.settings_and_figure("matrix_view")
    with settings_row:
        stride = whole("Stride", "stride", 1, 1, 4)
        padding = whole("Padding", "padding", 0, 0, 3)
        dilation = whole("Dilation", "dilation", 1, 1, 3)
        channels = whole("Channels", "channels", 1, 1, 3)
        filters = whole("Filters", "filters", 1, 1, 3)

    below = st.container()  # what to take away stands above the editor
    with st.expander("Edit the input and the kernel"):
        inputs, kernels = st.columns([3, 2], gap="large")
        with kernels:
            kernel = controls.kernel_numbers("matrix_view", KERNEL, figure, most=LARGEST_KERNEL)
        with inputs:
            first = controls.input_numbers("matrix_view", first, figure, most=MOST)
        if channels > 1 or filters > 1:
            st.caption("Further channels and filters are these, turned.")
    inputs_and_filters = channels_of(first, channels), filters_of(kernel, filters, channels)
    layer = last_valid(
        "matrix_view",
        (*inputs_and_filters, stride, padding, dilation),
        lambda *given: computed(UnrolledSettings(*given)),
        formula,
    )
    rows, columns = layer.axes
    formula.markdown(output_size_formulas(rows, columns))
    with figure:
        unrolled_figure(layer, view=view, key="matrix_view", picture=picture is not None)
        st.markdown(cost_sentence(layer, view))
        if view == "kernels":
            st.page_link(
                "pages/transposed/page.py",
                label="Its transpose: the transposed convolution",
                icon=":material/approval:",
            )
    matrix = layer.rows if view == "windows" else layer.matrix
    with below:
        csv_button(
            "Matrix, CSV",
            view,
            [f"column {i}" for i in range(matrix.shape[1])],
            matrix.tolist,
            key="matrix_view_csv",
        )
    same_in_code(lambda: programs(layer, view))


workbench()
predict_first("matrix_view", MAKERS)
notes(
    notice=[
        "The kernel is flattened once; it is the same column for every row. "
        "That is weight sharing, seen from the other side.",
        "With several channels a row holds the window of each channel, one after the other; with "
        "several filters there are several columns. It is still one product.",
        "Windows overlap, so numbers are copied: with stride 1 up to as often as the kernel has "
        "weights. Libraries pay with memory for the speed of a large matrix product.",
        "The other matrix needs no copies of the input but is almost empty; nobody stores it. It "
        "shows that a convolution is a linear layer with shared weights and many zeros.",
    ],
    attempt=[
        "Point at the input's middle cell: how many rows hold it? And a corner?",
        "Set the stride to 3: how much is copied now?",
        "Switch to the kernel as a matrix and step with →: how does the row move? And at the end "
        "of a line of the input?",
        "Set the filters to 3. Which of the two matrices grows?",
        "With which kernel is the matrix of kernels the identity?",
    ],
    source="im2col: Chellapilla, Puri and Simard, *High Performance Convolutional Neural Networks "
    "for Document Processing*, 2006. PyTorch: "
    "[Unfold](https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html). The matrix of "
    "kernels: [Dumoulin and Visin 2016](https://arxiv.org/abs/1603.07285), section 4.1.",
)
