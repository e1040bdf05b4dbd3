"""What does the network make of what moves, many times a second?"""

import streamlit as st

from pages.live.code import programs
from pages.live.exercises import MAKERS
from pages.live.pictures import LABELS, layers_shown, square_of, strip_of_drawings
from pages.ui import place
from pages.ui.code import LIBRARIES, same_in_code
from pages.ui.components.live import Held, live
from pages.ui.downloads import file_button
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from pages.ui.network_programs import WEIGHTS
from pages.ui.picture_choice import current_picture, use_own
from pages.ui.sections import LESSONS
from vizcore.images import encode_png
from vizcore.locations import ASSETS

_FOLLOWED = "live_followed"

heading(
    "Live",
    "What you see goes through the trained network many times a second. Choose a layer, point the "
    "camera at something, freeze, and read any number.",
)


def _keep(held: Held) -> None:
    """Make the frozen picture that of the whole app, and remember which number is followed."""
    use_own("Frozen, 32 × 32", encode_png(held.pixels))
    st.session_state[_FOLLOWED] = held.spot


@place.fragment
def workbench() -> None:
    """The figure: what is chosen in it stays in the browser."""
    picture = current_picture()
    if spot := st.session_state.pop(_FOLLOWED, None):
        inspector = LESSONS["feature_maps"].file
        st.switch_page(inspector, query_params=spot | {"picture": picture.mark})
    live(
        layers_shown(),
        LABELS,
        strip_of_drawings(),
        square_of(picture),
        key="live",
        on_follow=_keep,
    )


workbench()
predict_first("live", MAKERS)
same_in_code(programs, libraries=(*LIBRARIES, "Camera"))
st.caption(
    "The programs read a picture of 32 × 32 pixels, which the figure saves, and the weights, from "
    "the folder that they run in. The one called Camera runs on your own computer and asks its "
    "camera; it needs OpenCV."
)
file_button(ASSETS / "weights" / WEIGHTS, key="live_save_weights")
notes(
    notice=[
        "What the network sees is coarse: each of its 32 × 32 pixels is the mean of a block of the "
        "camera's.",
        "It knows ten classes and names one of them whatever it is shown, often with certainty. A "
        "face is none of the ten.",
        "The first layers move with the picture: shift it, and the maps shift along. The classes "
        "jump: a small step may turn the answer.",
        "`conv1` follows light and edges. From `conv3` on a map answers to things that have no "
        "simple name.",
        "Between two drawings the network sees half of each. Look at what it makes of that.",
    ],
    attempt=[
        "Hold something up that is one of the ten classes: a toy car, a picture of a ship on a "
        "phone. Move nearer and farther: where does the answer turn?",
        "Choose `conv1` and turn a pencil slowly. Which maps answer to which direction?",
        "Choose `pool2` and move something by a finger's width. How much of the map changes?",
        "Cover the lens. What does the network call darkness?",
        "Freeze, hold the strongest cell of `conv4`, and follow it back to its pixels.",
    ],
    source="Pictures travel as bytes: each map in 256 steps between its least and its largest "
    "value, with zero exact, so that no value on screen is off by more than half a step. A frozen "
    "picture is asked for once more, and its numbers are PyTorch's float32. Nothing of a picture "
    "is kept on the server.",
)
