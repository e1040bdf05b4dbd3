"""What each method means, what it does not, and what its number says."""

from typing import TYPE_CHECKING

from pages.explain.methods import Asked
from vizcore.text import many, number, percent

if TYPE_CHECKING:
    from vizcore.explain import Attribution

_MEANING = {
    "saliency": (
        "How fast the score moves when one pixel changes a little. It is no share of the score, "
        "and it has no direction: strong means sensitive, not in favour."
    ),
    "edges": (
        "The slopes of the picture itself. The network has no say in them: they are the yardstick "
        "for a map that explains nothing."
    ),
}


def meaning(asked: Asked, made: "Attribution", labels: tuple[str, ...]) -> str:
    """One or two sentences below a method's maps, with its own numbers."""
    ways = {
        "occlusion": _occlusion,
        "smooth_grad": _smooth_grad,
        "integrated_gradients": _integrated,
    }
    if asked.method == "grad_cam":
        return _grad_cam(asked, made, labels)
    way = ways.get(asked.method)
    return way(asked, made) if way else _MEANING[asked.method]


def _grad_cam(asked: Asked, made: "Attribution", labels: tuple[str, ...]) -> str:
    rows, columns = made.stages["sum"].shape
    if made.is_empty:
        return (
            f"No sum of {asked.layer} is above zero: {made.verdict(labels)} in this layer. That "
            "is an answer, not a failure; another layer or method may say more."
        )
    return (
        f"Where {asked.layer} holds evidence for {_target(asked, labels)}. It cannot be sharper "
        f"than the layer, {rows} × {columns} cells, and what speaks against the class is cut off."
    )


def _occlusion(asked: Asked, made: "Attribution") -> str:
    from vizcore.explain import FILLERS

    places = made.stages["drops"].size
    what = "probability" if asked.second is None else "difference of probabilities"
    return (
        f"The {what} is asked anew with the square at each of {many(places, 'place')}, filled with "
        f"{FILLERS[asked.filler]}. Nothing is approximated, yet the network never saw a covered "
        "picture: another side or filler asks another question."
    )


def _smooth_grad(asked: Asked, made: "Attribution") -> str:
    return (
        f"The gradient, averaged over {many(asked.samples, 'copy', 'copies')} with noise of "
        f"deviation {number(made.facts['deviation'], 3)}. Calmer than one gradient because it "
        "tells of many pictures; how much noise is right, nobody knows."
    )


def _integrated(asked: Asked, made: "Attribution") -> str:
    facts = made.facts
    gap = made.score - facts["baseline_score"]
    share = percent(abs(facts["error"] / gap)) if gap else "all"
    return (
        f"The score goes from {number(facts['baseline_score'], 3)} on plain grey to "
        f"{number(made.score, 3)} on the picture: {number(gap, 3)} to share out. With "
        f"{many(asked.steps, 'step')} the map adds up to {number(facts['sum'], 3)}, "
        f"{share} off. A grey pixel gets 0 whatever it shows."
    )


def _target(asked: Asked, labels: tuple[str, ...]) -> str:
    from vizcore.explain.attribution import named

    return named(asked.target, labels)


def score_words(asked: Asked, made: "Attribution", labels: tuple[str, ...]) -> str:
    """The score that is explained, in words."""
    covers = asked.method == "occlusion"
    kind = "probability" if covers else "logit"
    score = f"{100 * made.score:.1f} %".replace("-", "−") if covers else number(made.score, 3)
    if asked.second is None:
        return f"{kind} of {labels[asked.first]}, {score}"
    return f"{kind} of {labels[asked.first]} minus that of {labels[asked.second]}, {score}"
