"""The GIF of a transposed convolution: a frame a stamp, the numbers' colours, the last one."""

import io

import numpy as np
import pytest
from PIL import Image, ImageColor

from vizcore.figures.palette import LIGHT, signed_pixels
from vizcore.figures.player import Timing, stamps_gif
from vizcore.figures.player.stamps import Stamps
from vizcore.steps.transposed import TransposedSettings

X = np.array([[2, 1, 0], [1, -3, 2]])


def corner(image, grid, row, column):
    """A pixel of a cell that neither a number nor an outline covers."""
    left, _, _, bottom = grid.cells(row, column)
    return image.getpixel((left + 7, bottom - 7))


def test_there_is_a_frame_for_each_stamp_and_they_stand_as_long_as_told():
    gif = Image.open(io.BytesIO(stamps_gif(TransposedSettings(X, np.ones((2, 2)), 2))))
    lasts = []
    for i in range(gif.n_frames):
        gif.seek(i)
        lasts.append(gif.info["duration"])
    assert lasts == Timing(6).milliseconds


@pytest.mark.parametrize("setting", [(1,), (2,), (2, 1), (3, 0, 1), (2, 1, 0, 2)])
def test_after_the_last_stamp_every_cell_has_the_colour_of_its_output(setting):
    layer = TransposedSettings(X, np.array([[1, 2, 1], [0, 1, -1], [2, 0, 1]]), *setting)
    stamps = Stamps(layer)
    image, grid = stamps.frame(X.size - 1), stamps.grids["output"]
    limit = float(np.abs(layer.sums).max())
    for place in np.ndindex(layer.output.shape):
        expected = signed_pixels(layer.output, limit=limit)[place].tolist()
        if not layer.counts[place]:
            expected = list(ImageColor.getrgb(LIGHT.faint))
        assert list(corner(image, grid, *place)) == expected


def test_before_its_stamp_a_cell_is_empty():
    stamps = Stamps(TransposedSettings(X, np.ones((2, 2)), 2))
    empty = ImageColor.getrgb(LIGHT.faint)
    assert corner(stamps.frame(0), stamps.grids["output"], 3, 5) == empty
    assert corner(stamps.frame(5), stamps.grids["output"], 3, 5) != empty


def test_a_pictures_cells_are_grey():
    stamps = Stamps(TransposedSettings(np.array([[10.0, 200.0]]), np.ones((2, 2)), 2), picture=True)
    assert corner(stamps.frame(0), stamps.grids["input"], 0, 1) == (200, 200, 200)


def test_the_largest_layer_stays_inside_its_picture():
    layer = TransposedSettings(np.ones((16, 16)), np.ones((7, 7)), 4, 8, 3, 3)
    stamps = Stamps(layer)
    image = stamps.frame(0)
    for grid in stamps.grids.values():
        assert grid.x >= 0
        assert grid.y >= 0
        assert grid.box[2] <= image.width
        assert grid.box[3] <= image.height
