"""The face of assets/components/explain: explanations of one picture, stage by stage."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack

_explain = load("explain")

#: The cell that is pinned, as the browser writes it into the address.
OWN = ("cell",)


class Stage(TypedDict):
    """Maps of one kind: a number for each place of each.

    `title` and `note` stand above it. `kind` is "maps", "one" (the one of many that is looked at),
    "over" (drawn over the picture) or "places" (a square's). `sign` says which colours there are:
    "both", "for", "size" or "share". `across` maps of `side` pixels stand in a row, in column
    `column` of the block.
    """

    name: str
    title: str
    note: str
    kind: str
    sign: str
    column: int
    across: int
    side: int


class Block(TypedDict):
    """A method with its stages.

    `says` is what it means, `facts` are single numbers by name, `layer` is Grad-CAM's.
    """

    method: str
    title: str
    says: str
    layer: str
    facts: dict[str, float]
    stages: list[Stage]


class Payload(TypedDict):
    """What the component is sent; assets/components/explain/types.d.ts is its twin.

    `scene` is the same as long as the numbers are; `target` has one class or two.
    """

    scene: str
    labels: list[str]
    target: list[int]
    blocks: list[Block]


def packed(
    scene: str,
    labels: Sequence[str],
    target: Sequence[int],
    blocks: Sequence[Block],
    pixels: np.ndarray,
    chances: np.ndarray,
    arrays: Mapping[str, np.ndarray],
) -> bytes:
    """The message to the component.

    Parameters
    ----------
    scene : str
        The same as long as the numbers are.
    labels : sequence of str
        Names of the classes.
    target : sequence of int
        One class, or two whose difference is explained.
    blocks : sequence of Block
        One or more methods, the first on the left.
    pixels : (32, 32, 3) uint8 array
        What the network sees.
    chances : (classes,) float32 array
        Its probabilities.
    arrays : mapping
        float32 arrays: "<number of the block>.<name of the stage>", and what the arithmetic needs.
    """
    payload: Payload = {
        "scene": scene, "labels": list(labels), "target": list(target), "blocks": list(blocks),
    }  # fmt: skip
    return pack(payload, pixels=pixels, chances=chances, **arrays)


def explain_figure(data: bytes, *, key: str) -> None:
    """The picture, the classes, and each method's stages beside or below each other.

    A pinned cell stands in the address as `cell`, and is told as the state `pin`:
    {"stage", "map", "row", "column"} of the first block.
    """
    place.leave_to_browser(OWN)
    _explain(key=key, data=data)
