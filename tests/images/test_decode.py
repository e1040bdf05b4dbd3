import random
import struct
import warnings
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFile

from vizcore.errors import ImageError
from vizcore.images import image_size, open_image, open_preview

LOSSLESS = ["PNG", "BMP", "TIFF", "GIF"]


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def photograph(height: int = 48, width: int = 64, seed: int = 0) -> np.ndarray:
    values = np.random.default_rng(seed).integers(0, 256, (height // 8, width // 8, 3), np.uint8)
    return np.kron(values, np.ones((8, 8, 1), np.uint8))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *chunks, chunk(b"IDAT", zlib.compress(rows))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@pytest.mark.parametrize("kind", [*LOSSLESS, "WebP"])
def test_a_lossless_file_gives_back_its_pixels(kind):
    pixels = photograph()
    options = {"lossless": True} if kind == "WebP" else {}
    picture = Image.fromarray(pixels)
    if kind == "GIF":
        picture = picture.quantize(256)
        pixels = np.array(picture.convert("RGB"))
    image = open_image(encoded(picture, kind, **options))
    assert image.dtype == np.uint8
    np.testing.assert_array_equal(image, pixels)
    image[0, 0] = 0  # a fresh array, which its owner may change


def test_a_jpeg_comes_close_to_its_pixels():
    image = open_image(encoded(Image.fromarray(photograph()), "JPEG", quality=95, subsampling=0))
    assert np.abs(image.astype(int) - photograph()).mean() < 3


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WebP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_once(kind, orientation):
    # Pillow's own transposition tells what a viewer shows; the TIFF plugin also turns by itself.
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(Image.fromarray(photograph(48, 64)), kind, exif=exif)
    image = open_image(data)
    assert image.shape[:2] == ((48, 64) if orientation < 5 else (64, 48))
    assert image_size(data) == image.shape[:2]
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # Pillow's transpositions, by number
    plain = Image.fromarray(open_image(encoded(Image.fromarray(photograph(48, 64)), kind)))
    upright = plain.transpose(turns[orientation]) if orientation > 1 else plain
    np.testing.assert_array_equal(image, np.array(upright))


def test_a_preview_is_turned_as_well():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(Image.fromarray(photograph(480, 640)), "JPEG", exif=exif)
    assert open_preview(data, side=100).shape == (100, 75, 3)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "PA"])
def test_what_is_transparent_is_laid_over_white(mode):
    picture = Image.new("RGBA", (3, 1), (0, 0, 0, 255))
    picture.putpixel((1, 0), (0, 0, 0, 0))
    if mode == "PA":
        picture = picture.convert("P").convert("PA")
        picture.putpixel((1, 0), (0, 0))
        data = encoded(picture.convert("RGBA"))
    else:
        data = encoded(picture.convert(mode))
    assert open_image(data)[0, :, 0].tolist() == [0, 255, 0]


def test_a_palette_entry_can_be_transparent():
    picture = Image.new("P", (2, 1))
    picture.putpalette([10, 20, 30, 40, 50, 60])
    picture.putpixel((1, 0), 1)
    for kind in ("PNG", "GIF"):
        image = open_image(encoded(picture, kind, transparency=1))
        assert image.tolist() == [[[10, 20, 30], [255, 255, 255]]]


def test_the_colour_key_of_an_rgb_png_is_transparent():
    data = encoded(Image.new("RGB", (1, 1), (9, 8, 7)), transparency=(9, 8, 7))
    assert open_image(data).tolist() == [[[255, 255, 255]]]


@pytest.mark.parametrize(("mode", "value", "grey"), [("1", 1, 255), ("L", 77, 77)])
def test_greyscale_gets_three_equal_channels(mode, value, grey):
    image = open_image(encoded(Image.new(mode, (2, 2), value)))
    np.testing.assert_array_equal(image, np.full((2, 2, 3), grey))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled_and_not_clipped(kind):
    values = np.array([[0, 255, 257, 1000, 32768, 65278, 65535]], np.uint16)
    image = open_image(encoded(Image.fromarray(values), kind))
    np.testing.assert_array_equal(image[..., 0], np.rint(values / 257))


