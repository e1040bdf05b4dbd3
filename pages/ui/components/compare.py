"""The face of assets/components/compare: before and after a kernel, and each pixel's sum."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pages.ui.components.load import load, pack, three_axes
from vizcore.figures.palette import colour_limit
from vizcore.geometry import pad_amounts

_compare = load("compare")

_PadMode = Literal["constant", "reflect", "edge", "wrap"]
_PAD_MODES: dict[str, _PadMode] = {
    "zero": "constant",
    "reflect": "reflect",
    "replicate": "edge",
    "wrap": "wrap",
}

#: How results are shown; "signed" by colour, the others as `vizcore.images.to_display` does.
DISPLAYS = ("clip", "offset", "absolute", "signed")


@dataclass(frozen=True, eq=False)
class Filtered:
    """A picture, a kernel, and what `vizcore.images.apply_kernel` made of the two.

    Parameters
    ----------
    source : (h, w) or (h, w, 3) uint8 array
    weights : (rows, columns) float64 array
    result : (h2, w2) or (h2, w2, 3) float32 array
    stride : int
    border : {"zero", "reflect", "replicate", "wrap", "valid"}
    """

    source: np.ndarray
    weights: np.ndarray
    result: np.ndarray
    stride: int
    border: str

    def padding(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Cells (before, after) the rows and the columns."""
        name = "valid" if self.border == "valid" else "same"
        rows, columns = (
            pad_amounts(cells, window, stride=self.stride, padding=name)
            for cells, window in zip(self.source.shape, self.weights.shape, strict=False)
        )
        return rows, columns

    def padded_source(self) -> np.ndarray:
        """(h3, w3, channels) uint8: the source and its border; every window lies inside."""
        source = three_axes(self.source)
        if self.border == "valid":
            return source
        return np.pad(source, (*self.padding(), (0, 0)), mode=_PAD_MODES[self.border])


def compare(
    filtered: Filtered,
    *,
    key: str,
    display: str,
    title: str,
    picture: str,
    settings: str,
    tallest: int = 480,
) -> None:
    """Show before and after, divided or side by side, and the sum behind the pixel pointed at.

    Every number on it is Python's, except the products, which the browser multiplies as it shows
    them.

    Parameters
    ----------
    filtered : Filtered
    key : str
        Key of the component.
    display : {"clip", "offset", "absolute", "signed"}
        How results outside 0 to 255 are shown.
    title : str
        For those who cannot see the picture.
    picture : str
        The same as long as the picture is the same: zoom and pixel stay.
    settings : str
        Set as `data-painted` on the canvas once it is drawn.
    tallest : int
        Greatest height of the picture in pixels.
    """
    (top, _), (left, _) = filtered.padding()
    result = three_axes(filtered.result)
    numbers = compact(result)
    meta = {
        "shape": result.shape,
        "whole": numbers.dtype == np.uint8,
        "source": _source_name(filtered, picture),
        "size": filtered.source.shape[:2],
        "stride": filtered.stride,
        "pad": [top, left],
        "display": display,
        "limit": colour_limit(filtered.result),
        "channels": ["R", "G", "B"] if result.shape[2] == 3 else ["Grey"],
        "title": title,
        "picture": picture,
        "settings": settings,
        "tallest": tallest,
    }
    arrays = {"source": filtered.padded_source(), "result": numbers, "kernel": filtered.weights}
    _compare(key=key, data=pack(meta, **arrays))


def compact(result: np.ndarray) -> np.ndarray:
    """The same numbers as bytes of int16 where all are small and whole; else as they are.

    Most kernels have whole weights, and the next picture waits for the bytes on the wire.

    >>> compact(np.array([1, -2], np.float32)).view(np.int16).tolist()
    [1, -2]
    >>> compact(np.array([0.5], np.float32)).tolist()
    [0.5]
    """
    if np.abs(result).max(initial=0) > np.iinfo(np.int16).max:
        return result
    whole = result.astype("<i2")
    return whole.view(np.uint8) if np.array_equal(whole, result) else result


def _source_name(filtered: Filtered, picture: str) -> str:
    """The same as long as the padded source is: the browser then keeps what it drew of it."""
    return repr((picture, filtered.source.shape, filtered.border, filtered.padding()))
