"""A picture that moves before the network, and what its layers make of that."""

from dataclasses import dataclass

import numpy as np

from pages.scaling.reach import ROWS, SIDE, row_of
from pages.ui.network import trained
from vizcore.architecture import receptive_field
from vizcore.nets.shifting import Followed, followed

#: The layers whose maps are shown.
SHOWN = ("conv1", "pool1", "pool2")
#: The longest shift, in pixels.
MOST = 8


@dataclass(frozen=True)
class Moves:
    """What the network makes of a picture that moves right by 0, 1, ... 8 pixels.

    Parameters
    ----------
    strip : (40, 40, 3) uint8 array
        The network sees 32 x 32 of it, further left with each pixel of the shift.
    maps : dict
        (9, h, w) float32 arrays by layer: its most varied map.
    which : dict
        The number of that map.
    inner : dict
        First and last place along an axis that sees no border.
    followed : dict
        For each shift, counted over all maps of the layer.
    answers : (9, 10) float32 array
        Probabilities of the classes.
    """

    strip: np.ndarray
    maps: dict[str, np.ndarray]
    which: dict[str, int]
    inner: dict[str, tuple[int, int]]
    followed: dict[str, list[Followed]]
    answers: np.ndarray


def moves_of(strip: np.ndarray) -> Moves:
    """All shifts of a (40, 40, 3) uint8 picture in one pass."""
    import torch

    from vizcore.nets import record

    model, margin = trained(), MOST // 2
    rows = strip[margin : margin + SIDE]
    batch = np.stack([rows[:, MOST - d : MOST - d + SIDE] for d in range(MOST + 1)])
    outputs = record(model, model.prepare(batch))
    values = {layer: outputs[layer].cpu().numpy() for layer in SHOWN}
    which = {layer: int(y[0].std(axis=(1, 2)).argmax()) for layer, y in values.items()}
    return Moves(
        strip,
        {layer: y[:, which[layer]].copy() for layer, y in values.items()},
        which,
        {layer: inner(layer) for layer in SHOWN},
        {layer: _followed(layer, y) for layer, y in values.items()},
        torch.softmax(outputs["fc2"], 1).cpu().numpy(),
    )


def _followed(layer: str, values: np.ndarray) -> list[Followed]:
    row = row_of(layer)
    first = receptive_field(ROWS, layer, 0, 0).top
    return followed(values, row.jump, first, row.receptive_field, SIDE)


def inner(layer: str) -> tuple[int, int]:
    """First and last place along an axis whose receptive field lies in the picture.

    >>> inner("conv1"), inner("pool2")
    ((1, 30), (2, 5))
    """
    side = row_of(layer).shape[1]
    boxes = [receptive_field(ROWS, layer, place, place) for place in range(side)]
    fits = [place for place, box in enumerate(boxes) if box == box.cut(SIDE, SIDE)]
    return fits[0], fits[-1]
