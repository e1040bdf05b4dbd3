"""The GIF of the player looks like the player: its colours, its numbers, its signs, its length."""

import io
import itertools

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageColor

from vizcore.errors import ShapeError
from vizcore.figures.palette import LIGHT, signed_pixels
from vizcore.figures.player import Timing, player_gif
from vizcore.figures.player.drawing import UNREACHED, Player
from vizcore.figures.player.fonts import font
from vizcore.figures.player.layout import Grid, layout
from vizcore.steps import ConvSettings, PoolSettings

PATCH = np.random.default_rng(3).integers(0, 256, (12, 12)).astype(np.float64)
KERNEL = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


@pytest.fixture
def worked() -> ConvSettings:
    rng = np.random.default_rng(0)
    x = rng.integers(-3, 6, (1, 7, 7)).astype(np.float64)
    return ConvSettings(x, KERNEL[None], stride=2, padding=1)


def frames(gif: bytes) -> list[Image.Image]:
    image = Image.open(io.BytesIO(gif))
    seen = []
    for i in range(image.n_frames):
        image.seek(i)
        seen.append(Image.fromarray(np.asarray(image.convert("RGB"))))
    return seen


def grids(settings: ConvSettings | PoolSettings, image: Image.Image) -> dict[str, Grid]:
    """Where they lie: from the bottom up, the height above is that of the arithmetic."""
    pooling = isinstance(settings, PoolSettings)
    roles = ["window"] if pooling else ["window", "kernel", "products"]
    without = layout(*settings.axes, roles, 0)
    return layout(*settings.axes, roles, image.height - without.height).grids


def pixel(image: Image.Image, grid: Grid, row: int, column: int) -> tuple[int, ...]:
    """A pixel of a cell that neither a number nor an outline covers."""
    left, _, _, bottom = grid.cells(row, column)
    inset = 3 if grid.cell < 30 else 7
    return image.getpixel((left + inset, bottom - inset))


def test_there_are_as_many_frames_as_told_and_they_stand_as_long(worked: ConvSettings) -> None:
    gif = player_gif(worked)
    image, lasts = Image.open(io.BytesIO(gif)), []
    for i in range(image.n_frames):
        image.seek(i)
        lasts.append(image.info["duration"])
    assert lasts == Timing(16).milliseconds == [600] * 15 + [1600]
    assert Timing(16).words == "every step: 16 frames, 11 s"
    assert image.info["loop"] == 0


def test_many_steps_are_thinned_out_as_told() -> None:
    settings = PoolSettings(np.arange(14.0 * 14).reshape(14, 14), 2, stride=1)
    seen = frames(player_gif(settings))
    assert Timing(169).words == "every 2nd of 169 steps and the last: 85 frames, 25 s"
    assert len(seen) == 85
    end = Player(settings).frame(168)
    grid = grids(settings, end)["output"]
    for at in itertools.product((0, 6, 12), (0, 6, 11)):
        assert pixel(seen[-1], grid, *at) == pytest.approx(pixel(end, grid, *at), abs=2)


def test_from_frame_to_frame_the_output_fills_and_the_kernel_stays(worked: ConvSettings) -> None:
    seen = frames(player_gif(worked))
    where = grids(worked, seen[0])
    for i, (one, other) in enumerate(itertools.pairwise(seen)):
        differs = ImageChops.difference(one, other)
        assert differs.crop(where["kernel"].box).getbbox() is None
        new = divmod(i + 1, 4)
        assert pixel(one, where["output"], *new) == ImageColor.getrgb(LIGHT.faint)
        assert pixel(other, where["output"], *new) != ImageColor.getrgb(LIGHT.faint)


def test_signed_numbers_have_the_colours_of_the_screen_and_the_paper_is_white(
    worked: ConvSettings,
) -> None:
    seen = frames(player_gif(worked))[-1]
    assert seen.getpixel((0, 0)) == (255, 255, 255)
    where, colours = grids(worked, seen), signed_pixels(KERNEL)
    for at in np.ndindex(3, 3):
        assert pixel(seen, where["kernel"], *at) == tuple(colours[at].tolist())
    for role, colour in [("kernel", LIGHT.kernel), ("window", LIGHT.input)]:
        left, _, _, bottom = where[role].box
        assert seen.getpixel((left - 1, bottom - 9)) == ImageColor.getrgb(colour)


@pytest.mark.parametrize(
    "settings",
    [ConvSettings(PATCH[None], KERNEL[None]), PoolSettings(PATCH, 2)],
    ids=["convolution", "pooling"],
)
def test_a_patch_of_a_picture_is_grey(settings: ConvSettings | PoolSettings) -> None:
    seen = frames(player_gif(settings, picture=True))[-1]
    where = grids(settings, seen)
    for row, column in itertools.product(range(8), range(12)):
        shown = pixel(seen, where["input"], row, column)
        assert shown == pytest.approx([PATCH[row, column]] * 3, abs=2)
    colours = [pixel(seen, where["output"], *at) for at in np.ndindex(settings.shape)]
    is_grey = max(max(colour) - min(colour) for colour in colours) < 3
    assert is_grey == isinstance(settings, PoolSettings)


