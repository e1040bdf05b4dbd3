"""Everything that the figure is sent, made once for a picture and what is asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pages.explain.methods import TITLES, Asked, attribution, method, network_input, prepared
from pages.explain.stages import Arrays, block, cascade
from pages.ui.components.explain import Block, packed
from pages.ui.memory import made_once
from pages.ui.network import outputs_of, trained
from pages.ui.picture import Picture
from vizcore import ops
from vizcore.serve.turns import TURNS

if TYPE_CHECKING:
    from vizcore.explain import Attribution
    from vizcore.explain.randomised import Noticed


@dataclass(frozen=True)
class Figure:
    """What the browser draws, and the same for the page.

    Attributes
    ----------
    data : bytes
        The message to the component.
    blocks : sequence of Block
    arrays : mapping
        "<block>.<stage>" to float32 arrays.
    maps : mapping
        The attributions by their titles; of a cascade those of the network as it was learnt.
    noticed : mapping
        Of a cascade: for each title the layers with their rank correlations.
    """

    data: bytes
    blocks: tuple[Block, ...]
    arrays: Mapping[str, np.ndarray]
    maps: "Mapping[str, Attribution]"
    noticed: Mapping[str, Sequence[tuple[str, float]]]


def chances_of(picture: Picture) -> np.ndarray:
    """The network's probabilities for the middle square of a picture."""
    return ops.softmax(outputs_of(picture, ["fc2"])["fc2"])


def explained(picture: Picture, asked: Sequence[Asked]) -> Figure:
    """One or two methods, stage by stage."""
    return made_once(picture, "explain_figure", tuple(asked), lambda: _explained(picture, asked))


def _explained(picture: Picture, asked: Sequence[Asked]) -> Figure:
    made = [attribution(picture, one) for one in asked]
    parts = [
        block(one, attributed, trained().labels, i)
        for i, (one, attributed) in enumerate(zip(asked, made, strict=True))
    ]
    maps = {TITLES[one.method]: a for one, a in zip(asked, made, strict=True)}
    return _figure(picture, asked, None, parts, maps, {})


_SANITY = {
    "grad_cam": "Its weights come from the layers above, its maps from the layers below.",
    "edges": (
        "The yardstick: slopes of the picture, which no network has made. A method whose row "
        "looks like this one tells of the picture, not of the network."
    ),
}


def checked(picture: Picture, asked: Sequence[Asked], seed: int) -> Figure:
    """The same methods, and the picture's edges, while the network forgets layer after layer."""
    return made_once(
        picture, "explain_check", (tuple(asked), seed), lambda: _checked(picture, asked, seed)
    )


def _checked(picture: Picture, asked: Sequence[Asked], seed: int) -> Figure:
    rows = [*asked, replace(asked[0], method="edges")]
    parts: list[tuple[Block, Arrays]] = []
    maps: dict[str, Attribution] = {}
    noticed: dict[str, list[tuple[str, float]]] = {}
    for i, one in enumerate(rows):
        found = _noticed(picture, one, seed)
        title = "Edges of the picture" if one.method == "edges" else TITLES[one.method]
        if one.method == "grad_cam":
            title = f"{title}, {one.layer}"
        parts.append(cascade(one.method, title, _SANITY.get(one.method, ""), found, i))
        maps[title] = found[0].attribution
        noticed[title] = [(step.layer, step.correlation) for step in found]
    return _figure(picture, asked, seed, parts, maps, noticed)


def _noticed(picture: Picture, asked: Asked, seed: int) -> "list[Noticed]":
    """What one method says while the network forgets; kept, whichever method it is asked with."""

    def question() -> "list[Noticed]":
        from vizcore.explain import randomised

        x, way = prepared(picture), method(asked)
        steps = randomised(trained(), x, asked.target, {"": way}, seed=seed)
        return [step[""] for step in steps]

    name = f"explain_{asked.method}_noticed"
    return made_once(picture, name, (*asked.mark, seed), lambda: TURNS.ask(question))


def _figure(
    picture: Picture,
    asked: Sequence[Asked],
    seed: int | None,
    parts: Sequence[tuple[Block, Arrays]],
    maps: "Mapping[str, Attribution]",
    noticed: Mapping[str, Sequence[tuple[str, float]]],
) -> Figure:
    arrays: Arrays = {}
    for _, own in parts:
        arrays |= own
    blocks = tuple(one for one, _ in parts)
    first, second = asked[0].first, asked[0].second
    target = [first] if second is None else [first, second]
    scene = f"{picture.digest}/{tuple(asked)}/{seed}"
    chances = chances_of(picture).astype(np.float32)
    labels, pixels = trained().labels, network_input(picture)
    data = packed(scene, labels, target, blocks, pixels, chances, arrays)
    return Figure(data, blocks, arrays, maps, noticed)
