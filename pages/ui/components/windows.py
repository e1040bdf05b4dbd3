"""The face of assets/components/windows: one axis under several conventions, row below row."""

from collections.abc import Sequence
from typing import TypedDict

from pages.ui.components.load import load, pack
from vizcore.text import many

_windows = load("windows")


class Row(TypedDict):
    """One convention: what stands beside its axis, and its padding and windows in cells."""

    name: str
    detail: str
    out: str
    before: int
    after: int
    starts: list[int]
    unused: list[int]
    refused: str


class Payload(TypedDict):
    """What the component is sent; assets/components/windows/types.d.ts is its twin."""

    title: str
    size: int
    window: int
    span: int
    stride: int
    dilation: int
    rows: list[Row]


def windows_figure(
    rows: Sequence[Row], *, size: int, window: int, stride: int, dilation: int, key: str
) -> None:
    """Draw the cells, the padding and the windows of every row on one scale.

    Parameters
    ----------
    rows : sequence of Row
        The same axis under one convention each.
    size, window, stride, dilation : int
        The setting that they share.
    key : str
        Of the component.
    """
    payload: Payload = {
        "title": f"{many(size, 'cell')}, window {window}, stride {stride}, dilation {dilation}",
        "size": size,
        "window": window,
        "span": dilation * (window - 1) + 1,
        "stride": stride,
        "dilation": dilation,
        "rows": list(rows),
    }
    _windows(key=key, data=pack(payload))
