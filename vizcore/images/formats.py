"""What kind of file a handful of bytes is, and what to say about the kinds that are not read."""

from collections.abc import Callable

from vizcore.errors import ImageError

#: The formats that are read, as a person would write them.
READABLE = "PNG, JPEG, WebP, AVIF, GIF, TIFF or BMP"

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"II+\x00": "TIFF",
    b"MM\x00+": "TIFF",
    b"BM": "BMP",
}
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_OTHERS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"8BPS": "a Photoshop document",
    b"\x00\x00\x00\x0cjP  ": "a JPEG 2000 picture",
    b"\x00\x00\x00\x0cJXL ": "a JPEG XL picture",
    b"\xff\x0a": "a JPEG XL picture",
    b"\x00\x00\x01\x00": "an icon file",
    b"\x1a\x45\xdf\xa3": "a video",
}


def sniff(data: bytes) -> str:
    """Name of the format, from the first bytes alone: the name of a file proves nothing.

    Raises
    ------
    ImageError
        If the format is not on the list; the message names what the file is, where that is known.

    Examples
    --------
    >>> sniff(b"GIF89a...")
    'GIF'
    >>> sniff(b"")
    Traceback (most recent call last):
    vizcore.errors.ImageError: The file is empty: choose a PNG, JPEG, WebP, AVIF, GIF, TIFF or BMP file.
    """  # noqa: E501
    if not data:
        raise ImageError(f"The file is empty: choose a {READABLE} file.")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if _AVIF & _brands(data):
        return "AVIF"
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            return name
    raise ImageError(_refusal(data))


def _refusal(data: bytes) -> str:
    if brands := _brands(data):
        return _save_as("a HEIC photograph" if _HEIC & brands else "a video")
    for signature, kind in _OTHERS.items():
        if data.startswith(signature):
            return _save_as(kind)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in head:
        return "This is an SVG drawing, which has no pixels: export it as PNG and choose that file."
    if head.startswith((b"<!doctype html", b"<html")):
        return "This is a web page, not a picture: save the picture itself instead."
    return f"This is not a picture that can be read here: choose a {READABLE} file."


def _brands(data: bytes) -> set[bytes]:
    """What a file of the MP4 family says it is and may be read as; empty for all others."""
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4], "big"), 128)
    return {data[8:12], *(data[i : i + 4] for i in range(16, end - 3, 4))}


def _save_as(kind: str) -> str:
    return (
        f"This is {kind}, which cannot be read here: save it as JPEG or PNG and choose that file."
    )


def announced_size(kind: str, data: bytes) -> tuple[int, int] | None:
    """(width, height) that a WebP or GIF file announces, read without Pillow; None for the others.

    Pillow reserves the whole canvas of these two while it opens them, so they are measured before.
    A header cut short measures (0, 0): Pillow then says what is wrong with it.

    Examples
    --------
    >>> announced_size("GIF", b"GIF89a" + bytes([3, 0, 2, 0, 0, 0, 0]) + b";")
    (3, 2)
    """
    reader = _SIZES.get(kind)
    try:
        return reader(data) if reader else None
    except IndexError:
        return 0, 0


def _little(data: bytes, start: int, length: int) -> int:
    if start + length > len(data):
        raise IndexError
    return int.from_bytes(data[start : start + length], "little")


def _webp_size(data: bytes) -> tuple[int, int]:
    chunk = data[12:16]
    if chunk == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if chunk == b"VP8L":
        bits = _little(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF


def _gif_size(data: bytes) -> tuple[int, int]:
    """The screen, widened by the first frame where that sticks out, as Pillow widens it."""
    width, height, flags = _little(data, 6, 2), _little(data, 8, 2), data[10]
    position = 13 + ((3 << (flags & 7) + 1) if flags & 128 else 0)
    while data[position] == ord("!"):
        position += 2
        while data[position]:
            position += 1 + data[position]
        position += 1
    if data[position] == ord(","):
        left, top, wide, high = (_little(data, position + i, 2) for i in (1, 3, 5, 7))
        width, height = max(width, left + wide), max(height, top + high)
    return width, height


_SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {"WebP": _webp_size, "GIF": _gif_size}
