"""What do the same numbers, size, window, stride and padding, mean to different libraries?"""

import streamlit as st

from pages.conventions import views
from pages.conventions.code import programs
from pages.conventions.exercises import MAKERS
from pages.conventions.formulas import FORMULAS, Case, shifted_by_half
from pages.conventions.rows import row
from pages.conventions.rules import conventions
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.windows import windows_figure
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from vizcore.errors import ConvScopeError
from vizcore.text import sentence

PRESETS = {
    "13, 6, 5": (13, 6, 5, 1, 3),
    "224, 7, 2": (224, 7, 2, 1, 3),
    "6, 3, 2": (6, 3, 2, 1, 1),
    "10, 3, 2": (10, 3, 2, 1, 0),
    "7, 3, 2": (7, 3, 2, 1, 1),
    "8, 3, 2": (8, 3, 2, 1, 1),
}
NUMBERS = {
    "size": ("Size n", 13, 1, 512),
    "window": ("Window k", 6, 1, 16),
    "stride": ("Stride s", 5, 1, 16),
    "dilation": ("Dilation d", 1, 1, 8),
    "padding": ("Padding p", 3, 0, 32),
}


def take_preset() -> None:
    """Put the numbers of the chosen preset into the controls."""
    chosen = PRESETS.get(st.session_state["conventions_preset"])
    for name, value in zip(NUMBERS, chosen or (), strict=False):
        st.session_state[f"conventions_{name}"] = value


heading(
    "Padding conventions",
    "One setting, ten conventions: how many outputs, which side gets the zero, and where the "
    "windows stop. Point at a window to see the same one in every row.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row("conventions_numbers"):
        presets = st.container(width="content")
        n, k, s, d, p = (
            settings.number(label, f"conventions_{name}", value, low=low, high=high, width=92)
            for name, (label, value, low, high) in NUMBERS.items()
        )
    with presets:  # after the numbers: a preset is marked while they are its own
        st.session_state["conventions_preset"] = next(
            (name for name, numbers in PRESETS.items() if numbers == (n, k, s, d, p)), None
        )
        st.pills("Size, window, stride", PRESETS, key="conventions_preset", on_change=take_preset)
    setting = {"size": n, "window": k, "stride": s, "dilation": d}

    try:
        outcomes = conventions(**setting, padding=p)
        windows_figure([row(outcome) for outcome in outcomes], **setting, key="conventions_windows")
        views.rules(outcomes)

        st.header("The same size, other numbers", anchor=False)
        st.markdown(
            "The cells hold 1, 2, 3, and so on; every output is the mean of what its window "
            "covers, zeros counted. Two rows of the same length with other numbers stand on "
            "shifted grids."
        )
        views.values(outcomes)
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    same_in_code(lambda: programs(outcomes, **setting))


workbench()
st.header("Formulas that are often right", anchor=False)
st.markdown(
    "The lecture prints both of its size formulas with a ceiling as well as with a floor. The "
    "floor is right: a window that begins but cannot end is no window. Where the division leaves "
    "no remainder the two agree, and that is why the slip is so easy to make."
)
views.formulas()

predict_first("conventions", MAKERS)
shifted, odd = shifted_by_half()
pool, slip = FORMULAS["pool"], Case(7, 3, 2)
notes(
    notice=[
        "TensorFlow and ONNX are asked for a size, ⌈n / s⌉, and work out the zeros. PyTorch is "
        "asked for zeros, and the size follows.",
        "With 224, 7, 2 both give 112. TensorFlow puts 2 zeros before and 3 after; PyTorch's "
        "`padding=3` puts 3 and 3 and never uses the last. Its grid begins one cell earlier: "
        "weights that are carried over see another picture.",
        f"An odd window with p = k // 2 always has SAME's size, but in {shifted} of {odd:,} cases "
        "(sizes up to 64, windows up to 7, strides up to 4) not SAME's grid. An even one often "
        "has one output too many.",
        f"PyTorch's docstring of `MaxPool1d` rounds up twice in ceil mode: for {slip.size} cells, "
        f"a window of {slip.window} and stride {slip.stride} it gives {pool.claim(slip)}; the "
        f"layer itself gives {pool.truth(slip)}.",
    ],
    attempt=[
        "Choose *224, 7, 2* and go to the last window. Which rows end at the same cell? How would "
        "you pad in PyTorch to get TensorFlow's numbers?",
        "Set the stride to 1: which rows become one and the same? Then change the window from odd "
        "to even.",
        "Choose *10, 3, 2*: one cell is never read. Which conventions read it?",
        "Try size 5, window 1, stride 3, padding 0. What does Caffe's last window see?",
    ],
    source="Lecture: padding and output size (FIT3181, week 4). Every rule has its own source "
    "above. More: [PyTorch on padding='same'](https://github.com/pytorch/pytorch/issues/67551), "
    "[Dumoulin and Visin, convolution arithmetic](https://arxiv.org/abs/1603.07285).",
)
