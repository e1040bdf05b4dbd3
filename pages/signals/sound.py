"""A noisy voice and its smoothing: to see, to hear, and to see which frequencies it takes away."""

import numpy as np
import streamlit as st

from pages.signals.voice import RATE, response, smooth, smoothing_kernel, spectrum, vowel, wav_bytes
from pages.ui import controls, place
from pages.ui.chart import chart
from pages.ui.downloads import csv_button
from pages.ui.settings import choice
from pages.ui.theme import palette
from vizcore.figures.signals import sound_figure, spectrum_figure
from vizcore.text import many

_KERNELS = {"mean": "Moving average", "hann": "Hann window"}
_LENGTHS = {
    str(n): str(n) for n in (1, 3, 5, 9, 17, 33, 65)
}  # odd: the middle of each window is a sample
_NOISES = {"none": "None", "little": "Little", "some": "Some", "much": "Much"}
_LOUD = {"none": 0.0, "little": 0.2, "some": 0.5, "much": 1.0}
_SHOWN = (230.0, 270.0)  # milliseconds: the loudest part of the first syllable
_VOICE, _HISS = 120.0, 3000.0  # hertz
_PARTS = {"part": "40 ms of it", "whole": "The whole"}


@place.fragment
def noisy_voice(page: str) -> None:
    """Show the section; what its controls change leaves the rest of the page alone."""
    st.header("A noisy voice, smoothed", anchor=False)
    with controls.row(f"{page}_sound"):
        kernel = choice("Kernel", f"{page}_window", _KERNELS, "hann", kind="segments")
        length = choice("Samples in the kernel", f"{page}_length", _LENGTHS, "9", kind="segments")
        noise = choice("Noise", f"{page}_noise", _NOISES, "some", kind="segments")
    weights = smoothing_kernel(kernel, int(length))
    before = vowel(_LOUD[noise])
    after = smooth(before, weights)
    _charts(before, after, page)
    for column, name, signal in zip(
        st.columns(2, gap="medium"), ("Before", "After"), (before, after), strict=True
    ):
        column.markdown(f"**{name}**")
        column.audio(wav_bytes(signal))
    st.caption(_what_is_kept(weights))
    seconds = np.arange(before.size) / RATE
    csv_button(
        "Sound, CSV",
        "sound",
        ["seconds", "before", "after"],
        lambda: np.column_stack([seconds, before, after]).tolist(),
        key=f"{page}_sound_csv",
    )


def _charts(before: np.ndarray, after: np.ndarray, page: str) -> None:
    waves, spectra = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    frequency, level = spectrum(before)
    with waves:
        part = choice(
            "Shown", f"{page}_part", _PARTS, "part", kind="segments", label_visibility="collapsed"
        )
        shown = _SHOWN if part == "part" else None
        chart(sound_figure(before, after, RATE, shown, palette()), key=f"{page}_waves")
    with spectra:
        figure = spectrum_figure(frequency, level, spectrum(after)[1], palette())
        chart(figure, key=f"{page}_spectra")


def _what_is_kept(weights: np.ndarray) -> str:
    low, high = (f"{response(weights, frequency):.1%}" for frequency in (_VOICE, _HISS))
    return (
        rf"$s(t) = \sum_a x(a)\, w(t - a)$ with {many(weights.size, 'weight')} $w$ of sum 1, over "
        f"{1000 * weights.size / RATE:.3g} ms. A tone of {_VOICE:g} Hz, the pitch of the voice, "
        f"keeps {low} of its height, one of {_HISS:g} Hz {high}: a mean lets slow changes pass and "
        "takes fast ones away, whether noise or voice."
    )
