"""Parameters and multiply-adds of three layers that make the same maps of the same image."""

from collections.abc import Mapping
from dataclasses import dataclass

#: Stops of the sliders, by their names in the address.
STOPS: dict[str, list[int]] = {
    "side": [4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128,
             160, 192, 224],
    "channels": [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512],
    "filters": [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512],
    "kernel": list(range(1, 12)),
}  # fmt: skip
#: The first convolution of MiniVGG.
START = {"side": 32, "channels": 3, "filters": 32, "kernel": 3}


@dataclass(frozen=True)
class Sizes:
    """A square image, and square windows around each of its pixels, with zeros where they leave it.

    Parameters
    ----------
    side, channels : int
        Of the image.
    filters : int
        Maps of the same side that a layer makes.
    kernel : int
        Side of a window, at most that of the image.
    """

    side: int
    channels: int
    filters: int
    kernel: int


@dataclass(frozen=True)
class Count:
    """What one layer costs.

    Parameters
    ----------
    name : str
    parameters : int
        Weights, and a bias for each filter, or for each filter and place.
    multiply_adds : int
        For one image, without biases.
    """

    name: str
    parameters: int
    multiply_adds: int


def counted(sizes: Sizes) -> tuple[Count, Count, Count]:
    """Fully connected, locally connected, convolution.

    A locally connected layer has windows as a convolution has, and other weights at each place.

    Examples
    --------
    >>> full, local, conv = counted(Sizes(32, 3, 32, 3))
    >>> full.parameters  # (32·32·3 + 1) · 32·32·32
    100696064
    >>> local.parameters, conv.parameters  # (3·3·3 + 1) · 32·32·32 and (3·3·3 + 1) · 32
    (917504, 896)
    >>> local.multiply_adds == conv.multiply_adds == 32 * 32 * 32 * 27
    True
    """
    places = sizes.side**2
    seen, made = places * sizes.channels, places * sizes.filters
    window = sizes.kernel**2 * sizes.channels
    return (
        Count("Fully connected", (seen + 1) * made, seen * made),
        Count("Locally connected", (window + 1) * made, window * made),
        Count("Convolution", (window + 1) * sizes.filters, window * made),
    )


def sizes_of(texts: Mapping[str, str]) -> Sizes:
    """What the browser's settings say; what cannot be is the default.

    assets/components/counts/state.js reads the same texts.

    >>> sizes_of({"side": "4", "kernel": "9", "filters": "none"})
    Sizes(side=4, channels=3, filters=32, kernel=4)
    """
    found = {name: _whole(texts.get(name, ""), name) for name in START}
    return Sizes(**{**found, "kernel": min(found["kernel"], found["side"])})


def _whole(text: str, name: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) <= 3
    value = int(text) if known else START[name]
    return value if STOPS[name][0] <= value <= STOPS[name][-1] else START[name]
