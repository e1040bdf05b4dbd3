"""A method's stages as the figure draws them: their order, their places, the arrays behind them."""

from typing import TYPE_CHECKING

import numpy as np

from pages.explain.methods import TITLES, Asked
from pages.explain.words import meaning, score_words
from pages.ui.components.explain import Block, Stage
from pages.ui.network import trained
from vizcore.text import fixed

if TYPE_CHECKING:
    from vizcore.explain import Attribution
    from vizcore.explain.randomised import Noticed

Arrays = dict[str, np.ndarray]

_ONE, _RESULT, _COLOURS = 112, 192, 64  # pixels of a map: a stage of its own, a result, a channel
_RANDOM = 84  # of the maps of a randomised network


def block(
    asked: Asked, made: "Attribution", labels: tuple[str, ...], place: int
) -> tuple[Block, Arrays]:
    """Block number `place` of the figure, and its arrays."""
    stages, arrays = {
        "grad_cam": _grad_cam,
        "occlusion": _occlusion,
        "saliency": _saliency,
        "smooth_grad": _smooth_grad,
        "integrated_gradients": _integrated,
    }[asked.method](asked, made)
    result = _stage(
        "result", "Over the picture", _note(made, labels), "over", made.sign, 9, side=_RESULT
    )
    stages.append(result)
    if asked.method == "grad_cam":
        stages.append(
            _stage("gradients", "Gradient", "by the map that is framed", "one", "both", 9)
        )
    arrays["result"] = made.map
    said: Block = {
        "method": asked.method,
        "title": f"{TITLES[asked.method]}: {score_words(asked, made, labels)}",
        "says": meaning(asked, made, labels),
        "layer": asked.layer if asked.method == "grad_cam" else "",
        "facts": dict(made.facts),
        "stages": stages,
    }
    return said, {f"{place}.{name}": array for name, array in arrays.items()}


def _note(made: "Attribution", labels: tuple[str, ...]) -> str:
    if made.is_empty:
        return made.verdict(labels)
    return {
        "both": "orange for, blue against",
        "for": "orange: for the class",
        "size": "green: how much",
    }[made.sign]


def _stage(
    name: str,
    title: str,
    note: str,
    kind: str,
    sign: str,
    column: int,
    *,
    across: int = 1,
    side: int = _ONE,
) -> Stage:
    return {
        "name": name, "title": title, "note": note, "kind": kind, "sign": sign,
        "column": column, "across": across, "side": side,
    }  # fmt: skip


def _grad_cam(asked: Asked, made: "Attribution") -> tuple[list[Stage], Arrays]:
    weights = made.stages["weights"]
    order = np.argsort(-weights, kind="stable")
    maps = made.stages["maps"]
    stages = [
        _stage(
            "maps", f"Maps of {asked.layer}", "bars: their weights", "maps", "both", 0,
            across=8, side=32,
        ),
        _stage("sum", "Weighted sum", "blue: against", "maps", "both", 1),
        _stage("relu", "ReLU", "above 0 only", "maps", "for", 1),
    ]  # fmt: skip
    arrays = {
        "maps": maps[order],
        "gradients": made.stages["gradients"][order],
        "weights": weights[order],
        "order": order.astype(np.int32),
        "sum": made.stages["sum"],
        "relu": made.stages["relu"],
    }
    return stages, arrays


def _occlusion(asked: Asked, made: "Attribution") -> tuple[list[Stage], Arrays]:
    one = asked.second is None
    stages = [
        _stage(
            "score", "Under the square", "probability" if one else "blue below 0", "places",
            "share" if one else "both", 0, side=_RESULT,
        ),
    ]  # fmt: skip
    arrays = {
        "score": made.stages["scores"],
        "probabilities": made.stages["probabilities"],
        "filled": _as_bytes(made.stages["filled"]),
    }
    return stages, arrays


def _as_bytes(prepared: np.ndarray) -> np.ndarray:
    """(3, h, w) as the network takes it, as the (h, w, 3) uint8 picture that it was made of."""
    model = trained()
    mean, deviation = (part[0].cpu().numpy() for part in (model.mean, model.std))
    shares = prepared * deviation + mean
    return np.rint(255 * shares).clip(0, 255).astype(np.uint8).transpose(1, 2, 0)


def _colours(name: str, title: str, note: str, column: int) -> Stage:
    return _stage(name, title, note, "maps", "both", column, side=_COLOURS)


def _saliency(asked: Asked, made: "Attribution") -> tuple[list[Stage], Arrays]:  # noqa: ARG001 - all alike
    stages = [_colours("gradient", "Gradient", "R, G, B", 0)]
    return stages, {"gradient": made.stages["gradient"]}


def _smooth_grad(asked: Asked, made: "Attribution") -> tuple[list[Stage], Arrays]:
    stages = [
        _many("gradients", "Gradients", f"of {asked.samples} noisy copies"),
        _colours("gradient", "Mean", "R, G, B", 1),
    ]
    return stages, {"gradients": _flat(made), "gradient": made.stages["gradient"]}


def _integrated(asked: Asked, made: "Attribution") -> tuple[list[Stage], Arrays]:
    stages = [
        _many("gradients", "Gradients", f"at {asked.steps} steps"),
        _colours("gradient", "Mean", "R, G, B", 1),
        _colours("difference", "Picture", "minus grey", 2),
        _colours("product", "Product", "of both", 3),
    ]
    names = ("gradient", "difference", "product")
    return stages, {"gradients": _flat(made), **{name: made.stages[name] for name in names}}


def _many(name: str, title: str, note: str) -> Stage:
    return _stage(name, title, note, "maps", "both", 0, across=3, side=32)


def _flat(made: "Attribution") -> np.ndarray:
    """(n, c, h, w) as (n * c, h, w)."""
    gradients = made.stages["gradients"]
    return gradients.reshape(-1, *gradients.shape[2:])


def cascade(
    name: str, title: str, says: str, found: "list[Noticed]", place: int
) -> tuple[Block, Arrays]:
    """A method's maps of the network as it was learnt and of what is left of it, layer by layer."""
    stages, arrays, facts = [], {}, {}
    for i, one in enumerate(found):
        learnt, correlation = not one.layer, one.correlation
        told = "" if learnt else (fixed(correlation, 2) if np.isfinite(correlation) else "no map")
        heading = "Learnt" if learnt else ("" if i == 1 else "+ ") + one.layer
        sign = one.attribution.sign
        stages.append(_stage(f"step{i}", heading, told, "over", sign, i, side=_RANDOM))
        arrays[f"{place}.step{i}"] = one.attribution.map
        facts[f"step{i}"] = correlation if np.isfinite(correlation) else 0.0
    said: Block = {
        "method": f"cascade_{name}", "title": f"{title}: rank correlation with the learnt map",
        "says": says, "layer": "", "facts": facts, "stages": stages,
    }  # fmt: skip
    return said, arrays
