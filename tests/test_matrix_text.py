import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from vizcore.errors import ConvScopeError, NumberError, ShapeError
from vizcore.images import KERNELS
from vizcore.matrix_text import matrix_text, parse_matrix

SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=31)


@pytest.mark.parametrize(
    "text",
    [
        "0 -1 0\n-1 5 -1\n0 -1 0",
        "0,-1,0;-1,5,-1;0,-1,0",
        "0\t-1\t0\r\n-1\t5\t-1\r\n0\t-1\t0\r\n",
        "  0, -1,  0 ;\n\n -1,5 -1;\n0 -1.0 +0e0  ",
        "[[0, -1, 0], [-1, 5, -1], [0, -1, 0]]",
        "np.array([[0, -1, 0],\n          [-1, 5, -1],\n          [0, -1, 0]], dtype=float)",
        "{{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}}",
        "0 \u22121 0; \u22121 5 \u22121; 0 \u22121 0",  # the minus sign of web pages
        repr(np.array(SHARPEN)),
        str(np.array(SHARPEN, float)),
        repr(torch.tensor(SHARPEN)),
    ],
)
def test_many_ways_of_writing_a_kernel_are_read(text):
    np.testing.assert_array_equal(parse_matrix(text), SHARPEN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/9", 1 / 9),
        ("-2 / 4", -0.5),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("1.5/3", 0.5),
    ],
)
def test_fractions_and_exponents_are_numbers(text, expected):
    assert parse_matrix(text).tolist() == [[expected]]


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("", ShapeError, "there is no number yet"),
        (" ;\n[]", ShapeError, "there is no number yet"),
        ("1 2\n3", ShapeError, "row 2 has 1 number and row 1 has 2"),
        ("1 2; 3 4 5", ShapeError, "row 2 has 3 numbers and row 1 has 2"),
        ("[[1, 2], [3]]", ShapeError, "row 2 has 1 number and row 1 has 2"),
        ("1 2\n\n3 x", NumberError, "row 2: 'x' is not a number"),
        ("1 1/0", NumberError, "row 1: '1/0' divides by zero"),
        ("nan", NumberError, "row 1: 'nan' is not a number"),
        ("1e999", NumberError, "row 1: '1e999' is too large"),
        ("1e308/1e-308", NumberError, "is too large"),
        ("1_0", NumberError, "'1_0' is not a number"),
        ("\u0661", NumberError, "is not a number"),
        ("__import__('os')", NumberError, "is not a number"),
        ("[[1, 2]", ShapeError, "2 opening and 1 closing brackets"),
        ("1 " * 32, ShapeError, "1 rows and 32 columns; 31 x 31 is the largest"),
        ("1\n" * 32, ShapeError, "32 rows and 1 columns; 31 x 31 is the largest"),
        ("1 " * 60_000, ShapeError, "120,000 characters"),
    ],
)
def test_what_cannot_be_read_is_explained_with_its_place(text, error, sentence):
    with pytest.raises(error, match=sentence):
        parse_matrix(text)


def test_the_largest_side_is_the_callers():
    assert parse_matrix("1 " * 64, max_side=64).shape == (1, 64)
    with pytest.raises(ShapeError, match="64 x 64 is the largest"):
        parse_matrix("1 " * 65, max_side=64)


@given(arrays(np.float64, SHAPES, elements=st.floats(allow_nan=False, allow_infinity=False)))
def test_a_formatted_kernel_is_read_back_exactly(weights):
    np.testing.assert_array_equal(parse_matrix(matrix_text(weights)), weights)


@pytest.mark.parametrize("name", KERNELS)
def test_the_catalogue_is_written_without_long_decimals(name):
    text = matrix_text(KERNELS[name].weights)
    assert max(map(len, text.split())) <= 6
    np.testing.assert_array_equal(parse_matrix(text), KERNELS[name].weights)


@given(st.text(alphabet="0123456789-+./eE []{}(),;\n\tx", max_size=60))
def test_any_text_is_a_kernel_or_an_error_a_person_can_read(text):
    try:
        weights = parse_matrix(text)
    except ConvScopeError:
        pass
    else:
        assert weights.ndim == 2
        assert np.isfinite(weights).all()
