"""The page's explanation as short runnable programs that print the number that is pinned."""

import numpy as np

from pages.explain.keras_code import KERAS_BODIES
from pages.explain.methods import Asked
from pages.explain.numpy_code import NUMPY_BODIES
from pages.explain.pytorch_code import PYTORCH_BODIES
from pages.explain.spot import Spot
from pages.ui.network_programs import KERAS, NUMPY, PYTORCH

_COLOURS = ("red", "green", "blue")


def programs(asked: Asked, spot: Spot, order: np.ndarray | None = None) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the pinned number.

    Parameters
    ----------
    asked : Asked
    spot : Spot
        In the sanity check, the pixel of the map that the network as it was learnt has.
    order : int array, optional
        Which of the layer's maps stand first, second, ... in the figure.
    """
    value = _value(spot, order)
    return {
        "PyTorch": PYTORCH + PYTORCH_BODIES[asked.method](asked) + value,
        "NumPy": NUMPY + NUMPY_BODIES[asked.method](asked, spot) + value,
        "Keras": KERAS + KERAS_BODIES[asked.method](asked) + value,
    }


def _stage(spot: Spot) -> str:
    """The variable that holds the stage."""
    names = {"sum": "total", "score": "scores"}
    return names.get(spot.stage, "result" if spot.stage.startswith("step") else spot.stage)


def _index(spot: Spot, order: np.ndarray | None) -> tuple[int, ...]:
    place = spot.row, spot.column
    if spot.stage in ("maps", "gradients") and order is not None:
        return int(order[spot.map]), *place
    if spot.stage == "gradients":
        return spot.map // 3, spot.map % 3, *place
    if spot.stage in ("gradient", "difference", "product"):
        return spot.map, *place
    return place


def _value(spot: Spot, order: np.ndarray | None) -> str:
    index = ", ".join(map(str, _index(spot, order)))
    return f"value = {_stage(spot)}[{index}]\nprint(value)\n"


def spot_words(asked: Asked, spot: Spot, order: np.ndarray | None = None) -> str:
    """What the programs print, for people."""
    at = f"row {spot.row}, column {spot.column}"
    if spot.stage == "score":
        return f"what is left with the square at place {at}"
    if spot.stage == "maps" and order is not None:
        return f"map {order[spot.map]} of `{asked.layer}`, {at}"
    if spot.stage == "gradients" and order is not None:
        return f"the gradient by map {order[spot.map]} of `{asked.layer}`, {at}"
    if spot.stage == "gradients":
        what = "copy" if asked.method == "smooth_grad" else "step"
        return f"the gradient of {what} {spot.map // 3 + 1} by {_COLOURS[spot.map % 3]}, {at}"
    if spot.stage.startswith("step"):
        return f"the learnt network's map, {at}"
    names = {"sum": "the weighted sum", "relu": "the sum after ReLU"}
    if spot.stage in ("gradient", "difference", "product"):
        return f"`{spot.stage}` of {_COLOURS[spot.map]}, {at}"
    return f"{names.get(spot.stage, 'the map')}, {at}"
