"""Why does the network say this class: which pixels does it stand on?"""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext

import streamlit as st

from pages.explain.code import programs, spot_words
from pages.explain.controls import asked_of
from pages.explain.exercises import MAKERS
from pages.explain.figure import Figure, chances_of, checked, explained
from pages.explain.methods import Asked, network_input
from pages.explain.spot import chosen_spot
from pages.ui import controls, place
from pages.ui.code import same_in_code
from pages.ui.components.explain import explain_figure
from pages.ui.downloads import csv_button, file_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.inside.doubt import doubt
from pages.ui.network import trained
from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.ui.picture import Picture
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.locations import ASSETS
from vizcore.serve.turns import TURNS
from vizcore.text import sentence

KEY = "explain_figure"

heading(
    "Why this class?",
    "Five ways to ask which pixels an answer stands on. Point at any cell for its arithmetic; with "
    "*Occlusion*, drag the square.",
)


def map_rows(figure: Figure) -> Iterable[Sequence[object]]:
    """A row a pixel, a column a method."""
    maps = [made.map for made in figure.maps.values()]
    for row in range(maps[0].shape[0]):
        for column in range(maps[0].shape[1]):
            yield row, column, *(float(values[row, column]) for values in maps)


def check_rows(figure: Figure) -> Iterable[Sequence[object]]:
    """A row for each layer down to which the network is random, a column a method."""
    for steps in zip(*figure.noticed.values(), strict=True):
        yield steps[0][0] or "none", *(correlation for _, correlation in steps)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    picture = image_picker(classes=True)
    try:
        labels, chances = trained().labels, chances_of(picture)
        with controls.row("explain_settings"):
            asked, seed = asked_of(labels, int(chances.argmax()))
        slow = seed is not None or any(one.needs_a_sweep for one in asked)
        words = TURNS.words("Asking the network again and again")
        with st.spinner(words) if slow else nullcontext():
            figure = _figure(picture, asked, seed)
        explain_figure(figure.data, key=KEY)
        if said := doubt(picture.sample, chances):
            st.caption(said)
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    with controls.row():
        head = ["row", "column", *figure.maps]
        csv_button("Maps, CSV", "maps", head, lambda: map_rows(figure), key="explain_csv")
        if figure.noticed:
            csv_button(
                "Correlations, CSV",
                "rank-correlations",
                ["random down to", *figure.noticed],
                lambda: check_rows(figure),
                key="explain_check_csv",
            )
        png_button(
            PICTURE,
            PICTURE.removesuffix(".png"),
            lambda: network_input(picture),
            key="explain_save_picture",
        )
        file_button(ASSETS / "weights" / WEIGHTS, key="explain_save_weights")
    spot = chosen_spot(KEY, figure.blocks, figure.arrays)
    one = asked[min(spot.block, len(asked) - 1)]
    order = figure.arrays.get(f"{spot.block}.order")
    same_in_code(lambda: programs(one, spot, order))
    st.caption(
        f"The programs print {spot_words(one, spot, order)}: click another cell to put it there. "
        "They read the picture and the weights from the two files above."
    )


def _figure(picture: Picture, asked: Sequence[Asked], seed: int | None) -> Figure:
    return explained(picture, asked) if seed is None else checked(picture, asked, seed)


workbench()
predict_first("explain", MAKERS)
notes(
    notice=[
        "The picture that is explained has 32 × 32 pixels: that is all the network sees.",
        "Every method answers another question. That two maps differ does not make one wrong.",
        "A map explains the score, right or wrong: for a wrong class there is evidence as well.",
        "Grad-CAM of an early layer is sharp and says little: a weight is the mean over a whole "
        "map, and there the gradients of different places cancel.",
        "SmoothGrad and saliency have no sign; integrated gradients and occlusion do.",
    ],
    attempt=[
        "Choose *Occlusion* and drag the square until the answer tips. Which class takes over?",
        "Set *Against* to the runner-up: which pixels decide between the two?",
        "Integrated gradients with 4 steps, then 32: how far off is the sum?",
        "Look at a class of which the network is sure that it is not there. Is there evidence?",
        "Turn the sanity check on: which row changes at once, which one last?",
    ],
    source="Grad-CAM: [Selvaraju and others 2016](https://arxiv.org/abs/1610.02391). Occlusion: "
    "[Zeiler and Fergus 2013](https://arxiv.org/abs/1311.2901). Saliency: [Simonyan and others "
    "2013](https://arxiv.org/abs/1312.6034). SmoothGrad: [Smilkov and others "
    "2017](https://arxiv.org/abs/1706.03825). Integrated gradients: [Sundararajan and others "
    "2017](https://arxiv.org/abs/1703.01365). Sanity check: [Adebayo and others "
    "2018](https://arxiv.org/abs/1810.03292).",
)
