from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.geometry import all_axes
from vizcore.steps.window import inside, position_of, touched_cells, values_under


@st.composite
def drawn_settings(draw):
    """One to three axes on which at least one window fits, as arguments of `all_axes`."""
    number = draw(st.integers(1, 3))
    each = [
        {
            "size": draw(st.integers(1, 6)),
            "window": draw(st.integers(1, 3)),
            "stride": draw(st.integers(1, 3)),
            "dilation": draw(st.integers(1, 2)),
            "pad": (draw(st.integers(4, 5)), draw(st.integers(0, 3))),
        }
        for _ in range(number)
    ]
    return {
        "sizes": [axis["size"] for axis in each],
        "window": tuple(axis["window"] for axis in each),
        "stride": tuple(axis["stride"] for axis in each),
        "padding": tuple(axis["pad"] for axis in each),
        "dilation": tuple(axis["dilation"] for axis in each),
        "ceil_mode": draw(st.booleans()),
    }


@given(drawn_settings())
def test_positions_are_all_places_in_reading_order(setting):
    axes = all_axes(**setting)
    places = list(product(*(range(axis.count) for axis in axes)))
    assert [position_of(step, axes) for step in range(len(places))] == places


@given(drawn_settings())
def test_touched_cells_are_where_the_definition_puts_them(setting):
    axes = all_axes(**setting)
    position = tuple(axis.count - 1 for axis in axes)
    for at, axis, cells in zip(position, axes, touched_cells(position, axes), strict=True):
        expected = [at * axis.stride + k * axis.dilation - axis.before for k in range(axis.window)]
        assert cells.tolist() == expected


@given(drawn_settings(), st.integers(0, 2**32 - 1))
def test_values_are_the_inputs_own_inside_and_the_fill_outside(setting, seed):
    axes = all_axes(**setting)
    x = np.random.default_rng(seed).normal(size=(2, *(axis.size for axis in axes)))
    cells = touched_cells((0,) * len(axes), axes)
    mask = inside(cells, axes)
    values = values_under(x, cells, mask, -7.0)
    for place in product(*(range(len(c)) for c in cells)):
        cell = tuple(int(c[k]) for c, k in zip(cells, place, strict=True))
        real = all(0 <= i < axis.size for i, axis in zip(cell, axes, strict=True))
        assert mask[place] == real
        expected = x[(slice(None), *cell)] if real else [-7.0, -7.0]
        np.testing.assert_array_equal(values[(slice(None), *place)], expected)


@pytest.mark.parametrize("step", [-1, 9, 100])
def test_a_step_that_does_not_exist_is_refused_with_the_number_of_steps(step):
    with pytest.raises(ShapeError, match=rf"^step {step} is not one of the 9 steps of a \(3, 3\)"):
        position_of(step, all_axes((5, 5), 3))
