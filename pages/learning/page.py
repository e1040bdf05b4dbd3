"""How did the network become what it is: filters, maps, answers and one number, step by step?"""

import streamlit as st

from pages.learning.card import class_rows, figures, four_bits, per_class, rows_of_film
from pages.learning.code import programs
from pages.learning.exercises import MAKERS
from pages.learning.figure import figure_of
from pages.learning.film import LAYERS, layers, network_input
from pages.learning.follow import operands_of
from pages.ui import controls, place, settings
from pages.ui.code import same_in_code
from pages.ui.components.learning import learning_figure
from pages.ui.downloads import csv_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.inside.spots import chosen_spot
from pages.ui.network_programs import PICTURE
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.text import sentence

KEY = "learning_figure"

heading(
    "How it learned",
    "Seventeen moments of one training. Drag along the curves: filters, maps, answers and one "
    "number's arithmetic move along.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    picture = image_picker(classes=True)
    try:
        layer = settings.choice(
            "Layer",
            "learning_layer",
            {name: f"Maps of {name}" for name in LAYERS},
            "conv1",
            kind="list",
            width=168,
            label_visibility="collapsed",
        )
        figure = figure_of(picture, layer)
        shown = [each for each in layers() if each.name == layer]
        spot = chosen_spot(KEY, shown, figure.standing, layer)
        operands = operands_of(picture, spot)
        where = spot.channel, spot.row, spot.column
        learning_figure(figure.name, figure.data, where, operands, key=KEY)
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    with controls.row():
        csv_button(
            "Film, CSV",
            "how-it-learned",
            ["step", "epoch", "accuracy", "loss", "followed value"],
            lambda: rows_of_film(operands["result"]),
            key="learning_csv",
        )
        png_button(
            PICTURE,
            PICTURE.removesuffix(".png"),
            lambda: network_input(picture),
            key="learning_save_picture",
        )
    same_in_code(lambda: programs(spot))
    st.caption(
        f"The programs print {spot.words(shown)} after each of the film's steps. They read the "
        "picture from the file above, and NumPy and Keras the film from the folder assets/film."
    )


@place.fragment
def model_card() -> None:
    """What the network can do now, in numbers of its own files."""
    st.header("What it can do in the end", anchor=False)
    st.markdown(figures())
    st.markdown(per_class())
    csv_button(
        "Classes, CSV",
        "classes",
        ["class", "right", "taken most often for", "times"],
        class_rows,
        key="learning_classes_csv",
    )
    st.caption(four_bits())
    st.page_link(
        "pages/data_sets/page.py", label="The worst errors, with their pictures: Data sets"
    )


workbench()
model_card()
predict_first("learning", MAKERS)
notes(
    notice=[
        "The axis is stretched at its beginning: there most happens.",
        "Before the first step a filter is noise, and its maps still look like the picture.",
        "After 10 steps the network answers hardly better than by chance, yet its loss has fallen.",
        "The running mean and variance begin at 0 and 1: before the first step they have seen no "
        "picture.",
    ],
    attempt=[
        "Hold the mouse over *cat taken for dog* and go from the first moment to the last.",
        "Find the step from which on your picture's answer stays the same.",
        "Follow a value of `bn1`: which of its numbers moves most, and which hardly?",
        "Take the maps of `relu4`: are there maps that end up empty?",
    ],
    source="The film and its recipe: assets/film. The network: row 31 of the lecture. Batch "
    "normalisation: [Ioffe and Szegedy 2015](https://arxiv.org/abs/1502.03167).",
)
