import numpy as np

from vizcore.figures.shifting import shift_figure
from vizcore.steps import PoolSettings
from vizcore.steps.shifting import shifts

STRIP = np.random.default_rng(0).integers(0, 256, (6, 10))
MOVES = shifts(STRIP, PoolSettings(STRIP, 2), 4)


def test_every_stop_of_the_slider_is_in_the_figure_so_that_no_server_is_needed() -> None:
    figure = shift_figure(MOVES)
    assert [frame.name for frame in figure.frames] == ["0", "1", "2", "3", "4"]
    (slider,) = figure.layout.sliders
    assert [step.args[0] for step in slider.steps] == [(name,) for name in "01234"]
    for frame, move in zip(figure.frames, MOVES, strict=True):
        picture, same_pixels, pooled, same_pooled = (trace.z for trace in frame.data)
        np.testing.assert_array_equal(picture, move.picture)
        np.testing.assert_array_equal(same_pixels, move.same_pixels)
        np.testing.assert_array_equal(pooled, move.pooled)
        np.testing.assert_array_equal(same_pooled, move.same_pooled)


def test_it_opens_on_one_pixel_with_its_shares_above() -> None:
    figure = shift_figure(MOVES)
    np.testing.assert_array_equal(figure.data[0].z, MOVES[1].picture)
    assert figure.layout.sliders[0].active == 1
    left, right = (note.text for note in figure.layout.annotations)
    assert f"<b>{100 * MOVES[1].pixels_kept:.0f} %</b>" in left
    assert f"<b>{100 * MOVES[1].pooled_kept:.0f} %</b>" in right


def test_a_single_stop_is_enough() -> None:
    assert len(shift_figure(MOVES[:1]).frames) == 1
