from fractions import Fraction

import numpy as np
import pytest
import torch

from vizcore.errors import NumberError, ShapeError
from vizcore.images import SAMPLES, tensors
from vizcore.images.patterns import letter_i


@pytest.fixture
def batch() -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (2, 5, 4, 3), dtype=np.uint8)


def test_luma_is_the_weighted_sum_rounded_half_up(batch):
    for (row, column), value in np.ndenumerate(tensors.luma(batch[0])):
        red, green, blue = (int(v) for v in batch[0, row, column])
        exact = Fraction(299 * red + 587 * green + 114 * blue, 1000)
        assert value == int(exact + Fraction(1, 2))


def test_grey_has_its_own_luma():
    greys = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    np.testing.assert_array_equal(tensors.luma(greys)[0], np.arange(256))


@pytest.mark.lecture("L3", page="pixels")
def test_the_channels_alone_add_up_to_the_picture(batch):
    whole, red, green, blue, grey = np.split(tensors.channel_sheet(batch[0]), 5, axis=1)
    np.testing.assert_array_equal(whole, batch[0])
    np.testing.assert_array_equal(red.astype(int) + green + blue, whole)
    assert not red[..., 1:].any()
    assert not blue[..., :2].any()
    np.testing.assert_array_equal(grey, tensors.luma(batch[0])[..., None].repeat(3, axis=2))


@pytest.mark.parametrize("wrong", [-1.0, 256.0, 0.5])
def test_what_fits_no_byte_is_named_with_its_place(wrong):
    values = np.array([[1.0, 2.0], [3.0, wrong]])
    with pytest.raises(NumberError, match=rf"{wrong:g} at \(1, 1\) is no uint8"):
        tensors.as_uint8(values)
    np.testing.assert_array_equal(tensors.as_uint8(letter_i().astype(float)), letter_i())


@pytest.mark.parametrize("shape", [(3, 4), (4, 5, 3), (3, 4, 5), (2, 3, 4, 5)])
def test_a_place_in_memory_is_where_the_number_lies(shape):
    array = np.random.default_rng(1).permutation(int(np.prod(shape))).reshape(shape)
    flat = np.frombuffer(array.tobytes(), array.dtype)
    for index, value in np.ndenumerate(array):
        assert flat[tensors.memory_place(shape, index)] == value


@pytest.mark.parametrize("index", [(4, 0, 0), (0, -1, 0), (0, 0)])
def test_no_number_lies_outside_the_array(index):
    with pytest.raises(ShapeError, match=r"in the shape \(4, 5, 3\)"):
        tensors.memory_place((4, 5, 3), index)


@pytest.mark.lecture("L5", page="pixels")
def test_the_lectures_batch_has_its_shapes_dtype_and_range():
    from sklearn.datasets import load_sample_images

    batch = tensors.sample_batch()
    first = tensors.channels_first(batch)
    assert (batch.shape, first.shape) == ((2, 427, 640, 3), (2, 3, 427, 640))
    assert (batch.dtype, int(batch.min()), int(batch.max())) == (np.uint8, 0, 255)
    np.testing.assert_array_equal(batch, np.stack(load_sample_images().images))
    np.testing.assert_array_equal(batch[1], SAMPLES["flower"].load())


def test_channels_first_lie_in_memory_as_pytorch_lays_them(batch):
    first = tensors.channels_first(batch)
    witness = torch.from_numpy(batch).permute(0, 3, 1, 2).contiguous()
    np.testing.assert_array_equal(first, witness.numpy())
    assert first.strides == witness.stride()  # one byte a number
    assert first.tobytes() == witness.numpy().tobytes()


def test_a_sheet_shows_a_picture_a_row_and_a_channel_a_column(batch):
    sheet = tensors.planes(tensors.channels_first(batch))
    for n in range(2):
        for c in range(3):
            part = sheet[5 * n : 5 * n + 5, 4 * c : 4 * c + 4]
            np.testing.assert_array_equal(part, batch[n, :, :, c])


def test_standardised_numbers_are_pytorchs(batch):
    before = batch.copy()
    unit = tensors.to_unit(batch)
    mean, std = tensors.IMAGENET
    x = torch.from_numpy(batch).float() / 255
    witness = (x - torch.tensor(mean)) / torch.tensor(std)
    np.testing.assert_array_equal(tensors.standardise(unit, mean, std), witness.numpy())
    np.testing.assert_array_equal(batch, before)


def test_standardising_by_ones_own_numbers_gives_mean_0_and_deviation_1(batch):
    unit = tensors.to_unit(batch)
    own = tensors.spreads(unit)
    z = tensors.standardise(unit, [s.mean for s in own], [s.std for s in own])
    for spread in tensors.spreads(z):
        assert spread.mean == pytest.approx(0, abs=1e-6)
        assert spread.std == pytest.approx(1, abs=1e-6)
    with pytest.raises(NumberError, match="standard deviation of 0"):
        tensors.standardise(unit, [0, 0, 0], [1, 0, 1])


def test_the_spread_of_a_channel_is_that_of_its_numbers(batch):
    for channel, spread in enumerate(tensors.spreads(batch)):
        values = torch.from_numpy(batch)[..., channel].double()
        std, mean = torch.std_mean(values, correction=0)
        assert spread.low == values.min()
        assert spread.high == values.max()
        assert (spread.mean, spread.std) == pytest.approx((mean.item(), std.item()), abs=1e-9)
