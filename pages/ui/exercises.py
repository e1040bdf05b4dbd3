"""Predict first: a question about the page, marked at once; the score stays in the session."""

import html
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.ui import place
from pages.ui.settings import count_on, counter
from vizcore.errors import NumberError
from vizcore.matrix_text import parse_number
from vizcore.text import literal, sentence

_BLOCK = re.compile(r"^```\w*\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_MOST = 9999
_SCORE = "exercise_score"


@dataclass(frozen=True)
class Exercise:
    """A question whose answer is one number.

    Attributes
    ----------
    question : str
        Markdown. It says everything that is needed and ends with what is asked.
    answer : int or float
        The right number; for a count or a size a whole one.
    worked : str
        Markdown: the way to the answer, with the numbers of the question filled in.
    tolerance : float
        How far from the answer still counts as right: 0 for whole numbers.

    Examples
    --------
    >>> exercise = Exercise("What is 1/3, to two places?", 1 / 3, "1 divided by 3.", 0.005)
    >>> exercise.accepts(0.33), exercise.accepts(0.3)
    (True, False)
    """

    question: str
    answer: int | float
    worked: str
    tolerance: int | float = 0.0

    def accepts(self, given: int | float) -> bool:
        """Whether `given` is right; half the last digit of a rounded answer does no harm."""
        return math.isclose(given, self.answer, rel_tol=1e-9, abs_tol=self.tolerance + 1e-9)


#: Makes an exercise of one kind from random numbers; the same numbers give the same exercise.
Maker = Callable[[np.random.Generator], Exercise]


def draw(makers: Sequence[Maker], number: int) -> Exercise:
    """Exercise 1, 2, ...: each kind in turn, with numbers that depend on `number` alone.

    >>> def double(rng):
    ...     n = int(rng.integers(1, 100))
    ...     return Exercise(f"Twice {n}?", 2 * n, f"2 * {n} = {2 * n}")
    >>> draw([double], 7) == draw([double], 7)
    True
    """
    return makers[(number - 1) % len(makers)](np.random.default_rng(number))


def predict_first(page: str, makers: Sequence[Maker]) -> None:
    """Show one exercise at a time; its number stands in the address as `exercise`.

    Parameters
    ----------
    page : str
        What the page's keys begin with.
    makers : sequence of Maker
        The page's kinds of exercise; they take turns.
    """
    with st.container(border=True, key=f"{page}_predict"):
        _exercise(page, tuple(makers))


@place.fragment
def _exercise(page: str, makers: tuple[Maker, ...]) -> None:
    number = counter(f"{page}_exercise", _MOST)
    exercise = draw(makers, number)
    st.header("Predict first", anchor=False)
    _write(exercise.question)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        typed = st.text_input("Your answer", key=f"{page}_answer_{number}", width=200)
        st.button(
            "Another one",
            key=f"{page}_another",
            on_click=count_on,
            args=(f"{page}_exercise", number % _MOST + 1),
        )
        given, problem = _read(typed)
        right = given is not None and exercise.accepts(given)
        if given is not None:  # only the first answer to an exercise counts
            st.session_state.setdefault(_SCORE, {}).setdefault(f"{page}_{number}", right)
        _score_line()
    if problem:
        st.warning(problem, icon=":material/edit:")
    if given is not None:
        _mark(exercise, right)


def _write(text: str) -> None:
    """Show Markdown.

    What stands between fences is shown as it is: in Markdown it would bring Streamlit's syntax
    highlighter, a third of a second of work for the browser before anything of the page is drawn.
    """
    for number, part in enumerate(_BLOCK.split(text)):
        if number % 2:
            st.html(f"<pre>{html.escape(part)}</pre>")
        elif part.strip():
            st.markdown(part)


def _read(typed: str) -> tuple[float | None, str]:
    """The number that was typed; or why it is none, which does not count as a try."""
    try:
        return (parse_number(typed), "") if typed.strip() else (None, "")
    except NumberError as error:
        return None, literal(f"{sentence(error)} This was no try.")


def _mark(exercise: Exercise, right: bool) -> None:
    """Say whether the answer is right, and show the working."""
    if right:
        st.success("Right.", icon=":material/check:")
    else:
        st.warning("Not yet. Look at the working, or try again.", icon=":material/close:")
    with st.expander("The working", expanded=right):
        _write(exercise.worked)


def _score_line() -> None:
    marks = st.session_state.get(_SCORE, {})
    if marks:
        st.caption(f"Right at the first try: {sum(marks.values())} of {len(marks)}")
