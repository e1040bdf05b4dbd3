import numpy as np
import pytest

from vizcore.figures.frequency import frequency_figure
from vizcore.figures.palette import DARK, LIGHT, Palette
from vizcore.images import KERNELS
from vizcore.images.frequency import frequency_response


def test_the_figure_holds_every_gain_row_by_row() -> None:
    response = frequency_response(KERNELS["sharpen"].weights)
    figure = frequency_figure(response)
    gains = [row["gain"] for row in figure["data"]["values"]]
    np.testing.assert_allclose(gains, response.gain.ravel(), atol=5e-5)
    assert figure["encoding"]["color"]["scale"]["domain"] == [0, 9]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_hue_is_the_kernels_and_begins_with_no_colour(palette: Palette) -> None:
    figure = frequency_figure(frequency_response(np.ones((1, 3))), palette)
    assert figure["encoding"]["color"]["scale"]["range"] == [palette.neutral, palette.kernel]


def test_down_the_columns_points_down() -> None:
    figure = frequency_figure(frequency_response(np.ones((1, 3))))
    assert figure["encoding"]["y"]["scale"]["reverse"]
    assert not figure["encoding"]["x"]["scale"]["reverse"]
