"""What does each unit of a trained network look for?"""

import streamlit as st

from pages.ui import place
from pages.ui.cifar10 import MARK
from pages.ui.code import same_in_code
from pages.ui.components.unit import unit_card
from pages.ui.downloads import file_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.ui.picture_choice import image_picker, use_named
from pages.ui.sections import LESSONS
from pages.unit.code import programs
from pages.unit.looking import KEY, Unit, all_units, chosen_unit, seen
from vizcore.errors import ConvScopeError
from vizcore.locations import ASSETS
from vizcore.text import sentence

FIRST = Unit("conv4", 17)
_FOLLOWED = "unit_followed"

heading(
    "What each unit looks for",
    "A unit fires where it finds what it looks for. Step through them with the arrows, and say "
    "what it is before you read on.",
)


def _follow(spot: dict[str, str]) -> None:
    st.session_state[_FOLLOWED] = spot


@place.fragment
def workbench() -> None:
    """The card: all but the layer stays in the browser."""
    from vizcore.nets.exciting import BEST, PART
    from vizcore.nets.maximising import REGULARISERS
    from vizcore.nets.unit_cards import ACROSS

    picture = image_picker()
    if spot := st.session_state.pop(_FOLLOWED, None):
        inspector = LESSONS["feature_maps"].file
        st.switch_page(inspector, query_params=spot | {"picture": picture.mark})
    try:
        units = all_units()
        unit = chosen_unit(units, FIRST)
        looked = seen(units, picture, unit.layer)
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    unit_card(
        units.told,
        units.layers[-1].layer.units,
        (FIRST.layer, FIRST.channel),
        (PART, BEST, ACROSS),
        REGULARISERS,
        looked,
        key=KEY,
        on_follow=_follow,
        on_take=lambda name: use_named(f"{MARK}{name}"),
    )
    same_in_code(lambda: programs(unit.layer, unit.channel, units.answers(unit.layer)))
    st.caption(
        f"The programs print what unit {unit.channel} of `{unit.layer}` makes of your picture; "
        "another layer, or a link to a unit, puts its own there. They read these two files from "
        "the folder that they run in."
    )
    with st.container(horizontal=True, gap="small"):
        png_button(
            PICTURE, PICTURE.removesuffix(".png"), lambda: looked.pixels, key="unit_save_picture"
        )
        file_button(ASSETS / "weights" / WEIGHTS, key="unit_save_weights")


workbench()

from pages.unit.exercises import MAKERS  # noqa: E402 - after the first paint

predict_first(KEY, MAKERS)
notes(
    notice=[
        "A unit answers with the largest value of its map, behind its ReLU: above 0 it fires. The "
        "frame on a picture is all that this one value can see.",
        "The nine pictures are real, and come first for a reason: shown such pictures people "
        "guessed right 92 times of 100 what a unit does, from pictures made for it 82 times.",
        "A climb, which others call activation maximisation, may go higher than any real picture: "
        "only the switches hold it to what pictures look like. Without them it gets highest and "
        "shows least.",
        "Most units of `conv1` are edges and colours. In `conv4` and `fc1` one unit often answers "
        "to several things that have no common name.",
        "A link is strong where the weights are large and the unit at the other end moves: the "
        "sum of the sizes of its weights, times how far what arrives from it is from silence.",
        "The class that a unit answers to most is not always the one that suffers when it is "
        "switched off: what counts is what the layers behind make of it.",
    ],
    attempt=[
        "Play the quiz for `conv1`, then for `conv4`: where are you right more often?",
        "Find a unit of `conv1` that is the negative of a kernel made by hand. Where does it fire?",
        "Switch off all that holds the climb back. What is left of what one can recognise?",
        "Follow the strongest link backwards, three times. Do you see what the unit is made of?",
        "Choose the classes: the ten pictures that a climb makes are the network's own idea of "
        "them.",
    ],
    source="Real pictures or made ones: [Borowski and others "
    "2020](https://arxiv.org/abs/2010.12606). Decay, blur: [Yosinski and others "
    "2015](https://arxiv.org/abs/1506.06579). Jitter, Fourier: [Olah and others "
    "2017](https://distill.pub/2017/feature-visualization). Measured on CIFAR-10's 10,000 test "
    "images; what a unit is worth when it is off, on 2,000 of them.",
)
