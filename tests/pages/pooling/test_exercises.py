import re

import numpy as np
import pytest

from pages.pooling import exercises as pooling
from pages.ui.exercises import Exercise


def plain(text: str) -> str:
    return text.replace("−", "-")


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", plain(text))]


def table(question: str) -> list[list[int]]:
    block = plain(question).split("```text\n")[1].split("\n```")[0]
    return [[int(word) for word in line.split()] for line in block.splitlines()]


def rows_witness(question: str) -> float:
    size, _, window, _, stride = (int(n) for n in numbers(question))
    return len(range(0, size - window + 1, stride))


def value_witness(question: str) -> float:
    row, column = (int(n) for n in re.search(r"row (\d+), column (\d+)", question).groups())
    x = table(question)
    window = [x[i][j] for i in (2 * row, 2 * row + 1) for j in (2 * column, 2 * column + 1)]
    return max(window) if question.startswith("Max") else sum(window) / 4


def uses_witness(question: str) -> float:
    size, _, window, stride, cell = (int(n) for n in numbers(question))
    return sum(start <= cell < start + window for start in range(0, size - window + 1, stride))


def divisor_witness(question: str) -> float:
    size, _, window, _, stride, _, _, _, row, column = (int(n) for n in numbers(question))
    padded = np.full((size + 2, size + 2), 0 if "does not count" in question else 1)
    padded[1:-1, 1:-1] = 1
    assert stride == 1
    return int(padded[row : row + window, column : column + window].sum())


def map_witness(question: str) -> float:
    cells = [n for row in table(question) for n in row]
    return sum(cells) / len(cells)


def left_witness(question: str) -> float:
    maps, side, _, window, _, stride = (int(n) for n in numbers(question))
    assert window == stride
    return maps * (side // window) ** 2


WITNESSES = {
    pooling.lecture_half: rows_witness,
    pooling.one_value: value_witness,
    pooling.pooled_size: rows_witness,
    pooling.windows_of_cell: uses_witness,
    pooling.divisor_at_border: divisor_witness,
    pooling.whole_map: map_witness,
    pooling.numbers_left: left_witness,
}


def drawn(maker, seed: int) -> Exercise:
    return maker(np.random.default_rng(seed))


def test_every_kind_of_the_page_has_a_witness() -> None:
    assert set(pooling.MAKERS) == set(WITNESSES)


@pytest.mark.parametrize("maker", pooling.MAKERS)
def test_what_the_question_says_is_enough_for_the_answer(maker) -> None:
    for seed in range(200):
        exercise = drawn(maker, seed)
        assert exercise.answer == WITNESSES[maker](exercise.question), exercise.question


@pytest.mark.parametrize("maker", pooling.MAKERS)
def test_the_working_arrives_at_the_answer(maker) -> None:
    for seed in range(200):
        exercise = drawn(maker, seed)
        assert re.search(rf"(=|:|is) {exercise.answer:g}\.$", plain(exercise.worked)), exercise
        assert drawn(maker, seed) == exercise


def test_borders_are_asked_with_and_without_counting() -> None:
    drawings = [drawn(pooling.divisor_at_border, seed) for seed in range(40)]
    asked = {("does not count" in exercise.question, exercise.answer) for exercise in drawings}
    assert {(True, 4), (True, 9), (False, 9)} <= asked


@pytest.mark.lecture("L18", page="pooling")
def test_the_lectures_224_rows_become_112() -> None:
    exercise = drawn(pooling.lecture_half, 0)
    assert "224×224" in exercise.question
    assert exercise.answer == 112
