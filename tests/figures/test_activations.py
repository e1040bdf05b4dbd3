"""The figure of an activation: its histogram."""

import numpy as np
import pytest

from vizcore.figures.activations import histogram_figure


def test_the_bars_count_every_cell_and_the_zeros_stand_in_the_middle():
    numbers = np.array([-9.0, -1, 0, 0, 0, 0.5, 2])
    bars = histogram_figure(numbers, 1.0, "#2f6db5", "Before").data[0]
    assert sum(bars.y) == 7
    assert bars.y[30] == 3
    assert bars.x[30] == pytest.approx(0)
    assert (bars.y[0], bars.y[-1]) == (2, 1)
