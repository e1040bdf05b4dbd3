"""The GIF of the player: as many frames as steps, each showing what the step is."""

import io
import itertools

import numpy as np
import pytest
from PIL import Image, ImageChops

from vizcore.figures.animation import MOST_FRAMES, player_gif, words_of
from vizcore.steps import ConvSettings, PoolSettings


def frames(gif: bytes) -> list[Image.Image]:
    image = Image.open(io.BytesIO(gif))
    seen = []
    for i in range(image.n_frames):
        image.seek(i)
        seen.append(image.convert("RGB"))
    return seen


@pytest.fixture
def worked() -> ConvSettings:
    rng = np.random.default_rng(0)
    return ConvSettings(
        rng.integers(-3, 6, (1, 7, 7)), np.ones((1, 3, 3)), stride=2, padding="same"
    )


def test_each_step_is_a_frame_and_the_last_stands_longest(worked: ConvSettings) -> None:
    gif = player_gif(worked, milliseconds=200)
    assert len(frames(gif)) == 16
    image, lasts = Image.open(io.BytesIO(gif)), []
    for i in range(image.n_frames):
        image.seek(i)
        lasts.append(image.info["duration"])
    assert lasts == [200] * 15 + [600]
    assert image.info["loop"] == 0


def test_from_frame_to_frame_the_output_fills_and_the_kernel_stays(worked: ConvSettings) -> None:
    seen = frames(player_gif(worked))
    for one, other in itertools.pairwise(seen):
        assert ImageChops.difference(one, other).getbbox() is not None
    kernel = (390, 30, 560, 120)  # right of the padded input, left of the output
    assert ImageChops.difference(seen[0].crop(kernel), seen[-1].crop(kernel)).getbbox() is None


def test_many_steps_are_thinned_out_and_the_last_one_stays() -> None:
    settings = PoolSettings(np.arange(30 * 30).reshape(30, 30), 2, stride=1)
    seen = frames(player_gif(settings))
    assert len(seen) == MOST_FRAMES < np.prod(settings.shape)


@pytest.mark.parametrize(
    "settings",
    [
        ConvSettings(np.arange(14)[None], np.array([[0.5, 0.5]]), stride=2),
        PoolSettings(np.arange(9).reshape(3, 3), 2, stride=2, ceil_mode=True),
        ConvSettings(np.ones((3, 4, 4)), np.ones((3, 1, 1)), activation="relu"),
        ConvSettings(np.ones((1, 2, 40)), np.ones((1, 2, 3)), dilation=(1, 5)),
    ],
    ids=["signal", "overhang", "three channels", "wide and dilated"],
)
def test_every_kind_of_setting_can_be_drawn(settings: ConvSettings | PoolSettings) -> None:
    assert len(frames(player_gif(settings))) == np.prod(settings.shape)


def test_the_words_are_the_arithmetic() -> None:
    x = np.array([[-2.0, 3.0]])
    assert words_of(ConvSettings(x, np.array([[1.0, -1.0]]), 0.5), 0) == (
        "step 1:  (-2)×1 + 3×(-1) + 0.5 = -4.5"
    )
    relu = ConvSettings(x, np.array([[1.0, -1.0]]), activation="relu")
    assert words_of(relu, 0) == "step 1:  ReLU((-2)×1 + 3×(-1)) = 0"
    corner = PoolSettings(
        np.array([[1.0, 2.0], [3.0, 6.0]]), 2, "average", padding=1, count_include_pad=True
    )
    assert words_of(corner, 0) == "step 1:  mean(1, 0, 0, 0) = 0.25"
    left_out = PoolSettings(np.array([[1.0, 2.0], [3.0, 6.0]]), 2, "average", padding=1)
    assert words_of(left_out, 0) == "step 1:  mean(1) = 1"
