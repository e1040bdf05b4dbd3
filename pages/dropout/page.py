"""What does dropout leave in training, and where does the mean of many masks go?"""

import streamlit as st

from pages.dropout.activations import LAYERS, RATE, activations_of
from pages.dropout.code import programs, toy_programs
from pages.dropout.exercises import MAKERS
from pages.dropout.shown import shown
from pages.dropout.toy import TOY, checked
from pages.ui import place, settings
from pages.ui.code import same_in_code
from pages.ui.components.dropout import OWN, dropout_figure
from pages.ui.components.report import reported
from pages.ui.components.subnets import OWN as OWN_OF_TOY
from pages.ui.components.subnets import subnets_figure
from pages.ui.downloads import file_button, png_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.ui.picture import Picture
from pages.ui.picture_choice import image_picker
from vizcore.errors import ConvScopeError
from vizcore.images import to_network_input
from vizcore.locations import ASSETS
from vizcore.text import sentence

KINDS = {"network": "The network on your picture", "toy": "All networks of four units"}

heading(
    "Dropout",
    "In training values are dropped by chance. Press play: where does the mean of a sum go, and "
    "where behind a ReLU?",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        kind = settings.choice(
            "Example", "dropout_kind", KINDS, "network", label_visibility="collapsed"
        )
        if kind == "network":
            picture = image_picker()
        else:
            problem = st.container()
            with st.popover("Other numbers"):
                toy = settings.matrix(
                    "Units, and below them weights",
                    "dropout_toy",
                    TOY,
                    check=checked,
                    figure=problem,
                )
    if kind == "toy":
        all_networks(toy[0].tolist(), toy[1].tolist())
    else:
        masks(picture)


def masks(picture: Picture) -> None:
    """Masks on what the trained network makes of a picture."""
    try:
        real = activations_of(picture)
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    dropout_figure(
        f"dropout/{picture.digest}", LAYERS, real.units, real.maps, real.weights, real.bias,
        rate=RATE, key="dropout",
    )  # fmt: skip

    def written() -> dict[str, str]:
        what = shown(reported(OWN, key="dropout_report"), RATE)
        return programs(what, real.units[what.sum])

    same_in_code(written)
    st.caption("The programs read these two files from the folder that they run in.")
    with st.container(horizontal=True, gap="small"):
        png_button(
            PICTURE,
            PICTURE.removesuffix(".png"),
            lambda: to_network_input(picture.preview),
            key="dropout_save_picture",
        )
        file_button(ASSETS / "weights" / WEIGHTS, key="dropout_save_weights")


def all_networks(units: list[float], weights: list[float]) -> None:
    """Every network that dropout leaves of four units."""
    subnets_figure(units, weights, rate=RATE, key="dropout_networks")

    def written() -> dict[str, str]:
        texts = reported(OWN_OF_TOY, key="dropout_toy_report")
        relu = texts.get("relu") == "yes"
        return toy_programs(units, weights, shown(texts, RATE), relu=relu)

    same_in_code(written)


workbench()
predict_first("dropout", MAKERS)
notes(
    notice=[
        "Inverted dropout, PyTorch's, makes what is kept larger in training and leaves test time "
        "alone. The lecture's classic dropout leaves training alone and shrinks everything at test "
        "time. Up to one factor the two are the same.",
        "A sum is linear in its mask, so the mean over masks is the test output exactly; the mean "
        "of N masks is off by about one standard error, which falls with the root of N.",
        "Behind a ReLU it is not: masks that pull the sum below 0 all give 0, those that push it "
        "up count in full. So the mean lies above, most where the sum is near 0.",
        "So one pass at test time stands for 2^N networks, exactly for one linear layer, and only "
        "about for a deep one.",
        "Channels dropped as a whole make sums scatter far more: neighbours in a map say much the "
        "same, and now they are missing together.",
        "Batch norm behind dropout learns its variance in training, where values scatter more "
        "than at test time: one reason why newer networks have less of it.",
    ],
    attempt=[
        "Press play. How many masks until the band no longer halves at a glance?",
        "Move the rate to 0.9. What becomes of the values that are kept, and of the band?",
        "Switch from the sum near 0 to the one far above: where is the gap behind the ReLU?",
        "Among four units, find the network that is drawn most often at p = 0.25, and at p = 0.75.",
    ],
    source="Lecture: dropout (FIT3181, week 4). [Srivastava et al., 2014]"
    "(https://jmlr.org/papers/v15/srivastava14a.html). Whole channels: [Tompson et al., 2015]"
    "(https://arxiv.org/abs/1411.4280). PyTorch: "
    "[Dropout](https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html), "
    "[Dropout2d](https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html).",
)
