"""Long questions: one at a time, each told how many are before it, and no more than can wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from vizcore.errors import ConvScopeError
from vizcore.serve.turns import Turns


def test_one_question_at_a_time_and_whoever_waits_knows_how_many_are_before():
    turns, go, at_work = Turns(), threading.Event(), []

    def question() -> int:
        at_work.append(1)
        go.wait(10)
        return len(at_work)

    with ThreadPoolExecutor(3) as pool:
        answers = [pool.submit(turns.ask, question) for _ in range(3)]
        while turns._here < 3:
            threading.Event().wait(0.001)
        assert len(at_work) == 1
        assert turns.words("Looking") == "Looking, once 3 questions before yours are answered"
        go.set()
        assert sorted(answer.result() for answer in answers) == [1, 2, 3]
    assert turns.words("Looking") == "Looking"


def test_who_cannot_be_answered_soon_is_told_so_and_nobody_else_is_lost():
    turns = Turns(most=1)
    words = "^1 question wait already|^1 question waits already"
    with pytest.raises(ConvScopeError, match=words):
        turns.ask(lambda: turns.ask(int))
    assert turns.ask(lambda: 7) == 7


def test_a_question_that_fails_gives_the_turn_to_the_next():
    turns = Turns()
    with pytest.raises(ZeroDivisionError):
        turns.ask(lambda: 1 / 0)
    assert turns.ask(lambda: 7) == 7
