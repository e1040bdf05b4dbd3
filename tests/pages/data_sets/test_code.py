"""The programs print one set's shape, range and counts."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from pages.data_sets.code import programs
from tests.pages.helpers import execute


@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
def test_the_programs_print_the_digits_shape_range_and_counts(library):
    _, printed = execute(programs()[library])
    shape, often = printed.strip().splitlines()
    assert shape == "(1797, 1, 8, 8) 0.0 1.0"
    assert often == str(np.bincount(load_digits().target).tolist())


def test_keras_program_puts_the_channels_last():
    _, printed = execute(programs()["Keras"])
    assert printed.startswith("(1797, 8, 8, 1) 0.0 1.0")
