"""The pictures that excite units: CIFAR-10's test images where they are, else our own."""

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vizcore.errors import ConvScopeError
from vizcore.images.views import views

if TYPE_CHECKING:
    from vizcore.nets.unit_cards import Pictures

_FAR = 6.0  # of 255: mean colours further off are those of images in another order


@dataclass(frozen=True, eq=False)
class Source:
    """Pictures that have numbers.

    Attributes
    ----------
    kind : {"test", "own"}
    name : callable
        What a picture is called, by its number.
    read : callable
        (n, 32, 32, 3) uint8 pixels of some, by their numbers.
    """

    kind: "Pictures"
    name: Callable[[int], str]
    read: Callable[[np.ndarray], np.ndarray]


def source() -> Source:
    """The test images if they are here, all of them and in the order that is known."""
    return _source(os.environ.get("CONVSCOPE_CIFAR10", ""))


@functools.lru_cache(maxsize=2)
def _source(named: str) -> Source:
    if not named:
        return own_views()
    try:
        return test_images(Path(named))
    except ConvScopeError:
        return own_views()


def test_images(path: Path) -> Source:
    """CIFAR-10's, sorted by class as `vizcore.nets.unit_cards` numbers them.

    Raises
    ------
    DataError
        If there are none at `path`, or they cannot be read.
    ConvScopeError
        If they are not the ones, or in another order.
    """
    from vizcore.nets import LABELS
    from vizcore.nets.unit_cards import FINGERPRINTS, load_cards
    from vizcore.training.run.data import find_data, list_split

    listed = list_split(find_data(path), "test")
    by_class = np.argsort(listed.targets, kind="stable")
    each, rest = divmod(len(by_class), len(LABELS))
    if rest or each <= max(nth for _, nth in FINGERPRINTS):
        raise ConvScopeError("these are not CIFAR-10's test images")
    known = np.array([label * each + nth for label, nth in FINGERPRINTS])
    colours = listed.read(by_class[known]).images.mean((1, 2))
    if np.abs(colours - load_cards().arrays["fingerprint"]).max() > _FAR:
        raise ConvScopeError("the test images are in another order")
    return Source(
        "test",
        lambda i: f"{LABELS[i // each]}-{i % each}",
        lambda index: listed.read(by_class[index]).images,
    )


def own_views() -> Source:
    """Squares of the samples."""
    found = views()
    pixels = np.stack([each for _, each in found])
    return Source("own", lambda i: found[i][0].address, lambda index: pixels[index])
