import dataclasses

import numpy as np
import pytest

from vizcore.images import KERNELS, Kernel, apply_kernel

LECTURE = {
    "small_blur": np.full((7, 7), 1 / 49),
    "large_blur": np.full((21, 21), 1 / 441),
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "vertical_line": [[0, 0, 0, 1, 0, 0, 0]] * 7,
    "horizontal_line": [[0] * 7] * 3 + [[1] * 7] + [[0] * 7] * 3,
}


@pytest.mark.parametrize("name", LECTURE)
@pytest.mark.lecture("L17", page="kernels")
def test_the_lectures_kernels_are_its_own(name):
    np.testing.assert_array_equal(KERNELS[name].weights, LECTURE[name])
    assert KERNELS[name].row in ("L16", "L17")


@pytest.mark.parametrize("name", KERNELS)
def test_every_kernel_is_named_explained_and_read_only(name):
    kernel = KERNELS[name]
    assert kernel.name == name
    assert kernel.title
    assert kernel.does.endswith(".")
    with pytest.raises(ValueError, match="read-only"):
        kernel.weights[0, 0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        kernel.title = "another"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("total", "names"),
    [
        (1, ["identity", "box", "small_blur", "large_blur", "gaussian", "motion_blur", "sharpen"]),
        (0, ["laplacian", "outline", "sobel_x", "sobel_y", "prewitt_x", "prewitt_y"]),
        (7, ["vertical_line", "horizontal_line"]),
    ],
)
def test_blurs_keep_brightness_and_edge_finders_ignore_it(total, names):
    for name in names:
        assert KERNELS[name].weights.sum() == pytest.approx(total)


def test_sobel_is_positive_where_it_gets_brighter_to_the_right_or_downwards():
    brighter = np.tile(np.array([0, 0, 90, 90], np.uint8), (4, 1))
    assert apply_kernel(brighter, KERNELS["sobel_x"], border="valid").min() == 360
    assert apply_kernel(brighter.T.copy(), KERNELS["sobel_y"], border="valid").min() == 360
    assert not apply_kernel(brighter, KERNELS["sobel_y"], border="valid").any()


def test_a_kernel_copies_the_table_it_is_given():
    table = np.ones((2, 2))
    kernel = Kernel("ones", "Ones", table, "Adds four pixels.")
    table[:] = 5
    assert kernel.weights.sum() == 4
