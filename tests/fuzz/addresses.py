"""Links that no page of ours writes: the page opens, and what cannot be is its default."""

import functools
import random

from pages.ui.sections import LESSONS
from tests.fuzz.hostile import word
from tests.pages.helpers import fresh, opened_at

_MOST = 2000  # characters of a value; servers and browsers take little more


@functools.cache
def parameters(lesson: str) -> tuple[str, ...]:
    """What a lesson has in its address."""
    app = opened_at(fresh(lesson), lesson)
    place = app.session_state["places"]
    names = {name for part in place.parts.values() for name in part} | set(place.own)
    return tuple(sorted(names | {"picture", "lecture"}))


def probe(rng: random.Random) -> None:
    """Open one lesson with several wrong values at once."""
    lesson = rng.choice(tuple(LESSONS))
    names = parameters(lesson)
    taken = rng.sample(names, rng.randrange(1, len(names) + 1))
    address = {name: _sent(word(rng))[:_MOST] for name in taken}
    app = opened_at(fresh(lesson), lesson, **address)
    assert app.title[0].value
    assert all("Traceback" not in error.value for error in app.error)


def _sent(text: str) -> str:
    """As it comes out of a query, which is UTF-8."""
    return text.encode("utf-8", "replace").decode()
