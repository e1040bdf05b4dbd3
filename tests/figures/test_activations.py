"""The figure of an activation: its curve, and frames that move a point along it."""

import numpy as np
import pytest

from vizcore.figures.activations import activation_figure, histogram_figure


@pytest.fixture
def figure():
    x = np.linspace(-2, 2, 41)
    return activation_figure(x, x**3, 3 * x**2, start=1.0)


def test_the_curves_are_the_arrays(figure):
    x = np.linspace(-2, 2, 41)
    np.testing.assert_allclose(figure.data[0].y, x**3)
    np.testing.assert_allclose(figure.data[1].y, 3 * x**2)


def test_every_frame_has_its_point_on_both_curves_and_a_tangent_through_it(figure):
    assert len(figure.frames) == len(figure.layout.sliders[0].steps) == 5
    for frame, x in zip(figure.frames, (-2, -1, 0, 1, 2), strict=True):
        line, tangent, points, words = frame.data
        np.testing.assert_allclose(line.x, [x, x], atol=1e-12)
        np.testing.assert_allclose(points.y, [x**3, 3 * x**2], atol=1e-12)
        np.testing.assert_allclose(np.mean(tangent.y), x**3, atol=1e-12)
        rise = (tangent.y[1] - tangent.y[0]) / (tangent.x[1] - tangent.x[0])
        np.testing.assert_allclose(rise, 3 * x**2, atol=1e-12)
        assert words.text[0].startswith(f"<b>x = {x:.1f}".replace("-", "−"))


def test_the_slider_starts_where_the_point_is(figure):
    slider = figure.layout.sliders[0]
    assert slider.active == 3
    assert figure.data[4].x == figure.frames[3].data[2].x
    assert [step.args[0][0] for step in slider.steps] == [frame.name for frame in figure.frames]


def test_the_bars_count_every_cell_and_the_zeros_stand_in_the_middle():
    numbers = np.array([-9.0, -1, 0, 0, 0, 0.5, 2])
    bars = histogram_figure(numbers, 1.0, "#2f6db5", "Before").data[0]
    assert sum(bars.y) == 7
    assert bars.y[30] == 3
    assert bars.x[30] == pytest.approx(0)
    assert (bars.y[0], bars.y[-1]) == (2, 1)
