"""What is asked: class, methods, and the settings of the methods that are on screen."""

from collections.abc import Mapping

import streamlit as st

from pages.explain.methods import LAYERS, TITLES, Asked
from pages.ui import controls, settings

_FILLERS = {"grey": "Grey", "mean": "Mean colour", "blurred": "Blurred"}
_SIDES = {str(side): f"{side} × {side}" for side in (4, 6, 8, 12)}
_STRIDES = {"1": "1 pixel", "2": "2 pixels", "4": "4 pixels"}
_COUNTS = {"4": "4", "8": "8", "16": "16"}
_STEPS = {"2": "2", "4": "4", "8": "8", "16": "16", "32": "32"}
_NOISES = {"5": "5 %", "15": "15 %", "30": "30 %"}


def asked_of(labels: tuple[str, ...], predicted: int) -> tuple[list[Asked], int | None]:
    """One or two explanations; for the sanity check the seed, else None."""
    first, second = _target(labels, predicted)
    one = _list("Method", "method", TITLES, "grad_cam", 171)
    beside = _list("Beside it", "beside", {"nothing": "Nothing"} | TITLES, "nothing", 171)
    names = list(dict.fromkeys(name for name in (one, beside) if name != "nothing"))
    options: dict[str, int | str] = {}
    alone = names == ["grad_cam"]
    if alone:
        options["layer"] = _layer()
    place = st.container(width="content")
    checking = settings.toggle("Sanity check", "explain_check", width=136)
    seed = None
    if checking or not (alone or names == ["saliency"]):
        with place.popover("Settings"), controls.row():
            if "grad_cam" in names and not alone:
                options["layer"] = _layer()
            for name in names:
                options |= _settings(name)
            if checking:
                seed = settings.number("Seed", "explain_forget", 0, low=0, high=99, width=92)
    return [Asked(name, first, second, **options) for name in names], seed  # type: ignore[arg-type]


def _target(labels: tuple[str, ...], predicted: int) -> tuple[int, int | None]:
    known = dict(zip(labels, labels, strict=True))
    chosen = _list("Class", "class", {"predicted": "Predicted"} | known, "predicted", 120)
    against = _list("Against", "against", {"nothing": "Nothing"} | known, "nothing", 120)
    first = predicted if chosen == "predicted" else labels.index(chosen)
    second = None if against == "nothing" else labels.index(against)
    if first == second:
        st.toast(f"{labels[first]} against itself is 0 everywhere: it is shown alone.")
        second = None
    return first, second


def _layer() -> str:
    return _list("Layer", "layer", dict(zip(LAYERS, LAYERS, strict=True)), "relu4", 96)


def _settings(method: str) -> dict[str, int | str]:
    if method == "occlusion":
        return {
            "side": int(_list("Square", "side", _SIDES, "8", 100)),
            "stride": int(_list("Every", "stride", _STRIDES, "2", 110)),
            "filler": _list("Filled with", "filler", _FILLERS, "grey", 140),
        }
    if method == "smooth_grad":
        return {
            "samples": int(_list("Copies", "copies", _COUNTS, "8", 84)),
            "noise": int(_list("Noise", "noise", _NOISES, "15", 92)),
            "seed": settings.number("Seed of the noise", "explain_seed", 0, low=0, high=99),
        }
    if method == "integrated_gradients":
        return {"steps": int(_list("Steps", "steps", _STEPS, "8", 84))}
    return {}


def _list(label: str, name: str, titles: Mapping[str, str], default: str, width: int) -> str:
    return settings.choice(label, f"explain_{name}", titles, default, kind="list", width=width)
