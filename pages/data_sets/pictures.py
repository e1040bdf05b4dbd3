"""CIFAR-10's test images as the network sees them, where the server has them."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st
from jaxtyping import Float, Int, UInt8

from pages.ui.facts import facts
from vizcore.images.scenes import SCENES
from vizcore.text import many, percent

LABELS = tuple(SCENES)
SHOWN = 48  # pictures at most
WORST = "worst"


class Looked(NamedTuple):
    """The test images and what the network answered.

    Attributes
    ----------
    images : (n, 32, 32, 3) uint8 array
    targets : (n,) array
        What is on them.
    probabilities : (n, 10) array
    """

    images: UInt8[np.ndarray, "n 32 32 3"]
    targets: Int[np.ndarray, " n"]
    probabilities: Float[np.ndarray, "n 10"]

    @property
    def answers(self) -> Int[np.ndarray, " n"]:
        """The most probable class of each."""
        return self.probabilities.argmax(1)


def counts() -> Int[np.ndarray, "10 10"]:
    """The network's confusion matrix on the test images, as its card has it."""
    return np.array(facts("weights/model-card.json")["test"]["confusion"])


@st.cache_resource(show_spinner="The network looks at the test images: once, for everybody …")
def looked_at(path: Path) -> Looked:
    """All test images through the network; the same for everybody, so nobody may change it."""
    from vizcore.nets import load_minivgg
    from vizcore.training.run.data import load_split
    from vizcore.training.run.evaluation import predict

    data = load_split(path, "test")
    logits = predict(load_minivgg(), data)
    found = Looked(data.images, data.targets, logits.softmax(1).numpy())
    for array in found:
        array.setflags(write=False)
    return found


def choices() -> dict[str, str]:
    """What can be looked at, by its name in a link: the worst, a class, a cell of the matrix."""
    classes = {str(i): label for i, label in enumerate(LABELS)}
    cells = {
        f"{i}-{j}": f"{true}, taken for {answer}" if i != j else f"{true}, and recognised"
        for i, true in enumerate(LABELS)
        for j, answer in enumerate(LABELS)
    }
    return {WORST: "The worst errors", **classes, **cells}


def chosen_images(looked: Looked, name: str) -> Int[np.ndarray, " m"]:
    """The images of a choice, those of which the network was surest and wrong first."""
    true, _, answer = name.partition("-")
    answers, targets = looked.answers, looked.targets
    if name == WORST:
        index = np.flatnonzero(answers != targets)
    elif answer:
        index = np.flatnonzero((targets == int(true)) & (answers == int(answer)))
    else:
        index = np.flatnonzero(targets == int(true))
    of_truth = looked.probabilities[index, targets[index]]
    return index[np.argsort(of_truth, kind="stable")]


def title(name: str, count: int) -> str:
    """Above the pictures: what they are and how many there are."""
    shown = f", the first {SHOWN}" if count > SHOWN else ""
    return f"{choices()[name].capitalize()}: {many(count, 'picture')}{shown}"


def captions(looked: Looked, index: Int[np.ndarray, " m"]) -> list[str]:
    """What is on each, and what the network says."""
    found = []
    for i in index:
        answer, true = int(looked.answers[i]), int(looked.targets[i])
        sure = percent(float(looked.probabilities[i, answer]))
        found.append(
            f"{LABELS[true]}, {sure}"
            if answer == true
            else f"{LABELS[true]}; it says {LABELS[answer]}, {sure}"
        )
    return found
