"""The line of arithmetic says what the player on the screen says."""

import numpy as np
import pytest

from vizcore.figures.player.words import arithmetic, set_in_lines
from vizcore.steps import ConvSettings, PoolSettings

ROW = np.array([[-2.0, 3.0]])
WEIGHTS = np.array([[1.0, -1.0]])
SQUARE = np.array([[1.0, 2.0], [3.0, 6.0]])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (ConvSettings(ROW, WEIGHTS, 0.5), "y[0] = (−2)·1 + 3·(−1) + 0.5 (bias) = −4.5"),
        (
            ConvSettings(ROW, WEIGHTS, activation="relu"),
            "y[0] = (−2)·1 + 3·(−1) = −5 → ReLU: 0",
        ),
        (PoolSettings(SQUARE, 2), "y[0, 0] = max(1, 2, 3, 6) = 6"),
        (PoolSettings(SQUARE, 2, "average", padding=1), "y[0, 0] = (1) / 1 = 1"),
        (
            PoolSettings(SQUARE, 2, "average", padding=1, count_include_pad=True),
            "y[0, 0] = (1) / 4 = 0.25",
        ),
        (
            ConvSettings(np.ones((1, 8, 8)), np.ones((1, 8, 8))),
            "y[0, 0] = 1·1 + 1·1 + 1·1 + 1·1 + 1·1 + 1·1 + 1·1 + 1·1 + … (64 products) = 64",
        ),
    ],
    ids=["bias", "relu", "max", "mean", "mean with padding", "many"],
)
def test_the_words_are_the_arithmetic(settings: ConvSettings | PoolSettings, words: str) -> None:
    assert " ".join(arithmetic(settings, 0)) == words


def test_lines_are_no_longer_than_they_may_be_and_keep_every_word() -> None:
    parts = arithmetic(ConvSettings(np.ones((1, 5, 5)), np.ones((1, 5, 5))), 0)
    words = set_in_lines(parts, 30)
    assert max(word.column + len(word.text) for word in words) <= 30
    assert words[-1].line == 5
    assert " ".join(word.text for word in words) == " ".join(parts)
    assert [word.text for word in words if word.strong] == ["y[0, 0]", "25"]
