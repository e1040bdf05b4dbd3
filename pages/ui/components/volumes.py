"""The face of assets/components/volumes: a layer from the channels of its input to its maps."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from vizcore.steps.volume import DepthSettings, VolumeSettings

#: What a person reads for each activation.
ACTIVATION_TITLES = {"relu": "ReLU", "none": "None", "sigmoid": "Sigmoid", "tanh": "tanh"}

_volumes = load("volumes")


class Payload(TypedDict):
    """What the component is sent; assets/components/volumes/types.d.ts is its twin."""

    kind: str
    title: str
    place: str
    inputs: int
    inputNames: list[str]
    kernels: int
    kernelNames: list[str]
    maps: int
    mapNames: list[str]
    slices: int
    kernelOf: list[int]
    first: list[int]
    input: list[int]
    window: list[int]
    output: list[int]
    stride: list[int]
    dilation: list[int]
    pads: list[list[int]]
    activation: str
    colours: str


def volume_chain(
    settings: VolumeSettings | DepthSettings,
    *,
    number: int = 0,
    names: Sequence[str] = (),
    colours: bool = False,
) -> None:
    """Show a layer from its input to its maps; every number comes from `settings`.

    The chosen output stands in the address as `place`, that of layer 2 as `place2`.

    Parameters
    ----------
    settings : VolumeSettings or DepthSettings
    number : int
        1 or 2 where it is one of two layers in a row, 0 where it is alone.
    names : sequence of str
        Titles of the input's channels; if left out they are the maps of the layer before.
    colours : bool
        Whether the channels are red, green and blue from 0 to 255, rather than signed numbers.
    """
    depth = isinstance(settings, DepthSettings)
    maps, slices, *_ = settings.partial.shape
    name = "place2" if number == 2 else "place"
    payload: Payload = {
        "kind": "depth" if depth else "channels",
        "title": f"Layer {number}" if number else "",
        "place": name,
        "inputs": len(settings.x),
        "inputNames": list(names) or _numbered(depth, "Map", len(settings.x)),
        "kernels": len(settings.kernels),
        "kernelNames": _numbered(False, "Filter", len(settings.kernels)) if not depth else [""],
        "maps": maps,
        "mapNames": _numbered(depth, "Map", maps),
        "slices": slices,
        "kernelOf": list(settings.kernel_of),
        "first": list(settings.first),
        "input": [axis.size for axis in settings.axes],
        "window": [axis.window for axis in settings.axes],
        "output": [axis.count for axis in settings.axes],
        "stride": [axis.stride for axis in settings.axes],
        "dilation": [1, 1],
        "pads": [[axis.before, axis.after] for axis in settings.axes],
        "activation": "" if settings.activation == "none" else _title(settings),
        "colours": "rgb" if colours else "signed",
    }
    data = pack(
        payload,
        input=settings.x.astype(np.float64),
        weight=settings.kernels.astype(np.float64),
        bias=biases(settings).astype(np.float64),
        partial=settings.partial,
        sum=settings.sums,
        total=settings.totals,
        output=settings.output,
    )
    place.leave_to_browser([name])
    _volumes(key=f"volumes{number or 1}", data=data)


def biases(settings: VolumeSettings | DepthSettings) -> np.ndarray:
    """The bias of each map: a filter's own, or the one of the kernel that makes them all."""
    return np.broadcast_to(settings.bias, len(settings.output))


def _numbered(from_zero: bool, noun: str, count: int) -> list[str]:
    return [f"z = {i}" if from_zero else f"{noun} {i + 1}" for i in range(count)]


def _title(settings: VolumeSettings | DepthSettings) -> str:
    return ACTIVATION_TITLES[settings.activation]
