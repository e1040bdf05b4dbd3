"""Signal figures hold the arrays they were given, in the colours of their roles."""

import numpy as np

from vizcore.figures.palette import LIGHT
from vizcore.figures.signals import signal_figure, sound_figure, spectrum_figure


def line(figure: dict, name: str, field: str = "y") -> list[float]:
    return [row[field] for row in figure["data"]["values"] if row["line"] == name]


def colours(figure: dict) -> dict[str, str]:
    scale = figure["encoding"]["color"]["scale"]
    return dict(zip(scale["domain"], scale["range"], strict=True))


def test_each_output_stands_above_the_middle_of_its_window():
    x, y = np.array([0.0, 1, 2, 1]), np.array([0.5, 1.5])
    figure = signal_figure(x, np.array([0.5, 2.5]), y, y, "flipped")
    assert colours(figure) == {"Input": LIGHT.input, "Output": LIGHT.output}
    assert line(figure, "Input") == x.tolist()
    assert line(figure, "Output", "x") == [0.5, 2.5]
    assert line(figure, "Output") == y.tolist()


def test_the_other_way_to_read_the_kernel_is_drawn_only_where_it_matters():
    x, y = np.array([0.0, 1, 2]), np.array([1.0, 2])
    figure = signal_figure(x, np.array([0.5, 1.5]), y, y[::-1], "flipped")
    assert list(colours(figure)) == ["Input", "flipped", "Output"]
    assert line(figure, "flipped") == [2, 1]


def test_a_part_of_a_sound_is_shown_sample_by_sample():
    rng = np.random.default_rng(0)
    before, after = rng.standard_normal(8000), rng.standard_normal(8000) / 2
    figure = sound_figure(before, after, 8000, (20.0, 30.0))
    assert line(figure, "Before", "x")[:2] == [20, 20.125]
    np.testing.assert_allclose(line(figure, "Before"), before[160:241], rtol=1e-5)
    np.testing.assert_allclose(line(figure, "After"), after[160:241], rtol=1e-5)
    low, high = figure["encoding"]["y"]["scale"]["domain"]
    assert low == -high
    assert high >= np.abs(before).max()


def test_the_whole_sound_is_the_band_between_its_extremes():
    before = np.sin(np.arange(8000.0))
    figure = sound_figure(before, before / 2, 8000, None)
    assert len(line(figure, "Before")) == 600
    parts = np.array_split(before, 600)
    np.testing.assert_allclose(line(figure, "Before"), [p.max() for p in parts], atol=1e-4)
    np.testing.assert_allclose(line(figure, "Before", "least"), [p.min() for p in parts], atol=1e-4)


def test_the_spectrum_shows_sixty_decibels_in_kilohertz():
    frequency = np.array([25.0, 75.0])
    figure = spectrum_figure(frequency, np.array([-20.0, -50]), np.array([-21.0, -90]))
    assert line(figure, "Before", "x") == [0.025, 0.075]
    assert line(figure, "After") == [-21, -80]
    assert figure["encoding"]["y"]["scale"]["domain"] == [-80, -17]
