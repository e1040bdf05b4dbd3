import numpy as np
import pytest

from pages.ui.exercises import Exercise, draw


def add(rng: np.random.Generator) -> Exercise:
    a, b = (int(n) for n in rng.integers(0, 1000, 2))
    return Exercise(f"{a} + {b}?", a + b, f"{a} + {b} = {a + b}")


def subtract(rng: np.random.Generator) -> Exercise:
    a, b = (int(n) for n in rng.integers(0, 1000, 2))
    return Exercise(f"{a} - {b}?", a - b, f"{a} - {b} = {a - b}")


def test_the_kinds_take_turns_and_a_number_is_always_the_same_exercise() -> None:
    drawn = [draw([add, subtract], number) for number in range(1, 9)]
    assert ["+" in exercise.question for exercise in drawn] == [True, False] * 4
    assert len({exercise.question for exercise in drawn}) == 8
    assert drawn == [draw([add, subtract], number) for number in range(1, 9)]


@pytest.mark.parametrize(
    ("given", "right"), [(4, True), (4.0, True), (4.01, False), (-4, False), (5, False)]
)
def test_a_whole_answer_is_right_or_wrong(given: float, right: bool) -> None:
    assert Exercise("2 + 2?", 4, "4").accepts(given) is right


def test_a_rounded_answer_may_be_half_a_digit_off() -> None:
    third = Exercise("1/3 to two places?", 1 / 3, "", tolerance=0.005)
    assert third.accepts(0.33)
    assert third.accepts(0.3335)
    assert not third.accepts(0.34)
