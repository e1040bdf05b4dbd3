"""Exercises on sizes, answered again from their own words."""

import re

import numpy as np
import pytest

from pages.conventions import exercises as sizes
from pages.ui.exercises import Exercise


def numbers(question: str) -> dict[str, int]:
    """Every number of a question by what it stands for; padding and dilation have their zeros."""
    patterns = {
        "n": r"(\d+) cells",
        "k": r"window of (\d+)",
        "s": r"stride (\d+)",
        "p": r"padding (\d+) on each side",
        "d": r"dilation (\d+)",
    }
    found = {name: re.search(pattern, question) for name, pattern in patterns.items()}
    default = {"p": 0, "d": 1}
    return {name: int(match[1]) if match else default[name] for name, match in found.items()}


def starts(n: int, k: int, s: int, p: int, d: int) -> list[int]:
    return [at for at in range(-p, n + p, s) if at + d * (k - 1) < n + p]


def size_witness(question: str) -> int:
    return len(starts(**numbers(question)))


def same_size_witness(question: str) -> int:
    given = numbers(question)
    return len(range(0, given["n"], given["s"]))


def zeros_witness(question: str) -> int:
    """Zeros added one by one, the first one at the end, until the last window is whole."""
    given = numbers(question)
    n, k, s = given["n"], given["k"], given["s"]
    before = after = 0
    while len(range(0, before + n + after - k + 1, s)) < len(range(0, n, s)):
        if after > before:
            before += 1
        else:
            after += 1
    return after


def left_witness(question: str) -> int:
    given = numbers(question)
    assert "no padding" in question
    reached = starts(**given)[-1] + given["k"]
    return len(range(reached, given["n"]))


WITNESSES = {
    sizes.lecture_size: size_witness,
    sizes.valid_size: size_witness,
    sizes.padded_size: size_witness,
    sizes.same_size: same_size_witness,
    sizes.zeros_after: zeros_witness,
    sizes.cells_left: left_witness,
}


def drawn(maker, seed: int) -> Exercise:
    return maker(np.random.default_rng(seed))


def test_every_kind_has_a_witness() -> None:
    assert set(sizes.MAKERS) == set(WITNESSES)


@pytest.mark.parametrize("maker", sizes.MAKERS)
def test_what_the_question_says_is_enough_for_the_answer(maker) -> None:
    answers = set()
    for seed in range(200):
        exercise = drawn(maker, seed)
        assert exercise.answer == WITNESSES[maker](exercise.question), exercise.question
        assert exercise.question.endswith("?")
        answers.add(exercise.answer)
    assert len(answers) > 2


@pytest.mark.parametrize("maker", sizes.MAKERS)
def test_the_working_holds_the_numbers_and_arrives_at_the_answer(maker) -> None:
    for seed in range(200):
        exercise = drawn(maker, seed)
        assert re.search(rf"(= |other ){exercise.answer:g}( after)?\$?\.$", exercise.worked)
        given = numbers(exercise.question)
        assert str(given["n"]) in exercise.worked
        assert str(given["s"]) in exercise.worked
        assert drawn(maker, seed) == exercise


@pytest.mark.lecture("L12", page="conventions")
def test_the_lectures_own_sizes_are_asked() -> None:
    asked = {drawn(sizes.lecture_size, seed) for seed in range(200)}
    assert len(asked) == len(sizes.LECTURE_CASES)
    answers = {tuple(numbers(each.question).values())[:4]: each.answer for each in asked}
    assert answers[4, 3, 1, 0] == 2
    assert answers[5, 3, 2, 1] == 3
    assert answers[14, 2, 3, 0] == 5
    assert answers[224, 2, 2, 0] == 112
