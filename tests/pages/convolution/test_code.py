"""The programs of the Convolution page, run as a person would run them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.convolution.code import programs
from tests.pages.helpers import run
from vizcore.errors import ShapeError
from vizcore.steps import ConvSettings


@st.composite
def cases(draw):
    """(input, kernel, the other settings) of every kind the page can reach."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pads = st.integers(0, 3)
    x = rng.integers(-9, 9, draw(st.tuples(*[st.integers(1, 9)] * 2)))
    weight = rng.normal(size=draw(st.tuples(*[st.integers(1, 4)] * 2)))
    return (
        x / draw(st.sampled_from([1, 4, 3])),
        weight,
        {
            "bias": draw(st.sampled_from([0.0, 0.5, -2.25])),
            "stride": draw(st.tuples(*[st.integers(1, 3)] * 2)),
            "padding": draw(
                st.one_of(
                    st.sampled_from(["valid", "same", "same_lower"]),
                    st.tuples(*[st.tuples(pads, pads)] * 2),
                )
            ),
            "dilation": draw(st.tuples(*[st.integers(1, 3)] * 2)),
            "activation": draw(st.sampled_from(["none", "relu"])),
        },
    )


@settings(max_examples=120)
@given(cases(), st.booleans())
def test_the_pytorch_and_numpy_programs_print_the_numbers_on_screen(case, flipped):
    x, weight, setting = case
    played = ConvSettings(x[None], weight[None], **setting)
    try:
        expected = (played.turned() if flipped else played).output
    except ShapeError:
        return
    written = programs(played, flipped=flipped)
    for library in ("PyTorch", "NumPy"):
        y = run(written[library])
        assert y.shape == expected.shape
        np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10, err_msg=library)


@pytest.mark.parametrize("bias", [0, 1, np.float64(0.5)])
def test_a_bias_of_any_number_type_makes_a_program_that_runs(bias):
    played = ConvSettings(np.ones((1, 3, 3)), np.full((1, 2, 2), 0.1), bias=float(bias))
    for library in ("PyTorch", "NumPy"):
        np.testing.assert_allclose(run(programs(played)[library]), np.full((2, 2), 0.4 + bias))


def test_the_keras_program_is_python_that_compiles_and_names_every_setting():
    played = ConvSettings(
        np.ones((1, 6, 6)), np.ones((1, 2, 3)), 0.5, (2, 1), ((1, 2), (0, 3)), 1, "relu"
    )
    text = programs(played)["Keras"]
    compile(text, "keras", "exec")
    for part in (
        "ZeroPadding2D(((1, 2), (0, 3)))",
        "strides=(2, 1)",
        'activation="relu"',
        "np.array([0.5])",
    ):
        assert part in text
