"""Predict first: marked at once, counted once, and the number of the exercise in the address."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.exercises import Exercise, draw
from tests.pages.sent import address


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


def page() -> None:
    from pages.ui import place
    from pages.ui.exercises import Exercise, predict_first

    def double(rng):
        n = int(rng.integers(1, 100))
        return Exercise(f"Twice {n}?", 2 * n, f"2 * {n} = {2 * n}")

    with place.page("demo", "/demo"):
        predict_first("demo", [double])


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


def question(app: AppTest) -> int:
    """The number that is to be doubled."""
    (text,) = [m.value for m in app.markdown if m.value.startswith("Twice")]
    return int(text.removeprefix("Twice ").removesuffix("?"))


def answer(app: AppTest, value: object) -> AppTest:
    app.text_input[0].set_value(str(value)).run()
    assert not app.exception
    return app


def test_nothing_is_told_before_an_answer(app):
    assert not app.success
    assert not app.warning
    assert not any("2 *" in m.value for m in app.markdown)


def test_a_right_answer_is_marked_and_the_working_shown(app):
    n = question(app)
    answer(app, 2 * n)
    assert app.success[0].value == "Right."
    assert f"2 * {n} = {2 * n}" in [m.value for m in app.markdown]
    assert app.caption[0].value == "Right at the first try: 1 of 1"


def test_only_the_first_answer_counts(app):
    n = question(app)
    answer(app, 2 * n + 1)
    assert app.warning[0].value.startswith("Not yet")
    answer(app, 2 * n)
    assert app.success
    assert app.caption[0].value == "Right at the first try: 0 of 1"


def test_another_one_is_another_question_and_in_the_address(app):
    first = question(app)
    app.button[0].click().run()
    assert address(app)["exercise"] == "2"
    assert question(app) != first
    assert not app.success


def test_a_link_opens_its_exercise_and_nonsense_the_first_one():
    seen = {}
    for text in ("5", "nonsense", "-3", "99999999"):
        app = AppTest.from_function(page)
        app.query_params["exercise"] = text
        seen[text] = question(app.run())
    assert seen["nonsense"] == seen["-3"] == seen["99999999"] != seen["5"]


@pytest.mark.parametrize("typed", ["{}", " {} ", "{},0", "{}.0", "{}e0", "{}/1"])
def test_a_number_is_read_however_it_is_written(app, typed):
    answer(app, typed.format(2 * question(app)))
    assert app.success[0].value == "Right."


@pytest.mark.parametrize("typed", ["1,180", "about ten", "1 2 x", "--3", "9/0"])
def test_what_is_no_number_is_no_try(app, typed):
    answer(app, typed)
    assert "This was no try." in app.warning[0].value
    assert not app.success
    answer(app, 2 * question(app))
    assert app.caption[0].value == "Right at the first try: 1 of 1"
