"""The face of assets/components/batchnorm: histograms of a layer's channels before and after it."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_arrays
from vizcore.steps.batches import Batches

_batchnorm = load("batchnorm")

#: What the browser keeps in the address.
OWN = ("batch", "channel", "test", "value", "gamma", "beta", "momentum")
OWN_OF_FRAMES = ("frame", "frame_channel", "frame_value")


class Payload(TypedDict):
    """What the component is sent; assets/components/batchnorm/types.d.ts is its twin."""

    pictures: str
    kind: str
    labels: list[str]
    axis: list[float]
    eps: float
    channel: int


def keep_pictures(name: str, sheet: np.ndarray, values: np.ndarray, *, key: str) -> None:
    """Send pictures to the browser, once, for the figures that name them.

    Parameters
    ----------
    name : str
        The same as long as pictures and values are.
    sheet : uint8 array
        A JPEG file: square pictures one below the other.
    values : (n, c) float32 array
        For each picture and channel a number that can be read.
    key : str
        Of the component.
    """
    keep_arrays(name, {}, {"sheet": sheet, "values": values}, key=f"{key}_pictures")


def batches_figure(
    name: str,
    made: Batches,
    *,
    axis: tuple[float, float],
    eps: float,
    channel: int,
    key: str,
) -> None:
    """Mini-batch after mini-batch, with the running averages that they leave behind.

    What a person chooses stands in the address: `batch`, `channel`, `value`, `gamma`, `beta`,
    `momentum`, and `test` with the number of batches that the averages have seen.

    Parameters
    ----------
    name : str
        Of what `keep_pictures` sent.
    made : Batches
        At most 65,535 numbers a channel in each.
    axis : (float, float)
        Ends of the histograms' common axis.
    eps : float
        What is added to a variance.
    channel : int
        The one that is shown first.
    key : str
        Of the component.
    """
    payload: Payload = {
        "pictures": name, "kind": "batches", "labels": [], "axis": list(axis), "eps": eps,
        "channel": channel,
    }  # fmt: skip
    place.leave_to_browser(OWN)
    _batchnorm(key=key, data=pack(payload, **_arrays(made)))


def frames_figure(
    name: str,
    made: Batches,
    labels: Sequence[str],
    *,
    axis: tuple[float, float],
    eps: float,
    channel: int,
    key: str,
) -> None:
    """One mini-batch as a layer saw it at several moments of its training.

    Parameters
    ----------
    made : Batches
        One for each moment.
    labels : sequence of str
        When that was, in words.
    name, axis, eps, channel, key
        As in `batches_figure`.
    """
    payload: Payload = {
        "pictures": name, "kind": "frames", "labels": list(labels), "axis": list(axis),
        "eps": eps, "channel": channel,
    }  # fmt: skip
    place.leave_to_browser(OWN_OF_FRAMES)
    _batchnorm(key=key, data=pack(payload, **_arrays(made)))


def _arrays(made: Batches) -> dict[str, np.ndarray]:
    size = max(len(batch) for batch in made.members)
    members = [np.pad(batch, (0, size - len(batch)), constant_values=-1) for batch in made.members]
    return {
        "counts": made.counts.astype(np.uint16),
        "mean": made.mean,
        "variance": made.var,
        "numbers": made.numbers.astype(np.int32),
        "members": np.stack(members).astype(np.int16),
        "low": made.low,
        "high": made.high,
    }
