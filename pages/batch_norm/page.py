"""What does batch normalisation make of a channel, in training and at test time?"""

import streamlit as st

from pages.batch_norm.batches import AXES, batches, data_of
from pages.batch_norm.code import Shown, programs
from pages.batch_norm.exercises import MAKERS
from pages.batch_norm.layer import EPS
from pages.batch_norm.lessons import lessons
from pages.batch_norm.words import CSV_HEAD, batch_rows, size_words
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.batchnorm import batches_figure, keep_pictures
from pages.ui.downloads import csv_button
from pages.ui.exercises import predict_first
from pages.ui.extent import Extent
from pages.ui.frame import heading, notes
from pages.ui.picture_choice import image_picker

PICTURES = {"mixed": "Photographs", "one": "Your picture"}
SIZES = {str(size): str(size) for size in (1, 2, 4, 8, 16, 32)}
WHERE = {"relu": "after ReLU", "sums": "before ReLU"}
CHANNEL = 11  # shown first

heading(
    "Batch normalisation",
    "Each channel of a mini-batch is moved to mean 0 and stretched to deviation 1. "
    "Press play, then switch to test.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with st.container(key="batch_norm_figure_first"):  # on a phone
        row, figure = controls.row("batch_norm_settings"), st.container()
    with row:
        source = settings.choice(
            "Patches of", "batch_norm_pictures", PICTURES, "mixed", kind="segments"
        )
        size = int(settings.choice("Batch size", "batch_norm_size", SIZES, "8", kind="segments"))
        where = settings.choice(
            "Batch norm stands", "batch_norm_where", WHERE, "relu", kind="segments"
        )
        unmixed = settings.toggle("Not shuffled", "batch_norm_unmixed")
    with figure:
        picture = image_picker() if source == "one" else None
        data = data_of(picture, where)
        made = batches(data, size, shuffled=not unmixed)
        keep_pictures(data.name, data.sheet, data.values, key="batch_norm")
        batches_figure(
            data.name, made, axis=AXES[where], eps=EPS, channel=CHANNEL, key="batch_norm"
        )
    st.caption(size_words(size, shuffled=not unmixed))
    csv_button("Batches, CSV", "batches", CSV_HEAD, lambda: batch_rows(made), key="batch_norm_csv")
    lessons(data)
    read = Extent(picture, picture.preview) if picture else None
    shown = Shown(read.file if read else "", size, where, not unmixed, CHANNEL)
    same_in_code(lambda: programs(shown), reads=read)


workbench()
predict_first("batch_norm", MAKERS)
notes(
    notice=[
        "The bars keep their shape: subtracting and dividing only move and stretch them.",
        "In training a picture's values depend on the others in its batch. At test time they do "
        "not: the averages are fixed.",
        "γ and β are learnt. They can undo the layer, and its deviation and mean are theirs: "
        "whatever came before, the next layer is given mean β and deviation γ.",
        "Keras counts momentum the other way round: 0.9 there is 0.1 in PyTorch. It also stores "
        "the variance over n.",
    ],
    attempt=[
        "Choose a channel whose bars hardly show. What does the layer make of it?",
        "Switch to test and drag the point in the chart back to 0. What has become of *After*?",
        "Momentum 1: what do the averages remember? And 0?",
        "Turn *Not shuffled* on and press play: what do the averages lag behind?",
        "Batch size 1, then 32: how much do the blue points jump?",
    ],
    source="Lecture: batch normalisation (FIT3181, week 4). [Ioffe and Szegedy 2015]"
    "(https://arxiv.org/abs/1502.03167); as in PyTorch's "
    "[BatchNorm2d](https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html). "
    "Momentum in Keras: "
    "[BatchNormalization](https://keras.io/api/layers/normalization_layers/batch_normalization/).",
)
