"""Which steps are frames, and what is said of them beforehand."""

import numpy as np
import pytest

from vizcore.figures.player.timing import MOST_FRAMES, Timing


@pytest.mark.parametrize("total", [1, 2, 149, 150, 151, 299, 899, 900, 901, 4096])
def test_frames_are_few_and_even_and_end_with_the_last_step(total: int) -> None:
    timing = Timing(total)
    assert len(timing.steps) <= MOST_FRAMES
    assert timing.steps[-1] == total - 1
    apart = np.diff([-1, *timing.steps])
    assert set(apart[:-1]) <= {timing.every}
    assert 1 <= apart[-1] <= timing.every
    assert sum(timing.milliseconds) <= 25_000
    assert len(timing.milliseconds) == len(timing.steps)


def test_few_steps_are_all_shown() -> None:
    assert Timing(150).steps == list(range(150))
    assert Timing(150).words == "every step: 150 frames, 25 s"


def test_the_words_say_plainly_that_steps_are_left_out() -> None:
    assert Timing(151).words == "every 2nd of 151 steps and the last: 76 frames, 25 s"
    assert Timing(1).words == "every step: 1 frame, 2 s"
