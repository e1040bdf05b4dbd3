"""The pictures of the Kernels page: what is filtered for the screen and what for the download."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pages.ui.components.compare import Filtered
from pages.ui.components.gallery import Tile
from pages.ui.extent import Extent
from pages.ui.memory import made_once
from pages.ui.picture import Picture
from pages.ui.theme import palette
from vizcore.figures.palette import LIGHT, Palette, colour_limit, signed_pixels
from vizcore.images import KERNELS, apply_kernel, encode_png, luma, shrink, to_display
from vizcore.images.encode import small_file

LIVE_SIDE = 640  # pixels a side on the screen
_TILE_SIDE = 176
_STRIP = 256  # rows coloured at once: twelve megapixels in one go would take gigabytes


@dataclass(frozen=True)
class Settings:
    """How a kernel is applied and its result shown.

    Parameters
    ----------
    stride : int
    border : {"zero", "reflect", "replicate", "wrap", "valid"}
    display : {"clip", "offset", "absolute", "signed"}
    grey : bool
        Filter the picture in grey instead of its three channels.
    """

    stride: int = 1
    border: str = "zero"
    display: str = "clip"
    grey: bool = False

    @property
    def one_channel(self) -> bool:
        """Signed colours show one number a pixel, so they need a grey picture."""
        return self.grey or self.display == "signed"


def filtered(image: np.ndarray, weights: np.ndarray, settings: Settings) -> Filtered:
    """The kernel on an image of shape (h, w, 3), in one or three channels."""
    source = luma(image) if settings.one_channel else image
    result = apply_kernel(source, weights, stride=settings.stride, border=settings.border)  # type: ignore[arg-type]  # checked there
    return Filtered(source, weights, result, settings.stride, settings.border)


def shown(result: np.ndarray, display: str, colours: Palette) -> np.ndarray:
    """Results as uint8 pixels, as on the screen."""
    if display != "signed":
        return to_display(result, display)  # type: ignore[arg-type]  # checked there
    limit = colour_limit(result)
    strips = [
        signed_pixels(result[i : i + _STRIP], limit=limit, palette=colours)
        for i in range(0, len(result), _STRIP)
    ]
    return np.concatenate(strips)


def full_size_png(picture: Picture, weights: np.ndarray, settings: Settings) -> Callable[[], bytes]:
    """A function that computes the result at full size and returns it as a PNG file.

    Signed results have the light colours, whatever the theme.
    """

    def write() -> bytes:
        result = filtered(picture.full(), weights, settings).result
        return encode_png(shown(result, settings.display, LIGHT))

    return write


def kernel_tiles(picture: Picture, settings: Settings) -> list[Tile]:
    """Every preset on the same small picture."""
    colours = palette()
    small = shrink(picture.preview, 2 * _TILE_SIDE)
    return made_once(
        picture, "kernel_tiles", (settings, colours), lambda: _tiles(small, settings, colours)
    )


def _tiles(image: np.ndarray, settings: Settings, colours: Palette) -> list[Tile]:
    """At stride 1 and with a border, so that all are of one size."""
    border = "zero" if settings.border == "valid" else settings.border
    whole = Settings(1, border, settings.display, settings.grey)
    results = (
        (kernel, filtered(image, kernel.weights, whole).result) for kernel in KERNELS.values()
    )
    pictures = ((kernel, shown(result, settings.display, colours)) for kernel, result in results)
    return [
        Tile(kernel.name, kernel.title, small_file(pixels, _TILE_SIDE))
        for kernel, pixels in pictures
    ]


def fingerprint(extent: Extent, weights: np.ndarray, settings: Settings) -> str:
    """Short text that changes whenever the picture on the screen does."""
    digest = hashlib.blake2b(weights.tobytes(), digest_size=8)
    digest.update(repr((extent.digest, weights.shape, settings)).encode())
    return digest.hexdigest()
