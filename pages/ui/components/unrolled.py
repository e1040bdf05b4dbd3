"""The face of assets/components/unrolled: a convolution as one matrix product."""

from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from vizcore.steps.unrolled import UnrolledSettings

_unrolled = load("unrolled")


class Payload(TypedDict):
    """What the component is sent; assets/components/unrolled/types.d.ts is its twin."""

    view: str
    picture: bool
    channels: int
    filters: int
    input: list[int]
    window: list[int]
    output: list[int]
    stride: list[int]
    dilation: list[int]
    pads: list[list[int]]


def unrolled_figure(
    layer: UnrolledSettings,
    *,
    view: str,
    key: str,
    picture: bool = False,
) -> None:
    """Show the layer as a matrix product; every number comes from `layer`.

    Parameters
    ----------
    layer : UnrolledSettings
    view : {"windows", "kernels"}
        Whether the large matrix has a window in each row, times the kernels as columns, or a
        kernel in each row, times the flattened input.
    key : str
        Of the component; the place of the window stands in the address as `at`, counted from 1.
    picture : bool
        Whether the input is an image, drawn in grey from 0 to 255, rather than signed numbers.
    """
    pair = layer.axes
    payload: Payload = {
        "view": view,
        "picture": picture,
        "channels": len(layer.x),
        "filters": len(layer.weight),
        "input": [axis.size for axis in pair],
        "window": [axis.window for axis in pair],
        "output": [axis.count for axis in pair],
        "stride": [axis.stride for axis in pair],
        "dilation": [axis.dilation for axis in pair],
        "pads": [[axis.before, axis.after] for axis in pair],
    }
    data = pack(
        payload,
        input=layer.x.astype(np.float64),
        copies=layer.copies.astype(np.int32),
        matrix=layer.rows if view == "windows" else layer.matrix,
        kernels=layer.kernels,
        output=layer.output,
    )
    place.leave_to_browser(["at"])
    _unrolled(key=key, data=data)