def test_the_same_numbers_that_are_no_picture_are_orange() -> None:
    settings = PoolSettings(PATCH, 2)
    seen = frames(player_gif(settings))[-1]
    red, _, blue = pixel(seen, grids(settings, seen)["input"], 0, 0)
    assert red > blue


def test_a_cell_of_the_padding_holds_what_the_operation_sees_there() -> None:
    x = np.arange(9.0).reshape(3, 3)
    settings_by_name = {
        "conv": ConvSettings(x[None], np.ones((1, 2, 2)), padding=1),
        "counted": PoolSettings(x, 2, "average", 1, 1, count_include_pad=True),
        "left out": PoolSettings(x, 2, "average", 1, 1),
        "max": PoolSettings(x, 2, "max", 1, 1),
    }
    corners = {}
    for name, settings in settings_by_name.items():
        image = Player(settings).frame(15)
        left, top, right, bottom = grids(settings, image)["input"].cells(0, 1)
        corners[name] = image.crop((left + 4, top + 4, right - 4, bottom - 4))

    def darkest(corner: Image.Image) -> int:
        return corner.convert("L").getextrema()[0]

    hatched = np.dot(ImageColor.getrgb(LIGHT.hatch), (0.299, 0.587, 0.114))
    assert darkest(corners["left out"]) == pytest.approx(hatched, abs=1)
    for name in ("counted", "max", "conv"):
        assert darkest(corners[name]) < hatched - 40
    assert ImageChops.difference(corners["counted"], corners["max"]).getbbox() is not None


def test_cells_that_no_window_reaches_are_hatched() -> None:
    settings = PoolSettings(np.ones((5, 5)), 2)
    image = Player(settings).frame(0)
    grid = grids(settings, image)["input"]

    def shades(row: int, column: int) -> set[object]:
        left, top, right, bottom = grid.cells(row, column)
        inner = image.crop((left + 4, top + 4, right - 4, bottom - 4))
        return {colour for _, colour in inner.getcolors(9999)}

    assert shades(3, 3) == shades(2, 2)
    assert shades(3, 4) - shades(3, 3) >= {ImageColor.getrgb(UNREACHED)}


def test_the_winner_of_a_maximum_is_outlined_in_green() -> None:
    settings = PoolSettings(np.array([[1.0, 9.0], [2.0, 3.0]]), 2)
    image = Player(settings).frame(0)
    green = ImageColor.getrgb(LIGHT.output)
    for role in ("input", "window"):
        grid = grids(settings, image)[role]
        winner, (left, top, right, bottom) = grid.cells(0, 1), grid.cells(1, 0)
        other = (left, top + 4, right - 4, bottom)  # without the corner that both share
        assert green in [colour for _, colour in image.crop(winner).getcolors(9999)]
        assert green not in [colour for _, colour in image.crop(other).getcolors(9999)]


@pytest.mark.parametrize("name", ["sans", "code"])
@pytest.mark.parametrize("strong", [False, True])
def test_every_sign_is_drawn_and_none_as_the_box_of_a_missing_one(name: str, strong: bool) -> None:
    letters = font(name, 40, strong=strong)
    box = bytes(letters.getmask("\uffff"))
    assert any(box)
    for sign in "×·−∞→…=+/()[],0123456789InputKerelOu":
        assert bytes(letters.getmask(sign)) != box, sign


def test_small_cells_have_no_numbers() -> None:
    settings = PoolSettings(np.full((30, 30), 255.0), 15)
    image = Player(settings, picture=True).frame(3)
    grid = grids(settings, image)["input"]
    assert grid.cell < 22
    shades = image.crop(grid.part(0, 0, 10, 10).box).getcolors()
    assert [colour for _, colour in shades] == [(255, 255, 255)]


@pytest.mark.parametrize(
    "settings",
    [
        ConvSettings(np.arange(14.0)[None], np.array([[0.5, 0.5]]), stride=2),
        PoolSettings(np.arange(9.0).reshape(3, 3), 2, stride=2, ceil_mode=True),
        PoolSettings(np.arange(9.0), 2, padding=1),
        ConvSettings(np.ones((1, 4, 4)), np.ones((1, 1, 1)), 0.5, activation="relu"),
        ConvSettings(np.ones((1, 2, 40)), np.ones((1, 2, 3)), dilation=(1, 5)),
        ConvSettings(np.zeros((1, 3, 3)), np.zeros((1, 2, 2))),
    ],
    ids=["signal", "overhang", "pooled signal", "relu", "wide and dilated", "zeros"],
)
def test_every_kind_of_setting_can_be_drawn(settings: ConvSettings | PoolSettings) -> None:
    seen = frames(player_gif(settings))
    assert len({bytes(frame.tobytes()) for frame in seen}) == np.prod(settings.shape)


def test_several_channels_are_refused_in_a_sentence() -> None:
    with pytest.raises(ShapeError, match=r"one channel .* shape \(3, 4, 4\): take one slice"):
        player_gif(ConvSettings(np.ones((3, 4, 4)), np.ones((3, 2, 2))))


def test_a_frame_holds_only_what_has_changed(worked: ConvSettings) -> None:
    gif, whole = player_gif(worked), 0
    for frame in frames(gif):
        file = io.BytesIO()
        frame.quantize(128, dither=Image.Dither.NONE).save(file, "GIF")
        whole += len(file.getvalue())
    assert len(gif) < 0.6 * whole
