import cv2
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from vizcore.errors import NumberError, ShapeError
from vizcore.images import KERNELS, apply_kernel, flip
from vizcore.images.filtering import DIRECT_BELOW

PADS = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "wrap": "wrap"}
BORDERS = [*PADS, "valid"]
SIDES = st.integers(1, 9) | st.integers(10, 17)


def witness(image, weights, stride=(1, 1), border="zero"):
    """The definition in float64: numpy.pad, then every window times the weights."""
    x = np.atleast_3d(image).astype(np.float64)
    if border != "valid":
        pads = []
        for n, k, s in zip(image.shape[:2], weights.shape, stride, strict=True):
            total = max((-(-n // s) - 1) * s + k - n, 0)
            pads.append((total // 2, total - total // 2))
        x = np.pad(x, [*pads, (0, 0)], mode=PADS[border])
    windows = np.lib.stride_tricks.sliding_window_view(x, weights.shape, axis=(0, 1))
    out = np.einsum("hwcij,ij->hwc", windows[:: stride[0], :: stride[1]], weights)
    return out.reshape(out.shape[: image.ndim])


def assert_rounded(found, image, weights, stride=(1, 1), border="zero"):
    """Each output within float32 rounding of its own products; sums of integers exactly."""
    exact = witness(image, weights, stride, border)
    assert found.dtype == np.float32
    assert found.shape == exact.shape
    size = witness(image, np.abs(weights), stride, border)
    unit = np.finfo(np.float32).eps / 2
    allowed = (4 + np.sqrt(weights.size)) * unit * size + 1e-13 * 255 * np.abs(weights).sum()
    assert (np.abs(found - exact) <= allowed).all()


def some_image(seed=0, shape=(40, 50, 3)):
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def some_weights(how, rows, columns, seed=0):
    rng = np.random.default_rng(seed)
    if how == "mean":
        return np.full((rows, columns), 1 / (rows * columns))
    if how == "constant":
        return np.full((rows, columns), rng.normal())
    if how == "separable":
        return np.outer(rng.normal(size=rows), rng.normal(size=columns))
    if how == "integer":
        return rng.integers(-5, 6, (rows, columns)).astype(float)
    return rng.normal(size=(rows, columns))


@settings(max_examples=400)
@given(
    st.sampled_from(["mean", "constant", "separable", "integer", "any"]),
    st.tuples(SIDES, SIDES),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.sampled_from([(), (3,)]),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.sampled_from(BORDERS),
    st.integers(0, 1000),
)
def test_every_kind_of_kernel_agrees_with_float64(
    how, window, size, channels, stride, border, seed
):
    image = some_image(seed, (*size, *channels))
    weights = some_weights(how, *window, seed)
    if border == "valid" and (window[0] > size[0] or window[1] > size[1]):
        with pytest.raises(ShapeError, match="does not fit"):
            apply_kernel(image, weights, stride=stride, border=border)
    else:
        found = apply_kernel(image, weights, stride=stride, border=border)
        assert_rounded(found, image, weights, stride, border)


@pytest.mark.parametrize("how", ["mean", "separable", "integer", "any"])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("border", BORDERS)
def test_strips_fit_together_without_a_seam(how, stride, border):
    # Tall enough for several strips of 128 rows (direct) and of 512 (transform).
    for side, height in ((7, 300), (8, 261), (13, 1100)):
        image = some_image(side, (height, 23))
        weights = some_weights(how, side, side, seed=stride)
        found = apply_kernel(image, weights, stride=stride, border=border)
        assert_rounded(found, image, weights, (stride, stride), border)


@pytest.mark.parametrize("side", [3, 7, 10, 11, 21, 31])
@pytest.mark.parametrize("separable", [False, True])
def test_sums_of_integers_are_exact(side, separable):
    weights = some_weights("integer", side, side)
    if separable:
        weights = np.outer(weights[0], weights[1])
    image = some_image(side, (60, 70))
    image[:, :35] = 0
    found = apply_kernel(image, weights)
    np.testing.assert_array_equal(found, witness(image, weights))


@pytest.mark.parametrize("side", [1, 3, 10, 11, 31])
def test_a_kernel_of_zeros_gives_zeros(side):
    for border in PADS:
        found = apply_kernel(some_image(), np.zeros((side, side)), stride=2, border=border)
        assert found.shape == (20, 25, 3)
        assert not found.any()


@pytest.mark.parametrize("side", [3, 11])
@pytest.mark.parametrize("factor", [1e-30, 1e30])
def test_very_small_and_very_large_weights_keep_their_precision(side, factor):
    image, weights = some_image(), some_weights("any", side, side)
    found = apply_kernel(image, weights * factor) / np.float32(factor)
    np.testing.assert_allclose(found, apply_kernel(image, weights), atol=0.01)


@pytest.mark.parametrize("side", [9, 12, 31])
def test_black_stays_exactly_black_beside_a_bright_region(side):
    image = some_image(3, (80, 200))
    image[:, :120] = 0
    found = apply_kernel(image, some_weights("any", side, side))
    assert not found[:, : 120 - side].any()
    ghost = cv2.filter2D(image, cv2.CV_32F, some_weights("any", side, side))
    assert side < 10 or ghost[:, : 120 - side].any()  # why OpenCV's own is not good enough


@pytest.mark.parametrize("name", KERNELS)
def test_the_catalogue_agrees_with_scipy_and_with_torch(name):
    image, kernel = some_image(5, (64, 48, 3)), KERNELS[name]
    found = apply_kernel(image, kernel)
    scipys = ndimage.correlate(
        image.astype(np.float64), kernel.weights[:, :, None], mode="constant"
    )
    x = torch.from_numpy(image.astype(np.float64)).permute(2, 0, 1)[:, None]
    weight = torch.from_numpy(kernel.weights.copy())[None, None]
    torchs = F.conv2d(x, weight, padding="same")[:, 0].permute(1, 2, 0).numpy()
    np.testing.assert_allclose(found, scipys, atol=2e-3)
    np.testing.assert_allclose(found, torchs, atol=2e-3)
    assert_rounded(found, image, kernel.weights)


def test_a_worked_example():
    # Row 11 of the lecture: 12 = 3*0 + 3*1 + 2*2 + 0*2 + 0*2 + 1*0 + 3*0 + 1*1 + 2*2
    image = np.array(
        [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]],
        np.uint8,
    )
    found = apply_kernel(image, [[0, 1, 2], [2, 2, 0], [0, 1, 2]], border="valid")
    assert found.tolist() == [[12, 12, 17], [10, 17, 19], [9, 6, 14]]


def test_the_lectures_line_filters_on_china_at_stride_two():
    from vizcore.images import SAMPLES

    image = SAMPLES["china"].load()[80:360, 70:390]
    found = apply_kernel(image, KERNELS["vertical_line"], stride=2)
    assert found.shape == (140, 160, 3)
    # TensorFlow's SAME: 280 cells, window 7, stride 2 need 5 zeros, 2 before and 3 after.
    x = torch.from_numpy(image.astype(np.float64)).permute(2, 0, 1)[:, None]
    x = F.pad(x, (2, 3, 2, 3))
    weight = torch.from_numpy(KERNELS["vertical_line"].weights.copy())[None, None]
    expected = F.conv2d(x, weight, stride=2)[:, 0].permute(1, 2, 0).numpy()
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    ("border", "mode"),
    [("zero", "constant"), ("reflect", "mirror"), ("replicate", "nearest"), ("wrap", "wrap")],
)
def test_the_borders_have_the_names_that_the_table_gives_scipy(border, mode):
    image, weights = some_image(7, (9, 11)), some_weights("integer", 5, 3)
    expected = ndimage.correlate(image.astype(float), weights, mode=mode)
    np.testing.assert_array_equal(apply_kernel(image, weights, border=border), expected)


@pytest.mark.parametrize("border", PADS)
@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (2, 3), (5, 1)])
@pytest.mark.parametrize("how", ["mean", "separable", "integer", "any"])
def test_a_border_may_be_wider_than_the_image(border, shape, how):
    for side in (5, 9, 14, 31):
        image, weights = some_image(side, shape), some_weights(how, side, side)
        assert_rounded(apply_kernel(image, weights, border=border), image, weights, border=border)


def test_the_kernel_is_not_flipped():
    image = np.zeros((3, 3), np.uint8)
    image[1, 1] = 1
    weights = np.arange(9.0).reshape(3, 3)
    np.testing.assert_array_equal(apply_kernel(image, weights), flip(weights))


@given(st.integers(0, 100))
def test_filtering_is_linear_in_the_kernel(seed):
    image = some_image(seed, (12, 14))
    a, b = (some_weights("integer", 3, 5, seed + i) for i in (0, 1))
    np.testing.assert_array_equal(
        apply_kernel(image, 2 * a - 3 * b), 2 * apply_kernel(image, a) - 3 * apply_kernel(image, b)
    )


@pytest.mark.parametrize("name", ["sharpen", "large_blur", "sobel_x", "motion_blur"])
def test_the_arguments_stay_as_they_are(name):
    image = some_image()
    before = image.copy()
    weights = KERNELS[name].weights.copy()
    apply_kernel(image, weights, stride=2, border="wrap")[:] = 0
    np.testing.assert_array_equal(image, before)
    np.testing.assert_array_equal(weights, KERNELS[name].weights)


@pytest.mark.parametrize("name", ["identity", "sharpen", "small_blur", "gaussian"])
def test_views_of_any_layout_give_what_their_copy_gives(name):
    image = some_image(9, (40, 60, 3))
    image.flags.writeable = False
    for view in (image[::2, ::3], image[::-1], image[:, ::-1], image[..., 1], image[..., ::-1]):
        np.testing.assert_array_equal(
            apply_kernel(view, KERNELS[name]), apply_kernel(view.copy(), KERNELS[name])
        )


def test_a_grey_image_is_any_channel_of_its_colour_copy():
    grey = some_image(2, (30, 40))
    colour = np.stack([grey] * 3, axis=2)
    for kernel in KERNELS.values():
        found = apply_kernel(colour, kernel)
        np.testing.assert_array_equal(found[..., 1], apply_kernel(grey, kernel))


@pytest.mark.parametrize(
    ("image", "kernel", "options", "error", "sentence"),
    [
        (np.zeros((4, 4), np.float32), [[1]], {}, TypeError, "uint8, not float32"),
        (np.zeros(4, np.uint8), [[1]], {}, ShapeError, r"not \(4,\)"),
        (np.zeros((4, 4, 4), np.uint8), [[1]], {}, ShapeError, r"not \(4, 4, 4\)"),
        (np.zeros((0, 4), np.uint8), [[1]], {}, ShapeError, r"not \(0, 4\)"),
        (np.zeros((4, 4), np.uint8), [1, 2], {}, ShapeError, r"not of shape \(2,\)"),
        (np.zeros((4, 4), np.uint8), [[]], {}, ShapeError, r"not of shape \(1, 0\)"),
        (np.zeros((4, 4), np.uint8), [[np.nan]], {}, NumberError, "finite number"),
        (np.zeros((4, 4), np.uint8), [[1e37, 1e37]], {}, NumberError, "overflow float32"),
        (np.zeros((4, 4), np.uint8), [[1e308, 1e308]], {}, NumberError, "overflow float32"),
        (np.zeros((4, 4), np.uint8), [[1]], {"stride": 0}, ShapeError, "at least 1, not 0"),
        (np.zeros((4, 4), np.uint8), [[1]], {"stride": (1, -2)}, ShapeError, r"\(1, -2\)"),
        (
            np.zeros((2, 9), np.uint8),
            np.ones((5, 3)),
            {"border": "valid"},
            ShapeError,
            "a kernel of 5 x 3 does not fit on an image of 2 x 9 without padding",
        ),
    ],
)
def test_what_cannot_be_filtered_is_named(image, kernel, options, error, sentence):
    with pytest.raises(error, match=sentence):
        apply_kernel(image, kernel, **options)


def test_weights_just_below_the_limit_do_not_overflow():
    found = apply_kernel(np.full((2, 2), 255, np.uint8), [[1e35]])
    assert np.isfinite(found).all()


def test_the_kinds_of_kernel_above_reach_every_way_of_filtering():
    # Sides up to 17 draw tables on both sides of the limit between direct sums and the transform.
    assert 9 * 5 < DIRECT_BELOW <= 11 * 11
