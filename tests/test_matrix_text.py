import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from vizcore.errors import ConvScopeError, NumberError, ShapeError
from vizcore.images import KERNELS
from vizcore.matrix_text import LARGEST, factored_text, matrix_text, parse_matrix

SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=31)
TABLES = arrays(np.float64, SHAPES, elements=st.floats(-LARGEST, LARGEST))


@pytest.mark.parametrize(
    "text",
    [
        "0 -1 0\n-1 5 -1\n0 -1 0",
        "0,-1,0;-1,5,-1;0,-1,0",
        "0\t-1\t0\r\n-1\t5\t-1\r\n0\t-1\t0\r\n",
        "  0  -1  0 ;\n\n -1 5 -1;\n0 -1.0 +0e0  ",
        "0 -1 0; -1 5 -1\n0 -1 0",
        "0,-1,0\n-1,5,-1\n0,-1,0\n",
        "0;-1;0\n-1;5;-1\n0;-1;0\n",
        "0; -1; 0\n-1; 5; -1\n0; -1; 0",
        "[0 -1 0; -1 5 -1; 0 -1 0]",
        "[0, -1, 0\n -1, 5, -1\n 0, -1, 0]",
        "K = [0,-1,0;\n\t-1,5,-1;\n\t0,-1,0];",
        "kernel = ((0, -1, 0), (-1, 5, -1), (0, -1, 0))",
        "[0, -1, 0], [-1, 5, -1], [0, -1, 0]",
        "[[[[0, -1, 0], [-1, 5, -1], [0, -1, 0,],],],]",
        r"\begin{pmatrix} 0 & -1 & 0 \\ -1 & 5 & -1 \\ 0 & -1 & 0 \end{pmatrix}",
        "$$\\left[\\begin{array}{ccc}\n0 & - 1 & 0 \\\\[2pt]\n-1&5&-1 \\\\\n0&-1&0 \\\\\n"
        "\\end{array}\\right]$$",
        "0.5*[0 -2 0; -2 10 -2; 0 -2 0]",
        "0.5 * (0 -2 0; -2 10 -2; 0 -2 0)",
        "[0 -2 0; -2 10 -2; 0 -2 0]/2",
        "(1/3) * np.array([[0, -3, 0], [-3, 15, -3], [0, -3, 0]])",
        "torch.tensor([[0, -4, 0], [-4, 20, -4], [0, -4, 0]], dtype=torch.float64) / 4.0",
        r"\frac{1}{2}\begin{bmatrix} 0 & -2 & 0 \\ -2 & 10 & -2 \\ 0 & -2 & 0 \end{bmatrix}",
        "1/2 {{0, -2, 0}, {-2, 10, -2}, {0, -2, 0}}",
        repr(torch.tensor(SHARPEN, dtype=torch.float64, requires_grad=True)),
        str([[np.float64(cell) for cell in row] for row in SHARPEN]),
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
        ("1/9 * [1]", 1 / 9),
        ("[3] / 9", 1 / 3),
        ("1/9*[3]", 1 / 3),
        ("2\u20444", 0.5),
        ("1e-3", 0.001),
        ("1.5/3", 0.5),
    ],
)
def test_fractions_and_exponents_are_numbers(text, expected):
    assert parse_matrix(text).tolist() == [[expected]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,2,3", [[1, 2, 3]]),
        ("1,-2", [[1, -2]]),
        ("1, 2", [[1, 2]]),
        ("0.5,1", [[0.5, 1]]),
        ("[1,2;3,4]", [[1, 2], [3, 4]]),
        ("0,5 0,5; 0,5 0,5", [[0.5, 0.5], [0.5, 0.5]]),
        ("0,5 1\n-1,25e1 2", [[0.5, 1], [-12.5, 2]]),
        ("0,5\t1\n1,25\t2", [[0.5, 1], [1.25, 2]]),
        ("0,5;1,5\n2,5;3", [[0.5, 1.5], [2.5, 3]]),
        (r"\begin{matrix} 0{,}5 & 1.5 \end{matrix}", [[0.5, 1.5]]),
    ],
)
def test_a_comma_is_a_decimal_one_where_something_else_sets_the_numbers_apart(text, expected):
    assert parse_matrix(text).tolist() == expected


