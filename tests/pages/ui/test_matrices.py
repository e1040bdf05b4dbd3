import numpy as np
import pytest

from pages.convolution.examples import EXAMPLES
from pages.ui.matrices import patch, random_matrix
from vizcore.matrix_text import parse_matrix


def test_every_example_can_be_read_and_has_a_kernel_that_fits():
    for example in EXAMPLES.values():
        x, kernel = parse_matrix(example.input), parse_matrix(example.kernel)
        assert all(k <= n for k, n in zip(kernel.shape, x.shape, strict=True))


def test_the_example_without_padding_is_the_other_one_with_an_eighth_column():
    seven, eight = (parse_matrix(EXAMPLES[name].input) for name in ("same", "valid"))
    np.testing.assert_array_equal(eight[:, :7], seven)
    assert eight[:, 7].tolist() == [1, -1, 2, -1, 1, 2, 3]


def test_a_seed_always_gives_the_same_matrix_and_another_seed_another():
    first, again, other = (random_matrix(8, 9, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert first.shape == (8, 9)
    everything = random_matrix(64, 64, 0)
    assert (everything.min(), everything.max()) == (-3, 5)


def test_random_matrices_do_not_touch_the_common_random_state():
    state = np.random.get_state()[1].copy()  # noqa: NPY002  # the very state that must stay
    random_matrix(4, 4, 1)
    np.testing.assert_array_equal(state, np.random.get_state()[1])  # noqa: NPY002


def test_a_cell_of_a_patch_is_the_rounded_luma_of_its_pixels():
    image = np.zeros((4, 6, 3), np.uint8)
    image[:2, :2] = (255, 0, 0)
    image[:2, 2:4] = (0, 255, 0)
    image[2:, :2] = (0, 0, 255)
    image[3, 3] = (40, 40, 40)
    cells = patch(image, 2, across=0, down=0, pixels=2)
    assert cells.tolist() == [[76, 150], [29, 10]]


@pytest.mark.parametrize(
    ("across", "down", "corner"), [(0, 0, 0), (1, 0, 8), (0, 1, 80), (1, 1, 88), (0.5, 0.5, 44)]
)
def test_a_patch_lies_where_it_is_put(across, down, corner):
    image = np.repeat(np.arange(100, dtype=np.uint8).reshape(10, 10)[..., None], 3, axis=2)
    cells = patch(image, 2, across=across, down=down, pixels=1)
    assert cells.tolist() == [[corner, corner + 1], [corner + 10, corner + 11]]


@pytest.mark.parametrize(
    ("shape", "side", "pixels", "expected"),
    [
        ((10, 10), 64, 8, (10, 10)),
        ((100, 30), 32, 8, (30, 30)),
        ((64, 64), 16, 64, (16, 16)),
        ((1, 1), 64, 64, (1, 1)),
        ((7, 200), 2, 1, (2, 2)),
    ],
)
@pytest.mark.parametrize("where", [0, 0.37, 1])
def test_a_patch_shrinks_until_it_fits_the_picture(shape, side, pixels, expected, where):
    image = np.full((*shape, 3), 128, np.uint8)
    cells = patch(image, side, across=where, down=where, pixels=pixels)
    assert cells.shape == expected
    assert (cells == 128).all()


def test_a_patch_leaves_the_picture_as_it_is():
    image = np.random.default_rng(0).integers(0, 256, (20, 20, 3), dtype=np.uint8)
    before = image.copy()
    patch(image, 4, across=0.5, down=0.5, pixels=3)[:] = 0
    np.testing.assert_array_equal(image, before)
