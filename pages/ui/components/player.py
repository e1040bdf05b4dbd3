"""The face of assets/components/player: the step player for convolutions and pooling."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from vizcore.geometry import Axis
from vizcore.steps import ConvSettings, PoolSettings
from vizcore.steps.transposed import TransposedSettings

_player = load("player")
_OWN = ("step", "at")


class Operation(TypedDict):
    """What is computed at each stop of the window."""

    kind: str
    bias: float
    activation: str
    channels: int
    channelNames: list[str]
    picture: bool
    autoplay: bool
    countsPadding: bool


class Payload(Operation):
    """What the component is sent; assets/components/player/types.d.ts is its twin."""

    axes: int
    input: list[int]
    window: list[int]
    output: list[int]
    stride: list[int]
    dilation: list[int]
    pads: list[list[int]]


def conv_player(
    settings: ConvSettings,
    *,
    key: str,
    picture: bool = False,
    channel_names: Sequence[str] = (),
    autoplay: bool = False,
) -> None:
    """Play a convolution over one or two axes; every number comes from `settings`.

    Parameters
    ----------
    settings : ConvSettings
        Input (c, width) or (c, height, width) and one kernel.
    key : str
        Of the component; the step stands in the address as `step` or, not pinned, `at`.
    picture : bool
        Whether the input is an image, drawn in grey from 0 to 255, rather than signed numbers.
    channel_names : sequence of str
        Titles of the input's channels where it has more than one.
    autoplay : bool
        Whether it plays as soon as it is there, unless the person prefers reduced motion.
    """
    operation: Operation = {
        "kind": "conv",
        "bias": settings.bias,
        "activation": "" if settings.activation == "none" else "ReLU",
        "channels": len(settings.x),
        "channelNames": list(channel_names),
        "picture": picture,
        "autoplay": autoplay,
        "countsPadding": False,
    }
    arrays = {
        "input": settings.x.astype(np.float64),
        "weight": settings.weight.astype(np.float64),
        "partial": settings.partial,
        "total": settings.total,
        "output": settings.output,
    }
    _play(operation, settings.axes, arrays, key)


def pool_player(settings: PoolSettings, *, key: str, picture: bool = False) -> None:
    """Play a pooling over one or two axes; the parameters are those of `conv_player`."""
    operation: Operation = {
        "kind": settings.kind,
        "bias": 0,
        "activation": "",
        "channels": 1,
        "channelNames": [],
        "picture": picture,
        "autoplay": False,
        "countsPadding": settings.count_include_pad,
    }
    arrays = {
        "input": settings.x.astype(np.float64),
        "total": settings.output,
        "output": settings.output,
        "divisor": settings.divisors.astype(np.int32),
        "winner": settings.winners.astype(np.int32),
    }
    _play(operation, settings.axes, arrays, key)


def stamp_player(settings: TransposedSettings, *, key: str, picture: bool = False) -> None:
    """Play a transposed convolution, a stamp a step; the parameters are those of `conv_player`."""
    operation: Operation = {
        "kind": "transposed",
        "bias": 0,
        "activation": "",
        "channels": 1,
        "channelNames": [],
        "picture": picture,
        "autoplay": False,
        "countsPadding": False,
    }
    arrays = {
        "input": settings.x.astype(np.float64),
        "weight": settings.weight.astype(np.float64),
        "products": settings.products,
        "sums": settings.sums,
        "output": settings.output,
        "counts": settings.counts.astype(np.int32),
        "resized": settings.resized,
        "resizedCounts": settings.resized_counts.astype(np.int32),
    }
    _play(operation, settings.axes, arrays, key)


def _play(
    operation: Operation, axes: Sequence[Axis], arrays: dict[str, np.ndarray], key: str
) -> None:
    rows, columns = axes if len(axes) == 2 else (Axis(1, 1, 1, 1, 0, 0, 1), axes[0])
    pair = (rows, columns)
    payload: Payload = {
        **operation,
        "axes": len(axes),
        "input": [axis.size for axis in pair],
        "window": [axis.window for axis in pair],
        "output": [axis.count for axis in pair],
        "stride": [axis.stride for axis in pair],
        "dilation": [axis.dilation for axis in pair],
        "pads": [[axis.before, axis.after] for axis in pair],
    }
    arrays |= {"reachedRows": reached(rows), "reachedColumns": reached(columns)}
    place.leave_to_browser(_OWN)
    _player(key=key, data=pack(payload, **arrays))


def reached(axis: Axis) -> np.ndarray:
    """For each cell of the axis, 1 where a window touches it and 0 where none does.

    >>> from vizcore.geometry import axis_windows
    >>> reached(axis_windows(4, 2, stride=3))
    array([1, 1, 0, 0], dtype=uint8)
    """
    mask = np.ones(axis.size, dtype=np.uint8)
    mask[axis.unreached] = 0
    return mask
