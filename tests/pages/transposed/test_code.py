"""The programs of the page Transposed, run as a person would run them."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pages.transposed.code import programs
from tests.pages.helpers import run
from tests.steps.test_transposed import built, cases
from vizcore.steps.transposed import TransposedSettings


@settings(max_examples=60)
@given(cases())
def test_the_pytorch_and_numpy_programs_print_the_output_on_screen(case):
    layer = built(case)
    written = programs(layer)
    for library in ("PyTorch", "NumPy"):
        np.testing.assert_allclose(run(written[library]), layer.output, err_msg=library)


@given(cases(), st.integers(0, 3))
def test_what_the_keras_program_cuts_out_is_the_output(case, padding):
    """Keras adds nothing at the end and cuts nothing off: the program does both, in NumPy."""
    layer = built((*case[:3], padding, *case[4:]))
    assume(layer.output.size)
    whole = TransposedSettings(layer.x, layer.weight, layer.stride, 0, 0, layer.dilation).output
    text = programs(layer)["Keras"]
    steps = [line for line in text.splitlines() if line.startswith(("y = np.pad", "y = y["))]
    names = {"np": np, "y": whole}
    exec("\n".join(steps), names)
    np.testing.assert_allclose(names["y"], layer.output, atol=1e-12)


@pytest.mark.parametrize(
    "part", ["Conv2DTranspose(1, w.shape, strides=2, dilation_rate=1)", "conv.build(", "print(y)"]
)
def test_the_keras_program_is_python_that_names_every_setting(part):
    text = programs(TransposedSettings(np.ones((2, 2)), np.ones((3, 3)), 2))["Keras"]
    compile(text, "keras", "exec")
    assert part in text
