"""The programs of the Pooling page, run as a person would run them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.pooling.code import programs
from pages.ui.listing import listing
from tests.pages.helpers import run
from vizcore.errors import ShapeError
from vizcore.steps import PoolSettings


@st.composite
def cases(draw):
    """(input, window, the other settings) of every kind the page can reach."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pads = st.integers(0, 4)
    kind = draw(st.sampled_from(["max", "average"]))
    return (
        rng.integers(-9, 9, draw(st.tuples(*[st.integers(1, 9)] * 2))) / 4,
        draw(st.tuples(*[st.integers(1, 4)] * 2)),
        {
            "kind": kind,
            "stride": draw(st.tuples(*[st.integers(1, 4)] * 2)),
            "padding": draw(
                st.one_of(
                    st.sampled_from(["valid", "same", "same_lower"]),
                    st.tuples(*[st.tuples(pads, pads)] * 2),
                )
            ),
            # torch has no dilated mean, and the page offers none.
            "dilation": draw(st.tuples(*[st.integers(1, 2)] * 2)) if kind == "max" else 1,
            "ceil_mode": draw(st.booleans()),
            "count_include_pad": kind == "average" and draw(st.booleans()),
        },
    )


@settings(max_examples=250)
@given(cases())
def test_the_pytorch_and_numpy_programs_print_the_numbers_on_screen(case):
    x, window, setting = case
    played = PoolSettings(x, window, **setting)
    try:
        expected = played.output
    except ShapeError:
        return
    written = programs(played)
    for library in ("PyTorch", "NumPy"):
        y = run(written[library])
        assert y.shape == expected.shape, library
        np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10, err_msg=library)


def test_windows_that_ceil_mode_drops_are_dropped_in_the_programs_too():
    played = PoolSettings(np.arange(16.0).reshape(4, 4), 1, "max", 2, ((0, 1),) * 2, ceil_mode=True)
    assert played.output.tolist() == [[0, 2], [8, 10]]
    for library in ("PyTorch", "NumPy"):
        np.testing.assert_array_equal(run(programs(played)[library]), played.output)


@pytest.mark.parametrize(
    ("setting", "exact"),
    [
        ({}, True),
        ({"padding": "same"}, True),
        ({"padding": "same", "kind": "average"}, True),
        ({"padding": "same", "kind": "average", "count_include_pad": True}, False),
        ({"padding": 1}, False),
        ({"padding": "same_lower"}, False),
        ({"ceil_mode": True}, False),
    ],
)
def test_the_keras_program_compiles_and_says_where_keras_cannot_do_the_same(setting, exact):
    text = programs(PoolSettings(np.ones((5, 5)), 2, **setting))["Keras"]
    compile(text, "keras", "exec")
    assert ("Keras has no" in text) != exact


def test_a_listing_is_read_back_to_the_last_bit():
    x = np.array([[0.1, -1 / 3], [2.0**-40, 7.0]])
    names: dict[str, object] = {}
    exec(f"y = {listing(x)}", names)
    np.testing.assert_array_equal(names["y"], x)
