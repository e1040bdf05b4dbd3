"""Internal covariate shift: what a layer is given while the layers before it learn."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.batch_norm.batches import BINS, MIDDLE, SIDE, Data, batches, mixed_pictures
from pages.batch_norm.layer import EPS, film_frames, prepared
from pages.ui.components.batchnorm import frames_figure, keep_pictures
from pages.ui.downloads import csv_button
from pages.ui.facts import facts
from vizcore.images.encode import encode_jpeg
from vizcore.steps.batches import Batches, batches_of, one_after_another, pictures_of
from vizcore.text import fixed, percent, table

PICTURES = 16
CHANNEL = 1  # shown first

_AXIS = (-3.0, 9.0)
_NAME = "film"
_DEAD = 1e-3  # a channel with a smaller deviation has nothing to move


@dataclass(frozen=True, eq=False)
class Film:
    """One mini-batch before the second batch norm, at each step of the film."""

    labels: tuple[str, ...]
    steps: tuple[int, ...]
    sheet: np.ndarray
    made: Batches
    values: np.ndarray


def over_training(data: Data) -> None:
    """The second batch norm's input over the film, and how far a channel's mean moves there."""
    film = load_film()
    st.markdown(
        "Covariate shift: the distribution of what is put in changes. Inside a network it does so "
        f"at every step. Here is one mini-batch of {PICTURES} pictures, always the same, on its "
        "way to the **second** batch norm while the network learned. Before: what this layer is "
        "given, and would hand on if it did nothing. After: with mean 0 and deviation 1, before γ "
        "and β."
    )
    keep_pictures(_NAME, film.sheet, film.values, key="batch_norm_film")
    frames_figure(
        _NAME, film.made, film.labels, axis=_AXIS, eps=EPS, channel=CHANNEL,
        key="batch_norm_film",
    )  # fmt: skip
    st.caption(
        "Only the weights of two convolutions and one batch norm change from one moment to the "
        "next. The layers after it must follow: that is the internal covariate shift. Right: of "
        "the film's held-out images."
    )
    st.markdown(
        "**How far does a channel's mean move,** from its lowest to its highest? In deviations of "
        "the channel; half of the channels move further."
    )
    rows = [
        ("Between mini-batches of 8, shuffled", "first", moved(batches(data, 8, shuffled=True))),
        ("The same, not shuffled", "first", moved(batches(data, 8, shuffled=False))),
        ("Over the training, the batch the same", "second", moved(film.made)),
    ]
    written = [(name, which, fixed(before, 2), "0") for name, which, before in rows]
    st.markdown(table(["", "Batch norm", "Before", "After"], written, "llrr"))
    st.caption(_experiment())
    csv_button(
        "Film, CSV", "film", ["step", "channel", "mean", "variance / n"], lambda: film_rows(film),
        key="batch_norm_film_csv",
    )  # fmt: skip


@st.cache_resource(show_spinner="Running the film")
def load_film() -> Film:
    """The film, once for everybody: no picture of a person is in it."""
    chosen = np.random.default_rng(0).permutation(len(mixed_pictures()))[:PICTURES]
    pixels = mixed_pictures()[chosen]
    frames = list(film_frames(prepared(pixels)))
    everybody = [np.arange(PICTURES)]
    return Film(
        tuple(f"After {frame.step:,} steps: {percent(frame.accuracy)} right" for frame in frames),
        tuple(frame.step for frame in frames),
        np.frombuffer(encode_jpeg(pixels.reshape(-1, SIDE, 3)), np.uint8),
        one_after_another(
            [batches_of(pictures_of(frame.maps, BINS), everybody) for frame in frames]
        ),
        np.concatenate([frame.maps[:, :, MIDDLE, MIDDLE] for frame in frames]),
    )


def moved(made: Batches) -> float:
    """How far a channel's mean moves, in its typical deviation: the median over the channels."""
    spread = np.sqrt(made.var.mean(0))
    alive = spread > _DEAD
    reach = (made.mean.max(0) - made.mean.min(0))[alive] / spread[alive]
    return float(np.median(reach))


def film_rows(film: Film) -> list[tuple[float, ...]]:
    """A row for each moment and channel."""
    return [
        (step, channel, film.made.mean[i, channel], film.made.var[i, channel])
        for i, step in enumerate(film.steps)
        for channel in range(film.made.mean.shape[1])
    ]


def _experiment() -> str:
    """What the project's own runs say of a network that never had the layer."""
    runs = facts("experiments/lecture.json")["results"]
    last = {(run["variant"], run["rate"]): run["final"]["validation_accuracy"] for run in runs}
    pairs = [
        (plain, norm)
        for rate in sorted({rate for _, rate in last})
        for plain, norm in zip(last["plain", rate], last["batch norm", rate], strict=True)
    ]
    ahead = sum(norm > plain for plain, norm in pairs)
    plain, norm = (float(np.mean(values)) for values in zip(*pairs, strict=True))
    return (
        "Before is not another network: this one was trained with batch norm, and nothing kept its "
        "sums small. Without the layer other weights are learnt. In our own runs of the lecture's "
        f"experiment, {len(pairs)} pairs with the same seed, the network with batch norm was ahead "
        f"on the validation images in {ahead}: {percent(norm)} against {percent(plain)} on "
        "average. Whether the smaller shift is the reason is "
        "[disputed](https://arxiv.org/abs/1805.11604)."
    )
