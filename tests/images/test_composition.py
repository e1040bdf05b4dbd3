import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.signal import convolve2d

from vizcore.errors import ShapeError
from vizcore.images import KERNELS
from vizcore.images.composition import CHAINS, both_ways, compose, full_convolution


def picture(rows: int = 24, columns: int = 31) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (rows, columns), dtype=np.uint8)


def torch_in_turn(image: np.ndarray, kernels: tuple, *, relu: bool = False) -> np.ndarray:
    x = torch.from_numpy(image.astype(np.float64))[None, None]
    for i, kernel in enumerate(kernels):
        x = F.conv2d(F.relu(x) if relu and i else x, torch.tensor(kernel)[None, None])
    return x[0, 0].numpy()


@pytest.mark.parametrize(
    ("first", "second"), [((3, 3), (3, 3)), ((1, 4), (5, 2)), ((1, 1), (2, 3))]
)
def test_the_composition_is_scipys_full_convolution(first: tuple, second: tuple) -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=first), rng.normal(size=second)
    np.testing.assert_allclose(full_convolution(a, b), convolve2d(a, b))
    np.testing.assert_allclose(full_convolution(a, b), full_convolution(b, a))


def test_a_composition_by_hand() -> None:
    # 1 2 under 1 -1: 1*1, 1*-1 + 2*1, 2*-1
    assert full_convolution(np.array([[1, 2]]), np.array([[1, -1]])).tolist() == [[1, 1, -2]]


@pytest.mark.parametrize(
    ("chain", "side", "apart", "together"),
    [("Two 3×3", 5, 18, 25), ("Three 3×3", 7, 27, 49), ("Row, then column", 7, 14, 49)],
)
def test_sizes_and_weights_of_the_chains(chain: str, side: int, apart: int, together: int) -> None:
    kernels = CHAINS[chain]
    whole = compose(kernels)
    assert whole.shape == (side, side)
    assert (sum(kernel.size for kernel in kernels), whole.size) == (apart, together)


def test_a_row_and_a_column_make_the_lectures_small_blur() -> None:
    whole = compose(CHAINS["Row, then column"])
    np.testing.assert_allclose(whole, KERNELS["small_blur"].weights)


@pytest.mark.lecture("L17", page="kernels")
@pytest.mark.parametrize("chain", list(CHAINS))
def test_in_turn_at_once_and_with_relu_are_torchs(chain: str) -> None:
    image, kernels = picture(), CHAINS[chain]
    ways = both_ways(image, kernels)
    np.testing.assert_allclose(ways.in_turn, torch_in_turn(image, kernels), atol=1e-9)
    np.testing.assert_allclose(ways.at_once, torch_in_turn(image, (compose(kernels),)), atol=1e-9)
    rectified = torch_in_turn(image, kernels, relu=True)
    np.testing.assert_allclose(ways.rectified, rectified, atol=1e-9)
    assert ways.rounding < 1e-9


def test_relu_breaks_the_chains_with_negative_weights_and_no_other() -> None:
    changes = {name: both_ways(picture(), kernels).relu_changes for name, kernels in CHAINS.items()}
    assert changes["Two 3×3"] > 10
    assert changes["Three 3×3"] > 10
    assert changes["Row, then column"] == 0


def test_with_zeros_at_the_border_a_chain_and_its_kernel_differ_in_a_ring_only() -> None:
    x = torch.from_numpy(picture().astype(np.float64))[None, None]
    first, second = (torch.tensor(kernel)[None, None] for kernel in CHAINS["Two 3×3"])
    whole = torch.tensor(compose(CHAINS["Two 3×3"]))[None, None]
    in_turn = F.conv2d(F.conv2d(x, first, padding=1), second, padding=1)
    ring = (in_turn - F.conv2d(x, whole, padding=2)).abs()[0, 0]
    assert ring[1:-1, 1:-1].max() < 1e-9
    assert ring.max() > 1


def test_a_chain_that_does_not_fit_is_refused_with_both_sizes() -> None:
    with pytest.raises(ShapeError, match="7 x 7 do not fit on an image of 6 x 9"):
        both_ways(picture(6, 9), CHAINS["Three 3×3"])


def test_the_picture_is_left_alone() -> None:
    image = picture()
    before = image.copy()
    both_ways(image, CHAINS["Two 3×3"])
    np.testing.assert_array_equal(image, before)
