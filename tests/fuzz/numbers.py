"""Texts that should be tables of numbers: an array of finite numbers, or one sentence."""

import random

import numpy as np

from tests.fuzz.hostile import damaged, word
from tests.fuzz.images import one_sentence
from vizcore.errors import ConvScopeError
from vizcore.matrix_text import LARGEST, matrix_text, parse_matrix, parse_number

_TABLES = (
    "0 -1 0; -1 5 -1; 0 -1 0", "1/16 * np.array([[1, 2], [2, 4]])", "1,2,3\n4,5,6", "1\t2\n3\t4",
    r"\frac{1}{4}\begin{pmatrix} 1 & 2 \\ 2 & 4 \end{pmatrix}", "0,5 0,5; 0,5 0,5",
    "tensor([[0.5, 1.], [2., 3.]], dtype=torch.float32)", "{{1, 2}, {3, 4}}", "1;2\n3;4",
    "K = [1 2; 3 4] / 9", r"\left[\begin{array}{cc} 1 & 0 \\ 0 & 1 \end{array}\right]",
    "array([[ 1.2e-03, -4.0],\n       [ 0.0,  1e3]])", "(1/9) [1 1 1; 1 1 1; 1 1 1]",
)  # fmt: skip


def probe(rng: random.Random) -> None:
    """Read a damaged table, a repeated piece or a word, as a table and as one number."""
    match rng.randrange(4):
        case 0:
            text = word(rng)
        case 1:
            text = (word(rng)[:40] or " ") * rng.choice((2, 30, 2000))
        case _:
            table = rng.choice(_TABLES).encode()
            text = damaged(rng, table).decode("utf-8", "replace")
    text = text[:100_001]
    try:
        matrix = parse_matrix(text)
    except ConvScopeError as error:
        one_sentence(error)
    else:
        assert matrix.ndim == 2
        assert matrix.size
        assert abs(matrix).max() <= LARGEST
        assert np.array_equal(parse_matrix(matrix_text(matrix)), matrix)
    try:
        assert np.isfinite(parse_number(text))
    except ConvScopeError as error:
        one_sentence(error)
