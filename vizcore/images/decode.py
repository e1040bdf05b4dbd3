"""Uploads as arrays: the header is checked before anything is decoded."""

import math
import threading
from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
from jaxtyping import UInt8
from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from vizcore.errors import ImageError
from vizcore.images.colour import to_srgb
from vizcore.images.formats import announced_size, sniff

#: A 50-megapixel photograph takes 150 MB as bytes, and four times that filtered.
MAX_PIXELS = 50_000_000

# Opened by class and not by Image.open, which would try formats that are not on the list and warn
# about large pictures through a limit that all of Pillow shares.
_READERS: dict[str, type[ImageFile]] = {
    "PNG": PngImageFile,
    "JPEG": JpegImageFile,
    "WebP": WebPImageFile,
    "AVIF": AvifImageFile,
    "GIF": GifImageFile,
    "TIFF": TiffImageFile,
    "BMP": BmpImageFile,
}
_TURNS: dict[int, Callable[[np.ndarray], np.ndarray]] = {
    2: lambda a: cv2.flip(a, 1),
    3: lambda a: cv2.rotate(a, cv2.ROTATE_180),
    4: lambda a: cv2.flip(a, 0),
    5: lambda a: cv2.transpose(a),
    6: lambda a: cv2.rotate(a, cv2.ROTATE_90_CLOCKWISE),
    7: lambda a: cv2.flip(cv2.transpose(a), -1),
    8: lambda a: cv2.rotate(a, cv2.ROTATE_90_COUNTERCLOCKWISE),
}
_ORIENTATION = 0x0112

#: A picture of deep numbers or with transparency takes up to 2 GB while it is decoded: many people
#: share one memory, so no more than two are decoded at once.
_ROOM = threading.Semaphore(2)


def open_image(data: bytes, *, max_pixels: int = MAX_PIXELS) -> UInt8[np.ndarray, "h w 3"]:
    """Decode a PNG, JPEG, WebP, AVIF, GIF, TIFF or BMP file, first frame, as upright sRGB.

    The format and the number of pixels are read from the header and refused there if need be. The
    EXIF orientation is applied, transparency laid over white, every depth and colour model turned
    into 8-bit RGB (see `vizcore.images.colour.to_srgb`).

    Parameters
    ----------
    data : bytes
        The whole file. Its name plays no part.
    max_pixels : int
        Width times height at most.

    Returns
    -------
    (h, w, 3) uint8 array

    Raises
    ------
    ImageError
        If the file is none of the formats, damaged, cut short or too large. One sentence says what
        is wrong and what to do.

    Notes
    -----
    A 12-megapixel JPEG takes about 0.2 s; `open_preview` a fraction of it.

    Examples
    --------
    >>> file = BytesIO()
    >>> Image.new("L", (3, 2), 200).save(file, "PNG")  # 3 wide, 2 high
    >>> image = open_image(file.getvalue())
    >>> image.shape, image[0, 0].tolist()
    ((2, 3, 3), [200, 200, 200])
    >>> open_image(b"<html>")
    Traceback (most recent call last):
    vizcore.errors.ImageError: This is a web page, not a picture: save the picture itself instead.
    """
    kind, picture = _open(data, max_pixels)
    return _decode(kind, picture)


def open_preview(
    data: bytes, *, side: int = 1024, max_pixels: int = MAX_PIXELS
) -> UInt8[np.ndarray, "h w 3"]:
    """Decode a file as `open_image` does, shrunk so that its longer side is at most `side`.

    A JPEG is decoded straight to 1/2, 1/4 or 1/8 of its size if that leaves at least 9/10 of
    `side`: a photograph of 4000 x 3000 gives 1000 x 750, several times faster than the whole.
    Smaller pictures come as they are. The full size is still to be had from `open_image` and the
    same bytes; `image_size` names it.

    Examples
    --------
    >>> file = BytesIO()
    >>> Image.new("RGB", (400, 300)).save(file, "JPEG")
    >>> open_preview(file.getvalue(), side=100).shape
    (75, 100, 3)
    """
    if side < 1:
        raise ValueError(f"a preview needs at least one pixel a side, not {side}")
    kind, picture = _open(data, max_pixels)
    if kind == "JPEG":
        share = 0.9 * side / max(picture.size)
        width, height = (max(1, math.floor(n * share)) for n in picture.size)
        picture.draft(None, (width, height))
    return shrink(_decode(kind, picture), side)