@pytest.mark.parametrize(
    ("order", "photometric", "expected"),
    [("<", 1, [0, 128, 255]), (">", 1, [0, 128, 255]), ("<", 0, [255, 127, 0])],
)
def test_byte_order_and_white_is_zero_are_heeded_in_a_sixteen_bit_tiff(
    order, photometric, expected
):
    pixels = np.array([0, 32896, 65535], f"{order}u2").tobytes()
    assert open_image(tiff(order, pixels, photometric))[0, :, 0].tolist() == expected


def tiff(order: str, pixels: bytes, photometric: int, **more: int) -> bytes:
    """A 3x1 TIFF of 16-bit grey, tags in ascending order."""
    tags = {256: 3, 257: 1, 258: 16, 259: 1, 262: photometric, 273: 8, 277: 1, 278: 1, 279: 6}
    tags |= {int(tag): value for tag, value in more.items()}
    head = (b"MM\x00*" if order == ">" else b"II*\x00") + struct.pack(f"{order}I", 8 + len(pixels))
    entries = b"".join(
        struct.pack(f"{order}HHII", tag, 4, 1, value)
        if tag in (322, 323)
        else struct.pack(f"{order}HHIHH", tag, 3, 1, value, 0)
        for tag, value in sorted(tags.items())
    )
    return head + pixels + struct.pack(f"{order}H", len(tags)) + entries + b"\0\0\0\0"


def test_sixteen_bit_rgb_png_keeps_its_scale():
    rows = b"\0" + struct.pack(">6H", 0, 32768, 65535, 257, 65535, 514)
    image = open_image(png(2, 1, 16, 2, rows))
    np.testing.assert_allclose(image[0], [[0, 128, 255], [1, 255, 2]], atol=1)


def test_the_transparent_grey_of_a_sixteen_bit_png_is_white():
    rows = b"\0" + struct.pack(">2H", 1000, 2000)
    data = png(2, 1, 16, 0, rows, chunk(b"tRNS", struct.pack(">H", 2000)))
    assert open_image(data)[0, :, 0].tolist() == [4, 255]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255]),
        ([0.0, 100.4, 255.0], [0, 100, 255]),
        ([-3.0, 0.0, 3.0], [0, 128, 255]),
        ([0.0, np.nan, np.inf], [0, 0, 255]),
        ([np.nan, np.nan, np.nan], [0, 0, 0]),
    ],
)
def test_a_float_tiff_finds_a_sensible_scale(values, expected):
    data = encoded(Image.fromarray(np.array([values], np.float32)), "TIFF")
    assert open_image(data)[0, :, 0].tolist() == expected


@pytest.mark.parametrize(("top", "expected"), [(255, 255), (65535, 255), (10**6, 255)])
def test_a_tiff_of_32_bit_integers_finds_its_depth(top, expected):
    data = encoded(Image.fromarray(np.array([[0, top]], np.int32)), "TIFF")
    assert open_image(data)[0, :, 0].tolist() == [0, expected]


def test_an_adobe_cmyk_jpeg_is_not_a_negative():
    red = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    data = encoded(red, "JPEG", quality=95)
    assert b"Adobe" in data
    np.testing.assert_allclose(open_image(data)[8, 8], [255, 0, 0], atol=4)


def test_a_cmyk_tiff_becomes_rgb():
    image = open_image(encoded(Image.new("CMYK", (1, 1), (255, 0, 0, 0)), "TIFF"))
    assert image.tolist() == [[[0, 255, 255]]]


def test_the_first_frame_of_an_animation_is_taken():
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "TIFF", "WebP", "PNG"):
        options = {"lossless": True} if kind == "WebP" else {}
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        assert open_image(data)[0, 0].tolist() == [255, 0, 0]


