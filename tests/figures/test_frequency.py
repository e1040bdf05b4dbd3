import numpy as np

from vizcore.figures.frequency import frequency_figure
from vizcore.figures.palette import DARK, LIGHT
from vizcore.images import KERNELS
from vizcore.images.frequency import frequency_response


def test_the_figure_shows_the_gain_in_one_hue_from_nothing() -> None:
    response = frequency_response(KERNELS["sharpen"].weights)
    (heat,) = frequency_figure(response).data
    np.testing.assert_array_equal(heat.z, response.gain)
    np.testing.assert_array_equal(heat.x, response.frequencies)
    assert (heat.zmin, heat.zmax) == (0, 9)
    (_, clear), (_, full) = heat.colorscale
    assert clear == "rgba(201, 138, 6, 0.0)"
    assert full == LIGHT.kernel


def test_in_the_dark_the_hue_is_that_of_the_dark_theme() -> None:
    (heat,) = frequency_figure(frequency_response(np.ones((1, 3))), DARK).data
    assert heat.colorscale[1][1] == DARK.kernel


def test_down_the_columns_points_down() -> None:
    figure = frequency_figure(frequency_response(np.ones((1, 3))))
    assert figure.layout.yaxis.autorange == "reversed"
