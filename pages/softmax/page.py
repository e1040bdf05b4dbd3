"""How do logits become probabilities, and what does a loss make of them?"""

import numpy as np
import streamlit as st

from pages.softmax.code import programs
from pages.softmax.examples import FEWEST, MOST, TITLES, Example, example, of_numbers
from pages.softmax.exercises import MAKERS
from pages.softmax.shown import shown
from pages.ui import place, settings
from pages.ui.code import same_in_code
from pages.ui.components.logits import SET, logits_figure
from pages.ui.components.report import reported
from pages.ui.exercises import predict_first
from pages.ui.frame import heading, notes
from vizcore.errors import ConvScopeError
from vizcore.matrix_text import parse_matrix
from vizcore.text import sentence

OWN = parse_matrix("2 -1 0.5 1")


def chosen() -> Example:
    """The example that the controls name."""
    with st.container(horizontal=True, gap="small"):
        name = settings.choice(
            "Example", "softmax_example", TITLES, "lecture", label_visibility="collapsed"
        )
        if name != "own":
            return example(name)
        with st.container(width=340):
            numbers = settings.matrix(
                f"Logits, {FEWEST} to {MOST} numbers",
                "softmax_numbers",
                OWN,
                max_side=MOST,
                check=checked,
                label_visibility="collapsed",
            )
    return of_numbers(numbers)


def checked(table: np.ndarray) -> np.ndarray:
    """`table`, if it can be a row of logits."""
    of_numbers(table)
    return table


heading(
    "Softmax and loss",
    "Drag a bar and watch the probabilities. Click a name to say which class is the true one.",
)


@place.fragment
def workbench() -> None:
    """All that a control changes."""
    try:
        start = chosen()
    except ConvScopeError as error:
        st.error(sentence(error))
        place.end()
    logits_figure(start.mark, start.names, start.logits, start.truth, key="softmax_figure")
    st.caption(
        "An arrow below a bar ends where one step, −η (p − y)/T, would move the logit. All of it "
        "is computed in float32, as in networks."
    )
    same_in_code(lambda: programs(shown(reported(SET, key="softmax_report"), start)))


workbench()
predict_first("softmax", MAKERS)
notes(
    notice=[
        "Softmax keeps the order: the largest logit has the largest probability. All are above 0 "
        "and they sum to 1.",
        "Only differences count. A number added to all logits changes nothing, so the largest can "
        "be subtracted first: then no power is above 1, and none overflows.",
        "The loss is the information in the true class, −ln p, in nats: 0 where the network was "
        "sure of it, ln 10 ≈ 2.3 where it guesses among ten. From logits it is "
        r"$\ln \sum_j e^{z_j} - z_y$, the log-sum-exp less the true logit.",
        "That is why its gradient is so simple: the slope of log-sum-exp is p, that of the true "
        "logit is y. What is left is p − y, and it sums to 0.",
        "A temperature divides all logits: below 1 the largest takes more, above 1 all become more "
        "alike. The gradient is divided by it as well.",
        "A probability of 0.9 is no promise of being right nine times in ten. Networks are often "
        "surer than they are right: softmax calibrates nothing.",
    ],
    attempt=[
        "Move all logits with the second slider. What stays where it is?",
        "Take 1000, 1001, 1002 and do not subtract the largest. What has float32 made of them?",
        "Choose the least likely class as the true one and step until it leads. When are the steps "
        "large, when small?",
        "Make one logit 2 larger than another. How many times as likely is its class, whatever the "
        "others are?",
    ],
    source="Lecture: softmax and the loss (FIT3181, week 4). PyTorch: "
    "[cross_entropy](https://docs.pytorch.org/docs/stable/generated/"
    "torch.nn.functional.cross_entropy.html) takes logits for the reason above. Calibration: "
    "[Guo et al., 2017](https://arxiv.org/abs/1706.04599).",
)
