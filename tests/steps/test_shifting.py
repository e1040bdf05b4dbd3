import numpy as np
import pytest
import torch
import torch.nn.functional as F

from vizcore.errors import ShapeError
from vizcore.images import SAMPLES
from vizcore.ops import global_pool, output_size, pool
from vizcore.steps import PoolSettings
from vizcore.steps.shifting import shifts


def strip(rows: int = 8, columns: int = 12) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 4, (rows, columns))


@pytest.mark.parametrize("kind", ["max", "average"])
def test_each_map_is_torchs_pooling_of_the_moved_picture(kind: str) -> None:
    x = strip()
    for move in shifts(x, PoolSettings(x, 2, kind), 4):
        picture = x[:, 4 - move.shift : 12 - move.shift]
        np.testing.assert_array_equal(move.picture, picture)
        batch = torch.from_numpy(picture.astype(np.float64))[None, None]
        expected = (F.max_pool2d if kind == "max" else F.avg_pool2d)(batch, 2)[0, 0]
        np.testing.assert_array_equal(move.pooled, expected.numpy())


def test_the_shares_count_the_cells_that_are_equal() -> None:
    still, *moved = shifts(strip(), PoolSettings(strip(), 2), 3)
    for move in moved:
        pairs = zip(move.pooled.ravel(), still.pooled.ravel(), strict=True)
        assert move.pooled_kept == sum(a == b for a, b in pairs) / still.pooled.size
        pairs = zip(move.picture.ravel(), still.picture.ravel(), strict=True)
        assert move.pixels_kept == sum(a == b for a, b in pairs) / still.picture.size


def test_without_a_shift_nothing_changes() -> None:
    (still,) = shifts(strip(), PoolSettings(strip(), 2), 0)
    assert (still.shift, still.pixels_kept, still.pooled_kept) == (0, 1, 1)


def test_a_shift_by_the_stride_moves_the_map_by_one_cell() -> None:
    moves = shifts(strip(), PoolSettings(strip(), 2), 2)
    np.testing.assert_array_equal(moves[2].pooled[:, 1:], moves[0].pooled[:, :-1])


@pytest.mark.lecture("L18", page="pooling")
@pytest.mark.parametrize("name", ["cat", "china", "coins"])
def test_after_one_pixel_maxima_of_photographs_survive_more_often_than_pixels(name: str) -> None:
    picture = SAMPLES[name].load()[..., 1]
    middle, left = picture.shape[0] // 2, picture.shape[1] // 2
    patch = picture[middle : middle + 64, left : left + 65]
    moved = shifts(patch, PoolSettings(patch, 4), 1)[1]
    assert moved.pooled_kept > 1.5 * moved.pixels_kept


@pytest.mark.lecture("L18", page="pooling")
def test_windows_of_2_with_stride_2_halve_224() -> None:
    assert output_size(224, 2, stride=2) == 112
    assert pool(np.zeros((1, 3, 224, 224), np.float32), 2).shape == (1, 3, 112, 112)


def test_one_window_over_the_whole_map_is_global_pooling() -> None:
    x = strip()[None, None]
    for kind in ("max", "average"):
        np.testing.assert_allclose(
            pool(x, (8, 12), kind=kind)[..., 0, 0], global_pool(x, kind=kind)
        )


def test_a_strip_that_is_too_short_is_refused() -> None:
    with pytest.raises(ShapeError, match="12 columns cannot move by 12 pixels"):
        shifts(strip(), PoolSettings(strip(), 2), 12)


def test_a_window_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ShapeError, match="window of 9 does not fit on 8 cells"):
        shifts(strip(), PoolSettings(strip(), 9), 1)
