"""What do networks learn from, how large are its images, and where does one of them err?"""

import numpy as np
import streamlit as st

from pages.data_sets.catalogue import DATA_SETS, DataSet
from pages.data_sets.code import programs
from pages.data_sets.exercises import MAKERS
from pages.data_sets.pictures import (
    LABELS,
    SHOWN,
    WORST,
    captions,
    choices,
    chosen_images,
    counts,
    looked_at,
    title,
)
from pages.ui import place, settings
from pages.ui.cifar10 import where_it_is
from pages.ui.code import same_in_code
from pages.ui.components.confusion import confusion
from pages.ui.components.scales import Tile, scales
from pages.ui.downloads import csv_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from vizcore.errors import ConvScopeError
from vizcore.text import literal, sentence, table

_HEAD = ["Data set", "To learn from", "Others", "Classes", "Size", "Source"]
_CHOICE = "data_sets_cell"


def words(data: DataSet) -> str:
    """What is said of a set that is pointed at."""
    others = f" and {data.others:,} others" if data.others else ""
    return (
        f"{data.name}: {data.what}. {data.train:,} images to learn from{others}, {data.classes:,} "
        f"classes, {data.size}. {data.note}"
    ).strip()


def tiles() -> list[Tile]:
    """The sets as they are drawn."""
    return [
        {
            "name": data.name,
            "width": data.width,
            "height": data.height,
            "channels": data.channels,
            "images": data.images,
            "words": words(data),
        }
        for data in DATA_SETS
    ]


def listed() -> list[tuple[str, ...]]:
    """The rows of the table."""
    return [
        (
            d.name,
            f"{d.train:,}",
            f"{d.others:,}" if d.others else "–",
            f"{d.classes:,}",
            d.size,
            d.source,
        )
        for d in DATA_SETS
    ]


@place.fragment
def errors() -> None:
    """CIFAR-10's test images: the matrix always, the pictures where the server has them."""
    st.header("What MiniVGG takes for what", anchor=False)
    chosen = settings.unseen_choice(_CHOICE, choices(), WORST)
    path, pictures, told = where_it_is(), np.zeros((0, 32, 32, 3), np.uint8), []
    above = "The pictures are not on this server."
    if path:
        opened = settings.toggle("Show the pictures", "data_sets_pictures") or chosen != WORST
        above = "Switch on the pictures, or choose a cell or a class." if opened is False else above
        if opened:
            try:
                looked = looked_at(path)
                index = chosen_images(looked, chosen)
                above = title(chosen, len(index))
                pictures, told = looked.images[index[:SHOWN]], captions(looked, index[:SHOWN])
            except ConvScopeError as error:
                st.error(literal(sentence(error)))
    confusion(
        LABELS, counts(), pictures, told, title=above, chosen=chosen, key="data_sets_confusion",
        on_choose=lambda name: place.remember(_CHOICE, name),
    )  # fmt: skip
    st.caption(
        "All 10,000 test images of CIFAR-10, 1,000 of each class; the network is right on 88.0 %. "
        + (
            "CIFAR-10 is on this server."
            if path
            else "CIFAR-10 is not on this server. `convscope-data cifar10` fetches its 170 MB; "
            "set CONVSCOPE_CIFAR10 to the file that it names and start the server again."
        )
    )


heading(
    "Data sets",
    "Twelve sets, each image drawn to one scale; the lines are 32 pixels apart. Point at one: what "
    "is on it, and how many there are?",
)
scales(tiles(), key="data_sets")
st.markdown(table(_HEAD, listed(), "lrrrll"))
csv_button("Table, CSV", "data-sets", _HEAD, listed, key="data_sets_csv")
errors()
predict_first("data_sets", MAKERS)
same_in_code(programs)
notes(
    notice=[
        "MNIST's digit has 784 numbers, an image of ImageNet half a million: the same layer costs "
        "hundreds of times as much on it.",
        "Where a set has 80 images of a class, a network of millions of parameters learns them by "
        "heart: augmentation and networks that have learnt elsewhere help.",
        "Cats and dogs are confused most, 211 times. Cars and trucks, or cats and frogs, follow "
        "far behind, with 66 each.",
        "Images kept for the test must not be looked at before the end.",
    ],
    attempt=[
        "How many images of CIFAR-10 fit side by side into one of ImageNet?",
        "Find the two classes that are confused most, in both directions. Is it as bad both ways?",
        "Where the pictures are on the server: is the worst error of all one you would forgive?",
    ],
    source="Lecture: data sets (FIT3181, week 4). Each figure is from the source beside it; where "
    "the "
    "slide differs, it is said.",
)