def test_what_numpy_prints_on_several_lines_a_row_is_read():
    printed = np.random.default_rng(0).integers(-999, 999, (3, 30)) / 8
    np.testing.assert_array_equal(parse_matrix(str(printed)), printed)


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("", ShapeError, "there is no number yet"),
        (" ;\n[]", ShapeError, "there is no number yet"),
        ("1 2\n3", ShapeError, "row 2 has 1 number and row 1 has 2"),
        ("1 2; 3 4 5", ShapeError, "row 2 has 3 numbers and row 1 has 2"),
        ("[[1, 2], [3]]", ShapeError, "row 2 has 1 number and row 1 has 2"),
        ("1 2\n\n3 x", NumberError, "row 2, column 2: 'x' is not a number"),
        ("1 1/0", NumberError, "row 1, column 2: '1/0' divides by zero"),
        ("nan", NumberError, "row 1, column 1: 'nan' is not a number"),
        ("1e999", NumberError, "row 1, column 1: '1e999' is too large"),
        ("1e308/1e-308", NumberError, "is too large"),
        ("1_0", NumberError, "'1_0' is not a number"),
        ("\u0661", NumberError, "is not a number"),
        ("inf -inf", NumberError, "row 1, column 1: 'inf' is not a number"),
        ("1 1e308", NumberError, r"row 1, column 2: '1e308' is too large; write at most 1e\+30"),
        ("1e20*[1 1e20]", NumberError, "row 1, column 2: '1e20' is too large"),
        ("0.5 x", NumberError, "row 1, column 2: 'x' is not a number; write 2, -0.5 or 1/9"),
        ("[1 2] / 0", NumberError, "divided by zero"),
        ("1/0 * [1 2]", NumberError, "the factor: '1/0' divides by zero"),
        ("1,2;3,4", NumberError, "'1,2' is one number or two: write 1.2 for one, 1 2 for two"),
        ("3\n0,5", NumberError, "row 2: '0,5' is one number or two"),
        ("1,2,3 4,5,6", ShapeError, "some by blanks: use one"),
        ("[1 2; 0,5 1]", ShapeError, "some by blanks: use one"),
        ("1.5\t1,234", NumberError, "row 1, column 2: '1,234' is not a number"),
        ("1\t\t3", ShapeError, "row 1, column 2 is empty: write 0 where there is nothing"),
        ("1\t2\n\t4", ShapeError, "row 2, column 1 is empty"),
        ("1\t2\n\t\n", ShapeError, "row 2, column 1 is empty"),
        ("1,,3", ShapeError, "row 1, column 2 is empty"),
        ("1;2\n3;;", ShapeError, "row 2, column 2 is empty"),
        ("{{1, , 3}}", ShapeError, "row 1, column 2 is empty"),
        (r"\begin{matrix} 1 & \\ 2 & 3 \end{matrix}", ShapeError, "row 1, column 2 is empty"),
        ("1/16*1 2 1; 2 4 2", NumberError, r"'1/16\*1' is not a number; write 1/16\*\[1 2; 2 4\]"),
        ("__import__('os')", ShapeError, "'__import__' stands outside the brackets"),
        ("np.zeros((3, 3))", ShapeError, "'np.zeros' stands outside the brackets"),
        ("np.array([1, 2, 3, 4]).reshape(2, 2)", ShapeError, "'.reshape' stands outside"),
        ("[1 2]'", ShapeError, "stands outside the brackets: only a factor may"),
        ("[1, [2, 3]]", ShapeError, "'1,' stands outside the brackets"),
        ("2*[1 2]\n[3 4]", ShapeError, "more than one table"),
        ("[[[1, 2]], [[3, 4]]]", ShapeError, "more than one table"),
        ("[1]][[2]", ShapeError, "a bracket closes before it opens"),
        ("[[1, 2]", ShapeError, "2 opening and 1 closing brackets"),
        ("1 " * 32, ShapeError, "1 row and 32 columns; 31 x 31 is the largest"),
        ("1\n" * 32, ShapeError, "32 rows and 1 column; 31 x 31 is the largest"),
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


@given(TABLES)
def test_a_formatted_kernel_is_read_back_exactly(weights):
    np.testing.assert_array_equal(parse_matrix(matrix_text(weights)), weights)


def latex(rows):
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


@pytest.mark.parametrize(
    "write",
    [
        lambda table: repr(table.tolist()),
        lambda table: f"torch.tensor({table.tolist()}, dtype=torch.float64)",
        lambda table: repr(table.tolist()).replace("[", "{").replace("]", "}"),
        lambda table: f"[{matrix_text(table)}]",
        lambda table: "\n".join("\t".join(map(repr, row)) for row in table.tolist()),
        lambda table: "\n".join(", ".join(map(repr, row)) for row in table.tolist()),
        lambda table: "\n".join("; ".join(map(repr, row)) + ";" for row in table.tolist()),
        lambda table: latex([" & ".join(map(repr, row)) for row in table.tolist()]),
    ],
    ids=["Python", "PyTorch", "Mathematica", "MATLAB", "tabs", "commas", "semicolons", "LaTeX"],
)
@given(table=TABLES)
def test_a_table_is_read_back_exactly_from_what_others_write(write, table):
    assume(len(table) > 1)  # on one line semicolons end rows
    np.testing.assert_array_equal(parse_matrix(write(table)), table)


@given(TABLES)
def test_a_spreadsheet_with_decimal_commas_is_read_back_exactly(table):
    assume(table.shape[1] > 1)
    cells = "\n".join("\t".join(map(repr, row)) for row in table.tolist())
    np.testing.assert_array_equal(parse_matrix(cells.replace(".", ",")), table)


@pytest.mark.parametrize("name", KERNELS)
def test_the_catalogue_is_written_without_long_decimals(name):
    text = matrix_text(KERNELS[name].weights)
    assert max(map(len, text.split())) <= 6
    np.testing.assert_array_equal(parse_matrix(text), KERNELS[name].weights)


@given(st.text(alphabet="0123456789-+./*eE []{}(),;&\\\n\tx", max_size=60))
def test_any_text_is_a_kernel_or_an_error_a_person_can_read(text):
    try:
        weights = parse_matrix(text)
    except ConvScopeError:
        pass
    else:
        assert weights.ndim == 2
        assert np.isfinite(weights).all()


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
@pytest.mark.parametrize("share", [1, 1 / 3, 1 / 7])
def test_a_factor_in_front_reads_back_exactly(kernel, share):
    for weights in (kernel.weights * share, -kernel.weights):
        np.testing.assert_array_equal(parse_matrix(factored_text(weights)), weights)


def test_the_factor_is_written_once_and_only_where_every_number_is_a_whole_multiple():
    gaussian = factored_text(KERNELS["gaussian"].weights)
    assert gaussian.startswith("1/256 * [1 4 6 4 1\n4 16 24 16 4\n")
    assert gaussian.count("/") == 1
    assert factored_text(np.array([[1 / 9, np.pi]])).startswith("1/9 3.14")
    assert factored_text(np.array([[1 / 999, 1 / 998]])) == "1/999 1/998"
