"""The programs of the page As a matrix product, run as a person would run them."""

import numpy as np
import pytest
from hypothesis import given, settings

from pages.matrix_view.code import programs
from tests.pages.helpers import run
from tests.steps.test_unrolled import built, cases
from vizcore.steps.unrolled import UnrolledSettings


@pytest.mark.parametrize("view", ["windows", "kernels"])
@settings(max_examples=40)
@given(case=cases())
def test_the_pytorch_and_numpy_programs_print_the_maps_on_screen(view, case):
    layer = built(case)
    written = programs(layer, view)
    for library in ("PyTorch", "NumPy"):
        np.testing.assert_allclose(run(written[library]), layer.output, err_msg=library)


def test_the_keras_program_is_python_that_compiles_and_names_every_setting():
    layer = UnrolledSettings(np.ones((2, 6, 6)), np.ones((3, 2, 2, 3)), 2, 1, 1)
    text = programs(layer, "windows")["Keras"]
    compile(text, "keras", "exec")
    for part in ("stride, padding, dilation = 2, 1, 1", "(2, 3)", "extract_patches", "(3, 4, 3)"):
        assert part in text
