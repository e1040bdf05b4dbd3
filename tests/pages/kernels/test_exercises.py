import re

import numpy as np
import pytest

from pages.kernels import exercises as kernels
from pages.ui.exercises import Exercise


def plain(text: str) -> str:
    return text.replace("−", "-")


def whole_numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", plain(text))]


def table(question: str) -> np.ndarray:
    block = plain(question).split("```text\n")[1].split("\n```")[0]
    rows = [line for line in block.splitlines() if re.search(r"\d", line)]
    return np.array([[int(word) for word in line.split()] for line in rows])


def lines_witness(question: str) -> int:
    side, _, channels, low, high = whole_numbers(question)
    assert low == 0
    return sum(high for _ in range(side) for _ in range(channels))


def pixel_witness(question: str) -> int:
    both = table(question)
    return sum(int(w) * int(x) for w, x in zip(both[:, :3].flat, both[:, 3:].flat, strict=True))


def flat_witness(question: str) -> int:
    grey = int(re.search(r"the value (\d+)", question)[1])
    return sum(grey * int(w) for w in table(question).flat)


def turned_witness(question: str) -> int:
    *pixels, a, b, c = whole_numbers(question)
    return int(np.convolve(pixels, [a, b, c], "valid").item())


def chain_witness(question: str) -> int:
    reached = 1  # pixels that one result of the last kernel can see
    for side in re.findall(r"(\d+)×\1", question):
        reached += int(side) - 1
    return reached


def saved_witness(question: str) -> int:
    layers, small, _, large, _, _, _, into, out = whole_numbers(question)
    assert large == layers * (small - 1) + 1
    return large * large * into * out - layers * small * small * into * out


def rows_witness(question: str) -> int:
    rows, side, _, stride = whole_numbers(question)
    if "VALID" in question:
        return len(range(0, rows - side + 1, stride))
    return len(range(0, rows, stride))


WITNESSES = {
    kernels.lecture_lines: lines_witness,
    kernels.new_pixel: pixel_witness,
    kernels.flat_area: flat_witness,
    kernels.turned_round: turned_witness,
    kernels.size_of_chain: chain_witness,
    kernels.weights_saved: saved_witness,
    kernels.result_size: rows_witness,
}


def drawn(maker, seed: int) -> Exercise:
    return maker(np.random.default_rng(seed))


def test_every_kind_of_the_page_has_a_witness() -> None:
    assert set(kernels.MAKERS) == set(WITNESSES)


@pytest.mark.parametrize("maker", kernels.MAKERS)
def test_what_the_question_says_is_enough_for_the_answer(maker) -> None:
    for seed in range(200):
        exercise = drawn(maker, seed)
        assert exercise.answer == WITNESSES[maker](exercise.question), exercise.question


@pytest.mark.parametrize("maker", kernels.MAKERS)
def test_the_working_arrives_at_the_answer(maker) -> None:
    for seed in range(200):
        exercise = drawn(maker, seed)
        arrival = rf"[=:] {int(exercise.answer)}(\.| fewer| windows)"
        assert re.search(arrival, plain(exercise.worked)), exercise
        assert drawn(maker, seed) == exercise


def test_turning_round_makes_a_difference_somewhere() -> None:
    questions = [drawn(kernels.turned_round, seed).question for seed in range(200)]
    for question in questions:
        *_, a, b, c = whole_numbers(question)
        assert len({a, b, c}) == 3


@pytest.mark.lecture("L16", page="kernels")
def test_the_lectures_line_filter_reaches_5355() -> None:
    assert drawn(kernels.lecture_lines, 0).answer == 7 * 3 * 255
