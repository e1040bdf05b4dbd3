"""The programs of the page In one dimension, run as a person would run them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.signals.code import programs
from tests.pages.helpers import run
from vizcore.errors import ShapeError
from vizcore.steps import ConvSettings


@st.composite
def cases(draw):
    """(signal, kernel, the other settings) that the page can reach."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    ends = st.tuples(st.tuples(st.integers(0, 4), st.integers(0, 4)))
    return (
        rng.integers(-9, 9, (1, draw(st.integers(1, 20)))) / 3,
        rng.integers(-9, 9, (1, draw(st.integers(1, 5)))) / 7,
        {
            "stride": draw(st.integers(1, 4)),
            "dilation": draw(st.integers(1, 3)),
            "padding": draw(st.one_of(st.sampled_from(["valid", "same", "same_lower"]), ends)),
        },
    )


@settings(max_examples=80)
@given(cases(), st.booleans())
def test_the_pytorch_and_numpy_programs_print_the_numbers_on_screen(case, flipped):
    x, kernel, setting = case
    typed = ConvSettings(x, kernel, **setting)
    shown = replace(typed, weight=kernel[:, ::-1]) if flipped else typed
    try:
        expected = shown.output
    except ShapeError:
        return
    for library in ("PyTorch", "NumPy"):
        y = run(programs(typed, flipped=flipped)[library])
        np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10, err_msg=library)


@pytest.mark.lecture("L8", page="signals")
@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
def test_the_lectures_signal_comes_out_of_the_programs(library):
    x = np.array([[0.0, 1, 2, 1, 1, 2, 0, 1, 0, 1, 2, 0, 0, 1]])
    y = run(programs(ConvSettings(x, np.array([[0.5, 0.5]]), stride=2))[library])
    assert y.tolist() == [0.5, 1.5, 1.5, 0.5, 0.5, 1.0, 0.5]


def test_the_keras_program_is_valid_python():
    text = programs(ConvSettings(np.ones((1, 5)), np.array([[1 / 3, 2]])))["Keras"]
    compile(text, "snippet", "exec")
    assert "[1/3, 2]" in text
