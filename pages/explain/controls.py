"""What is asked: view, class, methods, and the settings of the methods that are on screen."""

import streamlit as st

from pages.explain.methods import LAYERS, TITLES, Asked
from pages.ui import controls, settings

VIEWS = {"explain": "Explain", "check": "Sanity check"}
_FILLERS = {"grey": "Grey", "mean": "Mean colour", "blurred": "Blurred"}
_SIDES = {str(side): f"{side} × {side}" for side in (4, 6, 8, 12)}
_STRIDES = {"1": "1 pixel", "2": "2 pixels", "4": "4 pixels"}
_COUNTS = {"4": "4", "8": "8", "16": "16"}
_STEPS = {"2": "2", "4": "4", "8": "8", "16": "16", "32": "32"}
_NOISES = {"5": "5 %", "15": "15 %", "30": "30 %"}


def view_of() -> str:
    """The maps themselves, or whether they notice that the network forgets."""
    return settings.choice("View", "explain_view", VIEWS, "explain", label_visibility="collapsed")


def asked_of(view: str, labels: tuple[str, ...], predicted: int) -> tuple[list[Asked], int]:
    """One or two explanations, and the seed of the sanity check."""
    with controls.row("explain_settings"):
        first, second = _target(labels, predicted)
        one = settings.choice(
            "Method", "explain_method", TITLES, "grad_cam", kind="list", width=180
        )
        beside = settings.choice(
            "Beside it", "explain_beside", {"nothing": "Nothing"} | TITLES, "nothing",
            kind="list", width=180,
        )  # fmt: skip
        names = list(dict.fromkeys(name for name in (one, beside) if name != "nothing"))
        options: dict[str, int | str] = {}
        for name in names:
            options |= _settings(name)
        seed = 0
        if view == "check":
            seed = settings.number("Seed", "explain_forget", 0, low=0, high=99, width=92)
    return [Asked(name, first, second, **options) for name in names], seed  # type: ignore[arg-type]


def _target(labels: tuple[str, ...], predicted: int) -> tuple[int, int | None]:
    known = dict(zip(labels, labels, strict=True))
    chosen = settings.choice(
        "Class", "explain_class", {"predicted": "Predicted"} | known, "predicted",
        kind="list", width=130,
    )  # fmt: skip
    against = settings.choice(
        "Against", "explain_against", {"nothing": "Nothing"} | known, "nothing",
        kind="list", width=130,
    )  # fmt: skip
    first = predicted if chosen == "predicted" else labels.index(chosen)
    second = None if against == "nothing" else labels.index(against)
    if first == second:
        st.toast(f"{labels[first]} against itself is 0 everywhere: it is shown alone.")
        second = None
    return first, second


def _settings(method: str) -> dict[str, int | str]:
    if method == "grad_cam":
        names = dict(zip(LAYERS, LAYERS, strict=True))
        return {"layer": _list("Layer", "layer", names, "bn4", 110)}
    if method == "occlusion":
        return {
            "side": int(_list("Square", "side", _SIDES, "8", 110)),
            "stride": int(_list("Every", "stride", _STRIDES, "2", 110)),
            "filler": _list("Filled with", "filler", _FILLERS, "grey", 140),
        }
    if method == "smooth_grad":
        return {
            "samples": int(_list("Copies", "copies", _COUNTS, "8", 84)),
            "noise": int(_list("Noise", "noise", _NOISES, "15", 92)),
            "seed": settings.number("Seed", "explain_seed", 0, low=0, high=99, width=92),
        }
    if method == "integrated_gradients":
        return {"steps": int(_list("Steps", "steps", _STEPS, "8", 84))}
    return {}


def _list(label: str, name: str, titles: dict[str, str], default: str, width: int) -> str:
    return settings.choice(label, f"explain_{name}", titles, default, kind="list", width=width)
