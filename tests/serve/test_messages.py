"""Frames and answers as bytes, and maps in steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from vizcore.nets import LABELS, MiniVGG, layers_of
from vizcore.serve.messages import LAYERS
from vizcore.serve.quantising import quantise

VALUES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 5)),
    elements=st.floats(-1e4, 1e4, width=32, allow_subnormal=False),
)


@given(VALUES)
def test_no_value_moves_by_more_than_half_a_step_and_none_changes_its_sign(maps):
    before = maps.copy()
    found = quantise(maps)
    np.testing.assert_array_equal(maps, before)
    half = found.scale[:, None, None] * 0.5
    assert (abs(found.values - maps) <= half * 1.001 + 1e-30).all()
    assert (found.values * maps >= 0).all()
    assert (found.values[maps == 0] == 0).all()


def test_a_map_behind_a_relu_keeps_its_zeros_and_a_dead_one_is_zero():
    maps = np.zeros((2, 4, 4), np.float32)
    maps[0, 1:3] = np.linspace(0, 7.3, 8).reshape(2, 4)
    found = quantise(maps)
    assert found.zero.tolist() == [0, 0]
    assert found.scale[1] == 0
    np.testing.assert_allclose(found.values, maps, atol=7.3 / 510)
    assert found.values[0].max() == pytest.approx(7.3)


def test_the_layers_are_the_networks_without_those_that_change_nothing():
    expected = {layer.name: layer.shape for layer in layers_of(MiniVGG()) if layer.kind != "input"}
    same = ("dropout", "flatten")
    shown = {name: shape for name, shape in expected.items() if not name.startswith(same)}
    assert shown == LAYERS
    assert LAYERS["softmax"] == (len(LABELS),)
