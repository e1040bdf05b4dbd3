import re
from itertools import product

import numpy as np
import pytest

from pages.pixels import exercises as pixels
from pages.ui.exercises import Exercise

CHANNELS = {"red": 0, "green": 1, "blue": 2}


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def pixel_witness(exercise: Exercise) -> float:
    table, asked = exercise.question.split("```text\n")[1].split("\n```")
    rows = [[int(word) for word in line.split()] for line in table.splitlines()]
    row, column = re.search(r"row (\d+), column (\d+)", asked).groups()
    return rows[int(row)][int(column)]


def count_witness(exercise: Exercise) -> float:
    rows, columns = (int(n) for n in numbers(exercise.question))
    per_pixel = 3 if "colour picture" in exercise.question else 1
    return sum(per_pixel * columns for _ in range(rows))


def place_witness(exercise: Exercise) -> float:
    """Count the numbers one by one until the one that is asked for."""
    first, *_ = re.findall(r"\((\d+), (\d+), (\d+)\)", exercise.question)
    shape = tuple(int(n) for n in first)
    row, column = (
        int(n) for n in re.search(r"row (\d+), column (\d+)\?", exercise.question).groups()
    )
    channel = CHANNELS[re.search(r"before the (\w+)", exercise.question)[1]]
    last = "channels last" in exercise.question
    wanted = (row, column, channel) if last else (channel, row, column)
    return list(product(*map(range, shape))).index(wanted)


def bytes_witness(exercise: Exercise) -> float:
    shape, dtype = re.search(r"shape \(([\d, ]+)\) holds (\w+)", exercise.question).groups()
    cells = np.prod([int(n) for n in shape.split(",")])
    return float(cells * {"uint8": 8, "float32": 32}[dtype] // 8)


def standard_witness(exercise: Exercise) -> float:
    value, top, *_ = numbers(exercise.question)
    mean = float(re.search(r"mean ([\d.]+),", exercise.question)[1])
    std = float(re.search(r"deviation ([\d.]+)\.", exercise.question)[1])
    return (value / top - mean) / std


def colours_witness(exercise: Exercise) -> float:
    bits = int(numbers(exercise.question)[0])
    return 1 << (3 * bits)


WITNESSES = {
    pixels.lecture_pixels: count_witness,
    pixels.lecture_colours: colours_witness,
    pixels.read_pixel: pixel_witness,
    pixels.count_pixels: count_witness,
    pixels.place_in_memory: place_witness,
    pixels.bytes_of_batch: bytes_witness,
    pixels.standardised: standard_witness,
    pixels.colours_of_bits: colours_witness,
}


def test_every_kind_of_exercise_has_a_witness() -> None:
    assert set(WITNESSES) == set(pixels.MAKERS)


@pytest.mark.parametrize("maker", pixels.MAKERS)
def test_the_numbers_of_the_question_are_enough_for_the_answer(maker) -> None:
    for seed in range(200):
        exercise = maker(np.random.default_rng(seed))
        assert exercise.accepts(WITNESSES[maker](exercise)), exercise


@pytest.mark.parametrize("maker", pixels.MAKERS)
def test_the_working_ends_at_the_answer(maker) -> None:
    for seed in range(200):
        exercise = maker(np.random.default_rng(seed))
        shown = f"{exercise.answer:.2f}" if exercise.tolerance else f"{exercise.answer:.0f}"
        assert f" {shown}." in exercise.worked, exercise
        if exercise.tolerance:
            assert exercise.accepts(float(shown))


@pytest.mark.lecture("L2", page="pixels")
def test_the_lectures_picture_has_750000_pixels() -> None:
    assert pixels.lecture_pixels(np.random.default_rng(0)).answer == 750_000


@pytest.mark.lecture("L3", page="pixels")
def test_three_bytes_make_16777216_colours() -> None:
    exercise = pixels.lecture_colours(np.random.default_rng(0))
    assert exercise.answer == 16_777_216
    assert "256 · 256 · 256 = 16777216" in exercise.worked
