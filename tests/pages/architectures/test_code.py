"""Programs of an architecture build, or count, what is on screen."""

import ast

import numpy as np
import pytest

from pages.architectures.code import programs
from tests.pages.helpers import execute
from vizcore.architecture import ARCHITECTURES, parse_architecture

OTHER = parse_architecture(
    "input 2x9x9\nconv 4 3x2 stride 2x1 groups 2 nobias\ngelu\nbn\navgpool 3 padding 1\n"
    "pool 2 ceil\nflatten\nfc 6 nobias\nbn\nsigmoid\ndropout 0.3\nfc 3\nsoftmax"
)
CASES = {**ARCHITECTURES, "other": OTHER}


@pytest.mark.lecture("L30", page="architectures")
@pytest.mark.parametrize("name", CASES)
def test_pytorchs_module_has_the_parameters_and_the_output_of_the_table(name):
    architecture = CASES[name]
    _, printed = execute(programs(architecture)["PyTorch"])
    count, _, shape = printed.strip().partition(" ")
    assert int(count) == architecture.parameters
    assert ast.literal_eval(shape) == (2, *architecture.rows[-1].shape)


@pytest.mark.parametrize("name", CASES)
def test_numpys_products_add_up_to_the_totals(name):
    architecture = CASES[name]
    names, printed = execute(programs(architecture)["NumPy"])
    totals = [architecture.parameters, architecture.multiply_adds]
    assert printed.strip().splitlines()[-1] == str(np.array(totals))
    assert [counts[0] for _, *counts in names["table"]] == [r.parameters for r in architecture.rows]


@pytest.mark.parametrize("name", CASES)
def test_keras_program_can_be_read(name):
    compile(programs(CASES[name])["Keras"], "keras", "exec")
