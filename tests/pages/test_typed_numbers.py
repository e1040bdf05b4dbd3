"""Whatever is typed, sent or stands in a link: a sentence at most, the figure stays, one goes on.

Not what is no number for a widget of numbers: Streamlit itself cannot read NaN or an infinity
there, and no browser sends one. A link may hold them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pages.ui.sections import LESSONS
from tests.pages.helpers import fresh, opened_at
from tests.pages.typed import Field, Visit, fields, parameters

_EXACT = 2**53 - 1  # beyond it a browser's whole numbers are no longer whole
_LARGE = 10**5  # no box goes so far
_TAKEN = re.compile(r"goes from (\S+) to (\S+): \S+ is taken, not")
_NUMBERS = ("", "0", "-1", "2", "1e309", "nan", "-inf", "9" * 400, "²", "1_0", "0x10", "1/0", "1,1")
_TABLES = ("1 2; 3", "1 x", "1 1e308", "1 " * 40, "1 2 1; 2 4 2", "[[1, 2]]", "1\t2\n3\t4", "relu")
_MARKED = ("<b>", "$x$", "**", "`", "\0", "\u202e", "true", "None", "own-00000000")

words = st.sampled_from((*_NUMBERS, *_TABLES, *_MARKED)) | st.text(max_size=12)
numbers = (
    st.sampled_from((_LARGE, -_LARGE, 0.5, -1e30, 1e308, float(2**63), -0.0))
    | st.integers(-2, 40)
    | st.integers(-_EXACT, _EXACT)
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number_input": numbers,
    "text_area": words,
    "text_input": words,
    "selectbox": words,
    "button_group": st.lists(words, max_size=2),
}
EXAMPLES = {"number_input": 2, "text_area": 2}  # of others one
every_lesson = pytest.mark.parametrize("lesson", LESSONS)


@every_lesson
def test_whatever_the_fields_are_sent_costs_a_sentence_at_most(lesson: str) -> None:
    for view, its_fields in groupby(fields(lesson), key=lambda each: each.view):
        visit = Visit(lesson, view)
        for kind, together in _messages(its_fields):
            message = st.fixed_dictionaries(dict.fromkeys(together, VALUES[kind]))
            _of_few(EXAMPLES.get(kind, 1), message, partial(_bears, visit))
        visit.start_over()
        assert visit.shown_now() == visit.before


def _messages(its_fields: Iterator[Field]) -> Iterator[tuple[str, list[Field]]]:
    """Fields whose values go in one message: all of a kind; a text by itself, for its sentence."""
    for kind, of_kind in groupby(its_fields, key=lambda each: each.kind):
        if kind.startswith("text"):
            yield from ((kind, [each]) for each in of_kind)
        else:
            yield kind, list(of_kind)


def _bears(visit: Visit, sent: Mapping[Field, Any]) -> None:
    visit.say(sent)
    assert not visit.app.exception, visit.app.exception[0].stack_trace
    assert len(visit.told) <= 1
    assert visit.figures == visit.first_figures
    for each, value in sent.items():
        if each.kind == "number_input":
            _is_taken_or_the_nearest(visit, each, value)


def _is_taken_or_the_nearest(visit: Visit, spot: Field, value: float) -> None:
    box = visit.app.number_input(key=spot.key)
    given = int(value) if float(box.step).is_integer() else value
    told = [each.value for each in visit.app.toast if f"**{box.label}** goes" in each.value]
    if not told:
        assert (box.value == given and abs(given) < _LARGE) or abs(value) > _EXACT
        return
    limits = _TAKEN.search(told[0])
    assert limits
    low, high = map(float, limits.groups())
    assert low <= box.value <= high
    assert abs(value) > _EXACT or box.value == min(max(given, low), high)


@every_lesson
def test_whatever_a_link_says_the_lesson_opens(lesson: str) -> None:
    texts = words | st.lists(words, min_size=2, max_size=2)  # a name may stand there twice

    def opens(address: dict[str, Any]) -> None:
        app = opened_at(fresh(lesson), lesson, **address)
        assert app.title[0].value
        assert len(app.error) <= len(address)
        assert not [error for error in app.error if "Traceback" in error.value]

    names = st.sampled_from(parameters(lesson))
    _of_few(2, st.dictionaries(names, texts, min_size=1, max_size=5), opens)


def _of_few(count: int, values: st.SearchStrategy[Any], holds: Callable[[Any], None]) -> None:
    """Whether it holds of so many of these values."""

    @settings(max_examples=count, phases=(Phase.reuse, Phase.generate, Phase.shrink))
    @given(values)
    def holds_of(value: Any) -> None:
        holds(value)

    holds_of()
