"""The face of assets/components/compare: before and after a kernel, and each pixel's sum."""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np

from pages.ui import place
from pages.ui.components.load import load, pack, three_axes
from pages.ui.components.store import keep_array
from vizcore.figures.palette import colour_limit
from vizcore.geometry import pad_amounts
from vizcore.images import to_display

_compare = load("compare")
_OWN = ("view", "divider", "channel", "pixel", "zoom")


class Payload(TypedDict):
    """What the component is sent; assets/components/compare/types.d.ts is its twin."""

    source: str
    size: list[int]
    stride: int
    pad: list[int]
    border: str
    display: str
    channels: list[str]
    title: str
    picture: str
    settings: str
    tallest: int


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

    The picture on screen is Python's result, a byte a value. What a person points at is printed as
    the sum of the products that stand beside it, which the browser multiplies and adds up; a test
    holds it against Python's result. The source goes once, whatever the kernel.

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
    source = three_axes(filtered.source)
    name = f"{picture}/{'x'.join(map(str, source.shape))}"
    keep_array(name, source, key=f"{key}_source")
    (top, _), (left, _) = filtered.padding()
    payload: Payload = {
        "source": name,
        "size": list(source.shape[:2]),
        "stride": filtered.stride,
        "pad": [top, left],
        "border": filtered.border,
        "display": display,
        "channels": ["R", "G", "B"] if source.shape[2] == 3 else ["Grey"],
        "title": title,
        "picture": picture,
        "settings": settings,
        "tallest": tallest,
    }
    shown = three_axes(shown_bytes(filtered.result, display))
    place.leave_to_browser(_OWN)
    _compare(key=key, data=pack(payload, shown=shown, kernel=filtered.weights))


def shown_bytes(result: np.ndarray, display: str) -> np.ndarray:
    """A result as the screen shows it: bytes of grey or colour, or of the scale of signed colours.

    On that scale 128 is zero and 128 ± 127 has the full colour.

    >>> shown_bytes(np.array([[-300, 4.4, 300]], np.float32), "clip").tolist()
    [[0, 4, 255]]
    >>> shown_bytes(np.array([[-4, 0, 2]], np.float32), "signed").tolist()
    [[1, 128, 192]]
    """
    if display != "signed":
        return to_display(result, display)  # type: ignore[arg-type]  # checked there
    share = np.clip(result / (colour_limit(result) or 1.0), -1, 1)
    return np.rint(128 + 127 * share).astype(np.uint8)
