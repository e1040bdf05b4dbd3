"""Damaged pictures: an array or one sentence, in little memory and time."""

import functools
import random
import warnings
from io import BytesIO

import numpy as np
from PIL import Image

from tests.fuzz.hostile import damaged
from vizcore.errors import ImageError
from vizcore.images import image_size, open_image, open_preview

_MOST = 300_000  # pixels


def _file(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


@functools.cache
def corpus() -> tuple[bytes, ...]:
    """A small file of every kind that is read, in each of its forms that Pillow can write."""
    rgb = Image.fromarray(np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8))
    deep = Image.fromarray(np.arange(600, dtype=np.uint16).reshape(20, 30) * 100)
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a description"
    many = {"save_all": True, "append_images": [rgb.rotate(90), rgb.rotate(180)]}
    files = [
        _file(rgb, kind, **more)
        for kind in ("PNG", "JPEG", "WebP", "AVIF", "TIFF")
        for more in ({}, {"exif": exif}, {"icc_profile": b"\0" * 300})
    ]
    files += [_file(rgb, kind, **many) for kind in ("PNG", "GIF", "WebP", "AVIF", "TIFF")]
    files += [_file(rgb.convert(mode), "PNG") for mode in ("1", "L", "LA", "P", "RGBA")]
    files += [_file(rgb.convert(mode), "TIFF") for mode in ("1", "CMYK", "LAB", "F", "I", "P")]
    files += [_file(rgb.convert(mode), "BMP") for mode in ("1", "L", "P", "RGB", "RGBA")]
    files += [_file(deep, "PNG"), _file(deep, "TIFF"), _file(rgb, "WebP", lossless=True)]
    files += [
        _file(rgb.convert("CMYK"), "JPEG"),
        _file(rgb, "JPEG", progressive=True),
        _file(rgb.quantize(16), "PNG", transparency=3),
        _file(rgb.quantize(16), "GIF", transparency=0, interlace=1),
    ]
    return tuple(files) + tuple(
        _file(rgb.convert("1") if how.startswith("group") else rgb, "TIFF", compression=how)
        for how in ("tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits", "group3", "group4")
    )


def one_sentence(error: Exception) -> None:
    """Nothing else may be told."""
    text = str(error)
    assert "\n" not in text, text[:200]
    assert len(text) < 300, text[:400]


def probe(rng: random.Random) -> None:
    """Open one damaged file in each of the three ways."""
    data = damaged(rng, rng.choice(corpus()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow grumbles about broken metadata
        for opener in (open_image, open_preview, image_size):
            try:
                image = opener(data, max_pixels=_MOST)
            except ImageError as error:
                one_sentence(error)
            else:
                shape = image if isinstance(image, tuple) else image.shape[:2]
                assert 1 <= shape[0] * shape[1] <= _MOST, shape
