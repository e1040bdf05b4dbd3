"""The face of assets/components/dense: maps, the row they are flattened into, sums of products."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_arrays

#: What a person sets in the figure, as it is called in the address.
OWN = ("output", "cell", "order", "view")

_dense = load("dense")


class Payload(TypedDict):
    """What the component is sent; assets/components/dense/types.d.ts is its twin."""

    scene: str
    unit: int


class Facts(TypedDict):
    """What is kept with a scene's numbers.

    `layers` are the names of the maps, of the layer between (empty where there is none), and of the
    last layer; `names` those of its outputs.
    """

    layers: list[str]
    names: list[str]


def dense_figure(
    name: str,
    facts: Facts,
    arrays: Mapping[str, np.ndarray],
    unit: int,
    weights: np.ndarray,
    *,
    key: str,
    on_choose: Callable[[int], None],
) -> None:
    """Maps, their row of numbers, and one or two fully connected layers.

    What is pointed at, the order, the view and a chosen output are the browser's; a unit of the
    layer between is the server's, which alone has its weights.

    Parameters
    ----------
    name : str
        The same as long as facts and arrays are.
    facts : Facts
    arrays : mapping
        `maps` (c, h, w), `weights` (outputs, inputs), `bias` and `outputs` (outputs,). With a layer
        between also its `sums` and their `biases` (units,), and `inputs` (units,), what the last
        layer is given.
    unit : int
        Of the layer between, whose weights are sent; −1 where there is none.
    weights : (c * h * w,) array
        Its weights in PyTorch's order; empty where there is none.
    key : str
        Of the component.
    on_choose : callable
        Takes a unit that a person has chosen.
    """
    units = len(arrays["sums"]) if "sums" in arrays else 0
    keep_arrays(name, facts, arrays, key=f"{key}_scene")

    def choose() -> None:
        state = st.session_state.get(key)
        chosen: Any = state.get("unit") if isinstance(state, Mapping) else None
        if isinstance(chosen, int) and 0 <= chosen < units:
            on_choose(chosen)

    payload: Payload = {"scene": name, "unit": unit}
    place.leave_to_browser(OWN)
    _dense(key=key, data=pack(payload, weights=weights), on_unit_change=choose)