def swapped_profile() -> bytes:
    """A valid sRGB profile in which red and blue are exchanged: its effect cannot be missed."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"sRGB", b"XXXX").replace(b"s\0R\0G\0B", b"X\0X\0X\0X").replace(
        b"rXYZ", b"tmpp"
    ).replace(b"bXYZ", b"rXYZ").replace(b"tmpp", b"bXYZ")  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WebP"])
def test_an_embedded_colour_profile_is_converted_to_srgb(kind):
    red = Image.new("RGB", (8, 8), (250, 5, 5))
    options = {"lossless": True} if kind == "WebP" else {}
    image = open_image(encoded(red, kind, icc_profile=swapped_profile(), **options))
    np.testing.assert_allclose(image[4, 4], [5, 5, 250], atol=6)


@pytest.mark.parametrize("profile", [b"", b"nonsense", swapped_profile()[:200], b"\0" * 5000])
def test_a_profile_that_cannot_be_used_is_ignored(profile):
    data = encoded(Image.new("RGB", (1, 1), (1, 2, 3)), icc_profile=profile)
    assert open_image(data).tolist() == [[[1, 2, 3]]]


def test_a_grey_profile_on_a_colour_picture_is_ignored():
    profile = bytearray(swapped_profile())
    profile[16:20] = b"GRAY"
    data = encoded(Image.new("RGB", (1, 1), (1, 2, 3)), icc_profile=bytes(profile))
    assert open_image(data).tolist() == [[[1, 2, 3]]]


def test_transparency_survives_a_colour_profile():
    picture = Image.new("RGBA", (2, 1), (250, 5, 5, 255))
    picture.putpixel((1, 0), (0, 0, 0, 0))
    image = open_image(encoded(picture, icc_profile=swapped_profile()))
    np.testing.assert_allclose(image[0], [[5, 5, 250], [255, 255, 255]], atol=6)


def test_a_giant_colour_profile_is_refused():
    data = encoded(Image.new("RGB", (1, 1)), "TIFF", icc_profile=b"\0" * (5 * 1024 * 1024))
    with pytest.raises(ImageError, match="colour profile of 5,242,880 bytes"):
        open_image(data)


@pytest.mark.parametrize("kind", ["zTXt", "iCCP", "iTXt"])
def test_a_compressed_bomb_in_a_png_is_refused(kind):
    bomb = zlib.compress(b"\0" * (80 * 1024 * 1024), 9)
    head = {"zTXt": b"k\0\0", "iCCP": b"k\0\0", "iTXt": b"k\0\1\0\0\0"}[kind]
    data = png(1, 1, 8, 0, b"\0\0", chunk(kind.encode(), head + bomb))
    assert len(data) < 100_000
    with pytest.raises(ImageError, match=r"hides more text or metadata than a picture needs"):
        open_image(data)


def bombs() -> list[tuple[str, bytes]]:
    """Files of a few hundred bytes that announce 10,000 x 10,000 pixels and more."""
    jpeg = bytearray(encoded(Image.new("L", (8, 8)), "JPEG"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 10_000, 10_000)
    gif = bytearray(encoded(Image.new("L", (8, 8)), "GIF"))
    gif[6:10] = struct.pack("<HH", 10_000, 10_000)
    wide = bytearray(encoded(Image.new("L", (8, 8)), "GIF"))
    at = wide.index(b",\0\0\0\0")
    wide[at + 5 : at + 9] = struct.pack("<HH", 10_000, 10_000)
    bmp = bytearray(encoded(Image.new("L", (8, 8)), "BMP"))
    bmp[18:26] = struct.pack("<ii", 10_000, 10_000)
    webp = b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + (9_999).to_bytes(3, "little") * 2
    lossless = b"RIFF\x20\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + (9_999 << 14 | 9_999).to_bytes(4, "little")
    return [
        ("PNG", png(10_000, 10_000, 8, 0, b"\0")),
        ("PNG, 4 gigapixels", png(65_535, 65_535, 1, 0, b"\0")),
        ("JPEG", bytes(jpeg)),
        ("GIF", bytes(gif)),
        ("GIF frame", bytes(wide)),
        ("BMP", bytes(bmp)),
        ("WebP", webp + bytes(20)),
        ("WebP lossless", lossless + bytes(20)),
    ]


@pytest.mark.parametrize(("name", "data"), bombs(), ids=[name for name, _ in bombs()])
def test_a_decompression_bomb_is_refused_by_its_header_and_without_a_warning(name, data):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with pytest.raises(ImageError, match=r"and the limit is 50,000,000"):
            open_image(data)
    assert not heard


def test_a_compressed_bmp_is_refused_before_it_is_decoded_pixel_by_pixel():
    """Run-length encoded, one end-of-line: a kilobyte that says it is 50,000,000 pixels wide."""
    header = struct.pack("<IiiHHIIiiII", 40, 50_000_000, 1, 1, 8, 1, 2, 0, 0, 256, 0)
    start = 14 + len(header) + 1024
    data = b"BM" + struct.pack("<IHHI", start + 2, 0, 0, start) + header + bytes(1024) + b"\0\0"
    with pytest.raises(ImageError, match="compressed, which is rare: save it again as PNG"):
        open_image(data)


def test_a_tile_larger_than_the_limit_is_refused():
    data = tiff("<", bytes(6), 1, **{"322": 60_000, "323": 60_000})
    with pytest.raises(ImageError, match="60000 x 60000"):
        open_image(data)


@pytest.mark.parametrize("opener", [open_image, open_preview, image_size])
def test_the_limit_of_pixels_is_the_callers(opener):
    data = encoded(Image.new("L", (30, 20)))
    opener(data, max_pixels=600)
    with pytest.raises(ImageError, match=r"30 x 20 = 600 pixels and the limit is 599"):
        opener(data, max_pixels=599)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"hello", "not a picture that can be read here"),
        (b"<?xml version='1.0'?>\n<svg xmlns='x'/>", "SVG drawing"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "web page"),
        (b"\0\0\0\x18ftypheic", "HEIC photograph"),
        (b"\x00\x00\x00\x18ftypavif", "cut short"),
        (b"\0\0\0\x18ftypmp42", "a video"),
        (b"%PDF-1.7", "PDF document"),
        (b"PK\x03\x04", "ZIP archive"),
        (b"RIFF\0\0\0\0WAVE", "not a picture that can be read here"),
        (b"\x89PNG\r\n\x1a\n", "The PNG file is"),
        (b"\xff\xd8\xff", "The JPEG file is"),
        (b"GIF89a", "The GIF file is"),
        (b"II*\0", "The TIFF file is"),
        (b"BM", "The BMP file is"),
        (b"RIFF\0\0\0\0WEBP", "The WebP file is"),
    ],
)
def test_what_is_no_picture_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(ImageError, match=sentence) as caught:
        open_image(data)
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith(".")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WebP", "GIF", "TIFF", "BMP"])
def test_half_a_file_is_refused(kind):
    data = encoded(Image.fromarray(photograph()), kind)
    with pytest.raises(ImageError, match=rf"^The {kind} file is (cut short|damaged)"):
        open_image(data[: len(data) // 2])


def hostile(data: bytes, seed: int) -> list[bytes]:
    """Cut short, single bytes flipped, bytes overwritten at random, a run left out."""
    rng = random.Random(seed)
    step = max(1, min(97, len(data) // 40))
    files = [data[:i] for i in range(0, len(data), step)]
    for i in range(0, len(data), step):
        files.append(data[:i] + bytes([data[i] ^ 0xFF]) + data[i + 1 :])
        files.append(data[:i] + bytes([data[i] ^ 1 << rng.randrange(8)]) + data[i + 1 :])
    for _ in range(40):
        start = rng.randrange(min(len(data), 400))
        noise = rng.randbytes(rng.randrange(1, 6))
        files.append(data[:start] + noise + data[start + len(noise) :])
        files.append(data[:start] + data[start + rng.randrange(1, 9) :])
    return files


def seeds() -> list[tuple[str, bytes]]:
    rgb = Image.fromarray(photograph(24, 32))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a description"
    icc = swapped_profile()
    found = [
        (kind, encoded(rgb, kind, exif=exif, icc_profile=icc)) for kind in ("PNG", "JPEG", "WebP")
    ]
    found += [
        ("WebP lossless", encoded(rgb, "WebP", lossless=True)),
        ("progressive", encoded(rgb, "JPEG", progressive=True)),
        ("CMYK", encoded(rgb.convert("CMYK"), "JPEG")),
        ("GIF", encoded(rgb.quantize(16), "GIF", transparency=0)),
        ("BMP", encoded(rgb.quantize(16), "BMP")),
        ("RGBA", encoded(rgb.convert("RGBA"), "PNG")),
        ("16 bit", encoded(Image.fromarray(np.arange(600, dtype=np.uint16).reshape(20, 30)))),
        ("float TIFF", encoded(Image.fromarray(np.ones((9, 9), np.float32)), "TIFF")),
    ]
    return found + [
        (f"TIFF {how}", encoded(rgb, "TIFF", compression=how, icc_profile=icc))
        for how in ("raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits")
    ]


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow grumbles about broken metadata
@pytest.mark.parametrize(("name", "data"), seeds(), ids=[name for name, _ in seeds()])
def test_a_damaged_file_gives_a_picture_or_an_image_error_and_nothing_else(name, data):
    refused = 0
    for damaged in hostile(data, seed=len(data)):
        for opener in (open_image, open_preview):
            try:
                image = opener(damaged, max_pixels=1_000_000)
            except ImageError:
                refused += 1
            else:
                assert image.dtype == np.uint8
                assert image.ndim == 3
    assert refused


def test_pillows_own_settings_stay_as_they_are():
    limit, lenient = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    open_preview(encoded(Image.new("L", (9, 9))))
    with pytest.raises(ImageError):
        open_image(bombs()[0][1])
    assert limit == Image.MAX_IMAGE_PIXELS
    assert lenient is ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_picture_of_a_hundred_megapixels_opens_without_a_warning_when_allowed():
    data = encoded(Image.new("1", (10_000, 10_000)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert image_size(data, max_pixels=10**8) == (10_000, 10_000)


@pytest.mark.parametrize(
    ("size", "side", "expected"),
    [
        ((400, 300), 1024, (300, 400)),
        ((4000, 3000), 1024, (750, 1000)),  # a quarter, decoded directly
        ((4032, 3024), 1024, (756, 1008)),
        ((2000, 3000), 1024, (1024, 683)),  # a half, then shrunk
        ((5000, 8), 100, (1, 100)),
    ],
)
def test_the_preview_of_a_jpeg_is_nearly_as_large_as_asked(size, side, expected):
    data = encoded(Image.new("L", size, 90), "JPEG")
    preview = open_preview(data, side=side)
    assert preview.shape[:2] == expected
    assert image_size(data) == size[::-1]
    np.testing.assert_allclose(preview, 90, atol=1)


def test_a_preview_looks_like_the_whole_picture():
    pixels = photograph(480, 640)
    for kind in ("PNG", "JPEG"):
        data = encoded(Image.fromarray(pixels), kind)
        preview = open_preview(data, side=80).astype(float)
        np.testing.assert_allclose(preview, pixels[4::8, 4::8], atol=12)


def test_a_preview_needs_a_pixel():
    with pytest.raises(ValueError, match="at least one pixel a side, not 0"):
        open_preview(encoded(Image.new("L", (2, 2))), side=0)
