"""Measured steps, batches that do not fit, programs that do not compile."""

import dataclasses
import itertools
from collections.abc import Callable

import pytest
import torch

from vizcore.training import Recipe, Run, Split, TrainingError
from vizcore.training.patient import speed
from vizcore.training.patient.speed import pace, seconds_a_step
from vizcore.training.run.loop import Course


def making(data: Split) -> Callable[[Recipe, bool], Course]:
    return lambda recipe, _: Course(Run.start(recipe), data)


def test_a_step_is_timed_after_one_to_warm_up_over_as_many_epochs_as_it_takes(tiny: Split) -> None:
    """One step an epoch; the clock is read after the first and the third."""
    course = Course(Run.start(Recipe(batch_size=40)), tiny)
    ticks = itertools.count(0, 6)
    assert seconds_a_step(course, lambda: next(ticks)) == 3.0
    assert next(ticks) == 12


def test_a_batch_is_halved_until_it_fits(tiny: Split, recipe: Recipe) -> None:
    tried, said = [], []

    def make(recipe: Recipe, _: bool) -> Course:
        tried.append(recipe.batch_size)
        if recipe.batch_size > 10:
            raise torch.OutOfMemoryError
        return making(tiny)(recipe, False)

    large = dataclasses.replace(recipe, batch_size=40)
    found = pace(make, large, compilable=False, say=said.append)
    assert tried == [40, 20, 10]
    assert found.recipe == dataclasses.replace(recipe, batch_size=10)
    assert said[-1] == "A batch did not fit into memory: now 10 images a step."


def test_no_memory_at_all_is_one_sentence(recipe: Recipe) -> None:
    def make(_: Recipe, __: bool) -> Course:
        raise torch.OutOfMemoryError

    with pytest.raises(TrainingError, match="no memory for a batch of two images"):
        pace(make, recipe, compilable=False, say=lambda _: None)


@pytest.mark.parametrize(("compiled", "pays"), [(0.5, True), (0.99, False)])
def test_a_compiled_program_is_taken_where_it_is_faster(
    compiled: float, pays: bool, tiny: Split, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([1.0, compiled])
    monkeypatch.setattr(speed, "seconds_a_step", lambda *_: next(seconds))
    found = pace(making(tiny), recipe, compilable=True)
    assert (found.compiled, found.seconds) == (pays, compiled if pays else 1.0)


def test_what_does_not_compile_runs_as_it_is(tiny: Split, recipe: Recipe) -> None:
    said = []

    def make(recipe: Recipe, compiled: bool) -> Course:
        if compiled:
            raise RuntimeError("no compiler")
        return making(tiny)(recipe, False)

    assert not pace(make, recipe, compilable=True, say=said.append).compiled
    assert said == ["The network runs as it is: it did not compile (RuntimeError)."]
