"""Signal figures hold the arrays they were given, in the colours of their roles."""

import numpy as np

from vizcore.figures.palette import LIGHT
from vizcore.figures.signals import signal_figure, sound_figure, spectrum_figure


def test_each_output_stands_above_the_middle_of_its_window():
    x, y = np.array([0.0, 1, 2, 1]), np.array([0.5, 1.5])
    figure = signal_figure(x, np.array([0.5, 2.5]), y, y, "flipped")
    signal, output = figure.data
    assert (signal.line.color, output.line.color) == (LIGHT.input, LIGHT.output)
    np.testing.assert_array_equal(signal.y, x)
    np.testing.assert_array_equal(output.x, [0.5, 2.5])
    np.testing.assert_array_equal(output.y, y)


def test_the_other_way_to_read_the_kernel_is_drawn_only_where_it_matters():
    x, y = np.array([0.0, 1, 2]), np.array([1.0, 2])
    figure = signal_figure(x, np.array([0.5, 1.5]), y, y[::-1], "flipped")
    assert [trace.name for trace in figure.data] == ["Input", "flipped", "Output"]
    np.testing.assert_array_equal(figure.data[1].y, [2, 1])


def test_the_sound_is_whole_and_opens_on_the_milliseconds_asked_for():
    rng = np.random.default_rng(0)
    before, after = rng.standard_normal(8000), rng.standard_normal(8000) / 2
    figure = sound_figure(before, after, 8000, (20.0, 30.0))
    assert figure.layout.xaxis.range == (20, 30)
    assert figure.data[0].dx == 0.125
    np.testing.assert_allclose(figure.data[0].y, before, rtol=1e-6)
    np.testing.assert_allclose(figure.data[1].y, after, rtol=1e-6)
    low, high = figure.layout.yaxis.range
    assert low == -high
    assert high >= np.abs(before).max()


def test_the_spectrum_shows_sixty_decibels_in_kilohertz():
    frequency = np.array([25.0, 75.0])
    figure = spectrum_figure(frequency, np.array([-20.0, -50]), np.array([-21.0, -90]))
    np.testing.assert_allclose(figure.data[0].x, [0.025, 0.075])
    assert figure.layout.yaxis.range == (-80, -17)
