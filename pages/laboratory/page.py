"""How does a network learn, and what do batch norm, dropout and the optimiser change in it?"""

import streamlit as st

from pages.laboratory.code import programs
from pages.laboratory.exercises import MAKERS
from pages.laboratory.experiment import (
    CURVES,
    RATES,
    TITLES,
    beside_the_lecture,
    curves_of,
    experiment,
)
from pages.ui import controls, place, settings
from pages.ui.chart import chart
from pages.ui.code import same_in_code
from pages.ui.components.laboratory import laboratory
from pages.ui.downloads import csv_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.memory import made_once
from pages.ui.picture_choice import image_picker
from pages.ui.theme import palette
from vizcore.figures.learning import learning_figure
from vizcore.images import to_network_input
from vizcore.laboratory.film import Film, short_film
from vizcore.laboratory.settings import has_photographs

heading(
    "Training laboratory",
    "Train a network of your own and watch it learn. Change the learning rate while it runs; then "
    "start another one and compare.",
)


@st.cache_resource(show_spinner=False)
def film() -> Film:
    """What is shown until somebody starts a run; the same for everybody."""
    return short_film()


@place.fragment
def workbench() -> None:
    """The picture, and the laboratory, which asks the server for nothing but the run itself."""
    picture = image_picker()
    small = made_once(picture, "laboratory", "", lambda: to_network_input(picture.preview))
    laboratory(small, film(), photographs=has_photographs(), key="laboratory")


@place.fragment
def forty_runs() -> None:
    """The lecture's experiment: what one run shows, and what five seeds show."""
    st.header("The lecture's experiment, forty times", anchor=False)
    with controls.row():
        which = settings.choice("Compared with plain", "laboratory_compare", TITLES, "batch_norm")
        rate = settings.choice("Learning rate", "laboratory_lr", {r: r for r in RATES}, "0.001")
        curve = settings.choice(
            "Curve", "laboratory_curve", CURVES, "validation_accuracy", kind="list", width=230
        )
    curves = curves_of(which, RATES[rate], curve)
    title, share = CURVES[curve], curve.endswith("accuracy")
    chart(learning_figure(curves, title, share=share, palette=palette()), key="laboratory_chart")
    st.caption(
        "MiniVGG on 2,000 images of CIFAR-10, 500 others to check; batches of 32, so 63 steps an "
        "epoch; 20 epochs with Adam. A line is the mean of five seeds, its band goes from the "
        "least of them to the largest."
    )
    st.markdown(beside_the_lecture(which, RATES[rate]))
    st.markdown(experiment()["reading"])
    csv_button(
        "Curves, CSV",
        "experiment",
        ["network", "epoch", "mean", "least", "largest"],
        lambda: [
            (name, i, *numbers)
            for name, c in curves.items()
            for i, numbers in enumerate(zip(c["mean"], c["min"], c["max"], strict=True), 1)
        ],
        key="laboratory_csv",
    )


workbench()
predict_first("laboratory", MAKERS)
same_in_code(programs)
forty_runs()
notes(
    notice=[
        "A line with dots is of images that the network does not learn from: only it says what the "
        "network is worth.",
        "Where the two lines part, the network goes on learning its own images by heart.",
        "A learning rate that is too small learns slowly; one that is too large jumps about, or "
        "leaves all bounds.",
        "Two seeds of the same settings differ. One pair of runs proves little.",
    ],
    attempt=[
        "Choose SGD and a learning rate of 0.001; while it runs, drag the rate up until it learns.",
        "Turn batch norm off and find the largest rate that still learns; then turn it on.",
        "Set a batch of 8, then one of 256: which needs fewer epochs, which fewer seconds?",
        "Run the same settings with four seeds. How far apart do they end?",
        "Choose SGD and a rate of 10, with batch norm and without: one run leaves all bounds, the "
        "other learns nothing.",
    ],
    source="Lecture: training with batch normalisation and dropout (FIT3181, week 4). Adam: "
    "[Kingma and Ba, 2014](https://arxiv.org/abs/1412.6980). Digits: "
    "[scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.load_digits.html).",
)
