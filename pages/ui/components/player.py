"""The face of assets/components/player: the step player for convolution and pooling."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from pages.ui.components.load import load, pack
from vizcore.geometry import Axis
from vizcore.steps import ConvSettings, PoolSettings

_player = load("player")


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
        Of the component; the pinned step is the query parameter `<key>_step`.
    picture : bool
        Whether the input is an image, drawn in grey from 0 to 255, rather than signed numbers.
    channel_names : sequence of str
        Titles of the input's channels where it has more than one.
    autoplay : bool
        Whether it plays as soon as it is there, unless the person prefers reduced motion.
    """
    meta = {
        "kind": "conv",
        "bias": settings.bias,
        "activation": "" if settings.activation == "none" else "ReLU",
        "channels": len(settings.x),
        "channelNames": list(channel_names),
        "picture": picture,
        "autoplay": autoplay,
    }
    arrays = {
        "input": settings.x.astype(np.float64),
        "weight": settings.weight.astype(np.float64),
        "partial": settings.partial,
        "total": settings.total,
        "output": settings.output,
    }
    _play(meta, settings.axes, arrays, key)


def pool_player(settings: PoolSettings, *, key: str, picture: bool = False) -> None:
    """Play a pooling over one or two axes; the parameters are those of `conv_player`."""
    meta = {
        "kind": settings.kind,
        "bias": 0,
        "activation": "",
        "channels": 1,
        "channelNames": [],
        "picture": picture,
        "countsPadding": settings.count_include_pad,
    }
    arrays = {
        "input": settings.x.astype(np.float64),
        "total": settings.output,
        "output": settings.output,
        "divisor": settings.divisors.astype(np.int32),
        "winner": settings.winners.astype(np.int32),
    }
    _play(meta, settings.axes, arrays, key)


def _play(
    meta: dict[str, Any], axes: Sequence[Axis], arrays: dict[str, np.ndarray], key: str
) -> None:
    rows, columns = axes if len(axes) == 2 else (Axis(1, 1, 1, 1, 0, 0, 1), axes[0])
    pair = (rows, columns)
    meta |= {
        "axes": len(axes),
        "input": [axis.size for axis in pair],
        "window": [axis.window for axis in pair],
        "output": [axis.count for axis in pair],
        "stride": [axis.stride for axis in pair],
        "dilation": [axis.dilation for axis in pair],
        "pads": [[axis.before, axis.after] for axis in pair],
        "pinned": _pinned(key, rows.count * columns.count),
    }
    arrays |= {"reachedRows": reached(rows), "reachedColumns": reached(columns)}
    _player(
        key=key,
        data=pack(meta, **arrays),
        default={"pinned": meta["pinned"]},
        on_pinned_change=lambda: _remember_pin(key),
    )


def reached(axis: Axis) -> np.ndarray:
    """For each cell of the axis, 1 where a window touches it and 0 where none does.

    >>> from vizcore.geometry import axis_windows
    >>> reached(axis_windows(4, 2, stride=3))
    array([1, 1, 0, 0], dtype=uint8)
    """
    mask = np.ones(axis.size, dtype=np.uint8)
    mask[axis.unreached] = 0
    return mask


def _pinned(key: str, steps: int) -> int | None:
    text = st.query_params.get(f"{key}_step", "")
    known = text.isdecimal() and len(text) <= len(str(steps)) and 1 <= int(text) <= steps
    return int(text) - 1 if known else None


def _remember_pin(key: str) -> None:
    pinned = st.session_state[key].get("pinned")
    if isinstance(pinned, int):
        st.query_params[f"{key}_step"] = str(pinned + 1)
    else:
        st.query_params.pop(f"{key}_step", None)