def image_size(data: bytes, *, max_pixels: int = MAX_PIXELS) -> tuple[int, int]:
    """(rows, columns) that `open_image` would return, read from the header alone.

    Examples
    --------
    >>> file = BytesIO()
    >>> Image.new("RGB", (400, 300)).save(file, "PNG")
    >>> image_size(file.getvalue())
    (300, 400)
    """
    kind, picture = _open(data, max_pixels)
    width, height = picture.size
    return (width, height) if _orientation(kind, picture) >= 5 else (height, width)


def shrink(image: UInt8[np.ndarray, "h w 3"], side: int) -> UInt8[np.ndarray, "h2 w2 3"]:
    """`image` with its longer side at most `side`; each new pixel is the mean of those it covers.

    Examples
    --------
    >>> shrink(np.array([[[0] * 3, [100] * 3]], np.uint8), 1).tolist()
    [[[50, 50, 50]]]
    """
    height, width = image.shape[:2]
    share = side / max(height, width)
    if share >= 1:
        return image
    size = max(1, round(width * share)), max(1, round(height * share))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def _open(data: bytes, max_pixels: int) -> tuple[str, ImageFile]:
    """The header, parsed and found acceptable."""
    kind = sniff(data)
    if size := announced_size(kind, data):
        _check_size(*size, max_pixels)
    try:
        picture = _READERS[kind](BytesIO(data))
    except Exception as error:  # hostile bytes make a parser fail in any way it can
        raise _explain(kind, error) from error
    _check_size(*picture.size, max_pixels)
    if any(tile[0] == "bmp_rle" for tile in picture.tile):  # decoded in Python, pixel by pixel
        raise ImageError("This BMP file is compressed, which is rare: save it again as PNG.")
    tags = getattr(picture, "tag_v2", {})  # a tile of a TIFF may be larger than the picture
    _check_size(_number(tags.get(322)), _number(tags.get(323)), max_pixels)
    return kind, picture


def _decode(kind: str, picture: ImageFile) -> UInt8[np.ndarray, "h w 3"]:
    turn = _TURNS.get(_orientation(kind, picture))
    try:
        with _ROOM:
            picture.load()
            image = to_srgb(picture)
    except ImageError:
        raise
    except Exception as error:  # as in _open
        raise _explain(kind, error) from error
    return turn(image) if turn else image


def _check_size(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise ImageError(
            f"The picture has {width} x {height} = {width * height:,} pixels and the limit is "
            f"{max_pixels:,}: make it smaller and try again."
        )


def _number(tag: object) -> int:
    """A TIFF tag that should hold one number; 0 if it does not (Pillow then refuses the file)."""
    return tag if isinstance(tag, int) else 0


def _orientation(kind: str, picture: ImageFile) -> int:
    """EXIF orientation 1 to 8; 1, upright, where there is none that makes sense."""
    if kind == "TIFF":
        return 1  # Pillow turns a TIFF itself while it loads
    try:
        # Not picture.getexif(): for a PNG that decodes the picture first.
        return int(Image.Image.getexif(picture).get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # metadata that cannot be read is no reason to refuse the picture
        return 1


def _explain(kind: str, error: Exception) -> ImageError:
    text = str(error).lower()
    if "max_text" in text or "text memory" in text:
        return ImageError(
            f"The {kind} file hides more text or metadata than a picture needs: "
            f"save it again without metadata."
        )
    if "truncated" in text or "eof" in text or isinstance(error, EOFError):
        return ImageError(f"The {kind} file is cut short: copy or download it again.")
    return ImageError(
        f"The {kind} file is damaged or of a rare kind: open it in a picture program and save it "
        f"again as PNG or JPEG."
    )
