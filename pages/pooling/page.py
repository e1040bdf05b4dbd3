"""What does pooling keep of each window, and what does it throw away?"""

from typing import Any

import numpy as np
import streamlit as st

from pages.pooling.code import programs
from pages.pooling.exercises import MAKERS
from pages.pooling.lessons import lessons
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.player import pool_player
from pages.ui.exercises import predict_first
from pages.ui.formula import output_size_formulas, unreached_sentence
from pages.ui.frame import heading, notes
from pages.ui.matrices import SEVEN_BY_EIGHT, SEVEN_ROWS
from pages.ui.picture_choice import image_picker
from pages.ui.take_away import take_away
from pages.ui.valid import computed, last_valid
from vizcore.matrix_text import parse_matrix
from vizcore.steps import PoolSettings

CHOICES = {
    "same": "Lecture, 7×7",
    "valid": "Lecture, 7×8",
    "random": "Random numbers",
    "picture": "A patch of the picture",
}
INPUTS = {"same": SEVEN_ROWS, "valid": SEVEN_BY_EIGHT}
KINDS = {"max": "Maximum", "average": "Average"}


def forget_edits() -> None:
    """Drop numbers typed into an input that is being replaced."""
    st.session_state["pooling_input"] = ""


heading(
    "Pooling",
    "A window stops at every place where it fits and keeps the largest number in it, or the mean. "
    "Press play, step with the arrow keys, or point at any cell.",
)


def pooling_of(
    x: np.ndarray,
    window: tuple[int, int],
    kind: str,
    stride: tuple[int, int],
    padding: Any,
    ceil_mode: bool,
    counted: bool,
    from_picture: bool,
) -> tuple[PoolSettings, bool]:
    """The layer, and whether its input is a patch of the picture."""
    layer = PoolSettings(
        x, window, kind, stride, padding, ceil_mode=ceil_mode, count_include_pad=counted
    )
    return computed(layer), from_picture


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row():
        chosen = settings.choice(
            "Start from",
            "pooling_example",
            CHOICES,
            "same",
            on_change=forget_edits,
            label_visibility="collapsed",
        )
        kind = settings.choice(
            "Kind", "pooling_kind", KINDS, "max", kind="segments", label_visibility="collapsed"
        )
        source = st.container()  # always there, so that what comes below stays where it is
    picture = image_picker() if chosen == "picture" else None
    with source:
        if chosen == "random":
            x = controls.random_input("pooling", on_change=forget_edits)
        elif picture:
            x = controls.picture_patch("pooling", picture, on_change=forget_edits)
        else:
            x = parse_matrix(INPUTS[chosen])

    settings_row, formula, figure = controls.settings_and_figure("pooling")
    with settings_row:
        window = controls.per_axis("Window", "pooling_window", 2)
        stride = controls.per_axis("Stride", "pooling_stride", 2)
        padding = controls.padding("pooling")
        ceil_mode = settings.toggle("Ceil mode", "pooling_ceil")
        count_padding = settings.toggle(
            "Count padding", "pooling_count_padding", disabled=kind == "max"
        )

    below = st.container()  # what to take away stands above the editor
    with st.expander("Edit the input"):
        x = controls.input_numbers("pooling", x, figure)
    counted = count_padding and kind == "average"
    layer, from_picture = last_valid(
        "pooling",
        (x, window, kind, stride, padding, ceil_mode, counted, picture is not None),
        pooling_of,
        formula,
    )
    rows, columns = layer.axes
    formula.markdown(output_size_formulas(rows, columns, ceil=layer.ceil_mode))
    with figure:
        pool_player(layer, key="pooling", picture=from_picture)
        st.caption(unreached_sentence(rows, columns))
    with below:
        take_away(layer, "pooling", picture=from_picture)
    lessons(layer, choose_picture=picture is None)
    same_in_code(lambda: programs(layer))


workbench()
predict_first("pooling", MAKERS)
notes(
    notice=[
        "Each channel is pooled by itself: the number of maps does not change.",
        "With stride equal to the window no two windows overlap: 224 rows become 112.",
        "The winner of a maximum can move inside its window and the output stays the same.",
        "Padding is minus infinity for a maximum: it never wins. A mean leaves it out here, as in "
        "Keras and ONNX; PyTorch's `avg_pool2d` counts it unless told otherwise.",
    ],
    attempt=[
        "Set the window to 3 and the stride to 2, as AlexNet does. "
        "Which cells are used more than once?",
        "Switch between maximum and average on a patch of the picture: what keeps a thin line?",
        "Take 7×8 with stride 2 and look for the row that no window reaches. "
        "Then turn on ceil mode.",
        "Set window and stride to 4. How far can the picture move before all maxima change?",
        "Choose average, each side by number, and turn *Count padding* on: what changes?",
    ],
    source="Lecture: pooling (FIT3181, week 4). Rules: "
    "[MaxPool2d](https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html), "
    "[AvgPool2d](https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html). "
    "Global: [Lin, Chen and Yan 2014](https://arxiv.org/abs/1312.4400). "
    "How little of a shift is forgotten: [Zhang 2019](https://arxiv.org/abs/1904.11486).",
)
