"""Any Pillow picture as sRGB bytes: depth, alpha, palettes and colour profiles settled."""

from io import BytesIO

import numpy as np
from jaxtyping import Num, UInt8
from PIL import Image, ImageCms

from vizcore.errors import ImageError

#: A real colour profile has 0.5 kB to 3 MB; more than this is an attack or a mistake.
MAX_PROFILE_BYTES = 4 * 1024 * 1024

_WITH_ALPHA = ("LA", "La", "PA", "RGBA", "RGBa")


def to_srgb(picture: Image.Image) -> UInt8[np.ndarray, "h w 3"]:
    """Turn a loaded picture into (h, w, 3) bytes of sRGB.

    Sixteen bits are scaled (65535 becomes 255, nothing is clipped). Floats in 0 to 1 are scaled to
    0 to 255, floats in 0 to 255 are rounded, anything else is stretched from its smallest to its
    largest value. What is transparent is laid over white. An embedded colour profile is converted
    to sRGB; one that cannot be used is ignored.

    Examples
    --------
    Half-transparent black over white is grey: 255 - 128 = 127.

    >>> to_srgb(Image.new("RGBA", (1, 1), (0, 0, 0, 128))).tolist()
    [[[127, 127, 127]]]
    """
    if picture.mode.startswith("I;16"):
        return _as_rgb(_sixteen_bit(picture))
    if picture.mode == "I":
        return _as_rgb(from_integers(np.asarray(picture)))
    if picture.mode == "F":
        return _as_rgb(from_floats(np.asarray(picture)))
    return np.array(_over_white(picture))


def _as_rgb(grey: UInt8[np.ndarray, "h w"]) -> UInt8[np.ndarray, "h w 3"]:
    return np.stack([grey] * 3, axis=2)


def _sixteen_bit(picture: Image.Image) -> UInt8[np.ndarray, "h w"]:
    tags = getattr(picture, "tag_v2", {})  # TIFF only: 258 is the depth, 262 says what 0 means
    top = (1 << tags.get(258, (16,))[0]) - 1
    values = np.asarray(picture)
    shades = ((np.arange(1 << 16) * 255 + top // 2) // top).clip(max=255).astype(np.uint8)
    if tags.get(262) == 0:  # 0 is white
        shades = 255 - shades
    grey: UInt8[np.ndarray, "h w"] = shades[values]
    if (see_through := picture.info.get("transparency")) is not None:
        grey[values == see_through] = 255
    return grey


def from_integers(values: Num[np.ndarray, "h w"]) -> UInt8[np.ndarray, "h w"]:
    """Bytes from whole numbers of unknown depth: 8 bits if all fit, else 16, else stretched.

    Examples
    --------
    >>> from_integers(np.array([[0, 65535]])).tolist()
    [[0, 255]]
    """
    low, high = int(values.min()), int(values.max())
    if low >= 0 and high <= 65535:
        return from_floats(values / (1 if high <= 255 else 257), unit=255.0)
    return from_floats(values)


def from_floats(
    values: Num[np.ndarray, "h w"], *, unit: float | None = None
) -> UInt8[np.ndarray, "h w"]:
    """Bytes from floats; `unit` is the value of white, or it is found as `to_srgb` says.

    Examples
    --------
    >>> from_floats(np.array([[0.0, 0.2, 1.0]])).tolist()
    [[0, 51, 255]]
    >>> from_floats(np.array([[-1000.0, 0.0, 1000.0, np.nan]])).tolist()
    [[0, 128, 255, 0]]
    """
    values = values.astype(np.float64)
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
    if unit is None and low >= 0 and high <= 255:
        unit = 1.0 if high <= 1 else 255.0
    base, white = (0.0, unit) if unit else (low, (high - low) or 1.0)
    scaled: np.ndarray = np.nan_to_num((values - base) * (255 / white), nan=0.0)
    return scaled.clip(0, 255).round().astype(np.uint8)


def _over_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in _WITH_ALPHA and "transparency" not in picture.info:
        return _colours(picture, picture)
    rgba = picture.convert("RGBA")
    colours, alpha = _colours(picture, rgba), rgba.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return colours
    white = Image.new("RGB", picture.size, "white")
    white.paste(colours, mask=alpha)
    return white


def _colours(picture: Image.Image, opaque: Image.Image) -> Image.Image:
    """RGB without alpha, through the picture's own profile if it has one that fits."""
    profile = picture.info.get("icc_profile")
    if profile and len(profile) > MAX_PROFILE_BYTES:
        raise ImageError(
            f"The picture carries a colour profile of {len(profile):,} bytes, more than any real "
            f"one: save it again without its metadata."
        )
    if profile:
        mode = {"1": "L", "L": "L", "LA": "L", "CMYK": "CMYK"}.get(picture.mode, "RGB")
        converted = _through_profile(opaque.convert(mode), profile)
        if converted is not None:
            return converted
    return opaque.convert("RGB")


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(own) and picture.mode == "RGB":
            return picture
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None  # a broken or foreign profile: the plain colours are the best there is
