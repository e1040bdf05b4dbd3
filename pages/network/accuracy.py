"""How much the changes cost: accuracy on test images of CIFAR-10, where the server has them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from pages.ui import cifar10
from pages.ui.inside.passage import Network
from vizcore.text import percent

if TYPE_CHECKING:
    from vizcore.nets import Edit

EACH = 100  # images of each class, the first of the test set
AT_ONCE = 100  # images in one pass


def compare_accuracy(key: str, network: Network, edits: "Sequence[Edit]") -> None:
    """Offer to compare the changed network with the trained one; say what came of it."""
    path = cifar10.where_it_is()
    if path is None or not edits:
        return
    from vizcore.nets.surgery import text_of

    mark, memory = text_of(edits), f"{key}_accuracy"
    count = EACH * len(network.labels)
    asked = st.button(f"Compare on {count:,} test images", key=f"{key}_compare")
    if asked:
        st.session_state[memory] = mark, _measured(network, str(path), edits)
    held = st.session_state.get(memory)
    if held and held[0] == mark:
        before, after = held[1]
        st.markdown(
            f"Of {count:,} test images the trained network names **{percent(before)}** right, "
            f"the changed one **{percent(after)}**."
        )


def _measured(network: Network, path: str, edits: "Sequence[Edit]") -> tuple[float, float]:
    """Accuracy without and with the changes; a bar says how far it has come."""
    images, targets = _test_images(path, network.labels)
    bar = st.progress(0.0, "Sending test images through the changed network")
    right = 0
    for done, answers in _answers(network, images, edits):
        right += int((answers == targets[done - len(answers) : done]).sum())
        bar.progress(done / len(images))
    bar.empty()
    return _trained_accuracy(path), right / len(images)


def _answers(
    network: Network, images: np.ndarray, edits: "Sequence[Edit]"
) -> Iterator[tuple[int, np.ndarray]]:
    """How many images are done, and the classes of the last of them."""
    from vizcore.nets import operate

    for start in range(0, len(images), AT_ONCE):
        part = images[start : start + AT_ONCE].copy()  # torch wants to be able to write
        outputs, _ = operate(network.model, network.model.prepare(part), edits)
        *_, logits = outputs.values()
        yield start + len(part), logits.argmax(1).cpu().numpy()


@st.cache_resource(show_spinner="Reading test images")
def _test_images(path: str, labels: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The same images for everybody, (n, 32, 32, 3) uint8, and their classes; nobody's own."""
    from vizcore.training.run.data import load_few

    places = [(label, nth) for label in labels for nth in range(EACH)]
    found = load_few(Path(path), "test", places)
    images = np.stack(list(found.values()))
    targets = np.array([labels.index(label) for label, _ in found])
    images.flags.writeable = False
    return images, targets


@st.cache_resource(show_spinner=False)
def _trained_accuracy(path: str) -> float:
    """Of the network as it was trained; once for everybody."""
    from pages.ui.inside.passage import load_network

    network = load_network()
    images, targets = _test_images(path, network.labels)
    answers = np.concatenate([answer for _, answer in _answers(network, images, ())])
    return float((answers == targets).mean())
