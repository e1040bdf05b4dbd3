"""What does a kernel make of a signal, a row of numbers?"""

import numpy as np
import streamlit as st

from pages.signals.code import programs
from pages.signals.exercises import MAKERS
from pages.signals.presets import PRESETS, TITLES, one_row, padding, preset_sentence
from pages.signals.sound import noisy_voice
from pages.ui import controls, place, settings
from pages.ui.chart import chart
from pages.ui.code import same_in_code
from pages.ui.components.player import conv_player
from pages.ui.downloads import csv_button
from pages.ui.exercises import predict_first
from pages.ui.formula import (
    flip_sentence,
    output_size_formula,
    unreached_places,
    weighted_sum_formula,
)
from pages.ui.frame import heading, notes
from pages.ui.matrices import random_matrix
from pages.ui.theme import palette
from pages.ui.valid import computed, last_valid
from vizcore.figures.signals import signal_figure
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings


def start_over() -> None:
    """Take the settings of the preset that was chosen; an edited signal gives way to it."""
    preset = PRESETS[st.session_state["signals_example"]]
    st.session_state["signals_input"] = ""
    st.session_state["signals_kernel"] = preset.kernel
    st.session_state["signals_stride"] = preset.stride
    st.session_state["signals_padding"] = preset.padding
    st.session_state["signals_dilation"] = 1


def forget_edits() -> None:
    """Drop numbers typed into a signal that is being replaced."""
    st.session_state["signals_input"] = ""


heading(
    "Convolution in one dimension",
    "A kernel walks along a row of numbers; at each stop it multiplies, adds up and writes one "
    "number. Press play, step with the arrow keys, or point at any cell.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with controls.row():
        chosen = settings.choice(
            "Start from",
            "signals_example",
            TITLES,
            "lecture",
            on_change=start_over,
            label_visibility="collapsed",
        )
    preset = PRESETS[chosen]
    settings_row, formulas, figure = controls.settings_and_figure("signals")
    with settings_row:
        stride = settings.number(
            "Stride", "signals_stride", preset.stride, low=1, high=16, width=92
        )
        dilation = settings.number("Dilation", "signals_dilation", 1, low=1, high=16, width=92)
        pads = padding("signals", preset.padding)
        source = st.container(
            width="content"
        )  # always there, so that what follows stays where it is
        flipped = settings.toggle("Flip the kernel, as mathematics does", "signals_flip")
    with source:
        if preset.signal:
            x = parse_matrix(preset.signal)
        else:
            seed = settings.number(
                "Seed", "signals_seed", 0, low=0, high=9999, on_change=forget_edits, width=92
            )
            x = random_matrix(1, 14, seed)

    with st.expander("Edit the signal and the kernel"):
        x = controls.input_numbers("signals", x, figure, one_row("signal"))
        kernel = controls.kernel_numbers("signals", preset.kernel, figure, one_row("kernel"))
    plain = last_valid(
        "signals",
        (x, kernel, 0.0, stride, pads, dilation),
        lambda *given: computed(ConvSettings(*given)),
        formulas,
    )
    turned = plain.turned()
    shown, other = (turned, plain) if flipped else (plain, turned)
    (axis,) = shown.axes
    weighted_sum = weighted_sum_formula(shown.axes, flipped=flipped)
    formulas.markdown(f"{weighted_sum}\n\n{output_size_formula(axis, 'outputs')}")
    with figure:
        conv_player(shown, key="signals")
        st.caption(
            f"{preset_sentence(preset, shown)} "
            f"{flip_sentence(plain.output, turned.output)} {unreached_places(axis)}"
        )
        chart(
            signal_figure(
                plain.x[0],
                np.array(axis.starts) + (axis.span - 1) / 2,
                shown.output,
                other.output,
                f"Kernel {'not ' if flipped else ''}flipped",
                palette(),
            ),
            key="signals_curves",
        )
        csv_button(
            "Outputs, CSV",
            "outputs",
            ["first place of the window", "output"],
            lambda: list(zip(axis.starts, shown.output.tolist(), strict=True)),
            key="signals_csv",
        )
    same_in_code(lambda: programs(plain, flipped=flipped))


workbench()
noisy_voice("signals")
predict_first("signals", MAKERS)
notes(
    notice=[
        "Every output is one sum of products, and the kernel is the same at every stop.",
        "Deep learning does not flip the kernel. Mathematics calls that cross-correlation; its own "
        "*convolution* flips. A network learns its weights either way.",
        "Weights that sum to 1 keep flat stretches as they are; weights that sum to 0 turn them "
        "into 0.",
        "With a stride above the kernel's length some places are never read: they are hatched.",
    ],
    attempt=[
        "Set the lecture's stride to 3. Does the kernel fit to the end, is padding needed, how "
        "many outputs are there?",
        "Choose *Spike* and flip the kernel. Why does the output now read as the kernel does?",
        "Type the kernel `-1 2 -1`. What does it make of a straight rise such as `1 2 3 4 5`?",
        "Make the noise loud, and the kernel as long as it takes until the hiss is gone. What has "
        "become of the voice?",
    ],
    source="Lecture: convolution in one dimension, smoothing a signal (FIT3181, week 4); "
    "$s(t) = \\sum_a x(a) w(t - a)$ as in Goodfellow, Bengio, Courville, [Deep Learning, "
    "9.1](https://www.deeplearningbook.org/contents/convnets.html). Operation: "
    "[Conv1d](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html).",
)
