"""The lecture's TensorFlow example: batch, filters, and the result against torch."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from sklearn.datasets import load_sample_image

from vizcore import ops
from vizcore.geometry import pad_amounts
from vizcore.images.line_filters import line_filters, line_photographs


def lecture_batch() -> np.ndarray:
    """(2, 280, 320, 3), cut out as the lecture does."""
    china = load_sample_image("china.jpg")[80:360, 70:390]
    flower = load_sample_image("flower.jpg")[80:360, 130:450]
    return np.array([china, flower], np.float32)


@pytest.mark.lecture("L16", page="kernels")
def test_the_batch_is_the_lectures() -> None:
    np.testing.assert_array_equal(line_photographs().transpose(0, 2, 3, 1), lecture_batch())
    assert lecture_batch().shape == (2, 280, 320, 3)


@pytest.mark.lecture("L16", page="kernels")
def test_the_filters_are_the_lectures() -> None:
    filters = np.zeros((7, 7, 3, 2))
    filters[:, 3, :, 0] = 1
    filters[3, :, :, 1] = 1
    np.testing.assert_array_equal(line_filters().transpose(2, 3, 1, 0), filters)


@pytest.mark.lecture("L16", page="kernels")
def test_stride_2_and_same_give_140_by_160_with_two_zeros_before_and_three_after() -> None:
    assert [ops.output_size(n, 7, stride=2, padding="same") for n in (280, 320)] == [140, 160]
    assert [pad_amounts(n, 7, stride=2, padding="same") for n in (280, 320)] == [(2, 3), (2, 3)]
    assert max((140 - 1) * 2 + 7 - 280, 0) == 5


@pytest.mark.lecture("L16", page="kernels")
def test_the_result_is_torchs_on_tensorflows_padding() -> None:
    result = ops.conv(line_photographs(), line_filters(), stride=2, padding="same")
    x = torch.from_numpy(lecture_batch()).permute(0, 3, 1, 2).double()
    weight = torch.from_numpy(line_filters()).double()
    expected = F.conv2d(F.pad(x, (2, 3, 2, 3)), weight, stride=2)
    assert result.transpose(0, 2, 3, 1).shape == (2, 140, 160, 2)
    np.testing.assert_array_equal(result, expected.numpy())
    even = F.conv2d(x, weight, stride=2, padding=3).numpy()
    assert even.shape == result.shape  # PyTorch's usual padding: the same size, other numbers
    assert np.abs(even - result).max() > 100


@pytest.mark.lecture("L16", page="kernels")
def test_one_result_by_hand() -> None:
    result = ops.conv(line_photographs(), line_filters(), stride=2, padding="same")
    batch = lecture_batch()
    # Output (50, 60) of china: rows 2*50 - 2 to 104, columns 2*60 - 2 to 124, the middle is 121.
    assert result[0, 0, 50, 60] == batch[0, 98:105, 121].sum()
    assert result[0, 1, 50, 60] == batch[0, 101, 118:125].sum()


@pytest.mark.lecture("L18", page="pooling")
@pytest.mark.parametrize("kind", ["max", "average"])
def test_pooling_a_photograph_gives_140_by_160_by_3(kind: str) -> None:
    result = ops.pool(line_photographs()[:1], 2, kind=kind, padding="same")
    x = torch.from_numpy(lecture_batch()[0]).permute(2, 0, 1)[None]
    expected = (F.max_pool2d if kind == "max" else F.avg_pool2d)(x, 2)
    assert result[0].transpose(1, 2, 0).shape == (140, 160, 3)
    np.testing.assert_array_equal(result, expected.numpy())
