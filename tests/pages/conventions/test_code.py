"""The programs of the Padding conventions page, run as a person would run them."""

import contextlib
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.conventions.code import programs
from pages.conventions.rules import conventions, ramp_means


def run(program: str) -> dict[str, np.ndarray]:
    """`y` of a program that prints it."""
    names: dict[str, dict] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program, names)
    assert len(printed.getvalue().splitlines()) == len(names["y"])
    return {name: np.asarray(values) for name, values in names["y"].items()}


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@settings(max_examples=120)
@given(
    st.integers(1, 24), st.integers(1, 6), st.integers(1, 4), st.integers(1, 3), st.integers(0, 5)
)
def test_the_pytorch_and_numpy_programs_print_the_numbers_on_screen(n, k, s, d, p):
    setting = {"size": n, "window": k, "stride": s, "dilation": d}
    outcomes = conventions(**setting, padding=p)
    shown = {o.name: ramp_means(o.axis) for o in outcomes if o.axis and o.kind == "conv"}
    written = programs(outcomes, **setting)
    for library in ("PyTorch", "NumPy"):
        y = run(written[library])
        assert list(y) == list(shown), library
        for name, values in y.items():
            np.testing.assert_allclose(values, shown[name], rtol=1e-12, err_msg=name)


def test_pytorch_pads_by_itself_where_it_can_and_is_given_zeros_where_it_cannot():
    setting = {"size": 13, "window": 6, "stride": 1, "dilation": 1}
    text = programs(conventions(**setting, padding=3), **setting)["PyTorch"]
    assert """y["PyTorch, 'same'"] = F.conv1d(x, w, padding="same")[0, 0]""" in text
    assert 'y["TensorFlow SAME"] = F.conv1d(F.pad(x, (2, 3)), w)[0, 0]' in text
    assert 'y["PyTorch, padding=3"] = F.conv1d(x, w, padding=3)[0, 0]' in text


@pytest.mark.parametrize(
    ("stride", "dilation", "noted"), [(2, 1, False), (1, 2, False), (2, 2, True)]
)
def test_the_keras_program_compiles_and_says_what_keras_refuses(stride, dilation, noted):
    setting = {"size": 13, "window": 3, "stride": stride, "dilation": dilation}
    text = programs(conventions(**setting), **setting)["Keras"]
    compile(text, "keras", "exec")
    assert ("not both" in text) == noted
