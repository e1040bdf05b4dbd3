"""How long a step takes here, and the largest batch that fits."""

import dataclasses
import time
from collections.abc import Callable

import torch

from vizcore.text import many
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.loop import Course
from vizcore.training.run.recipe import Recipe

Clock = Callable[[], float]

#: A course of a recipe, compiled or not.
Make = Callable[[Recipe, bool], Course]

_WORTH_IT = 0.95  # compiled programs must save a twentieth, as they take their time to come about


class _Enough(Exception):  # noqa: N818  # not an error
    """Ends an epoch of which only a few steps are needed."""


@dataclasses.dataclass(frozen=True)
class Pace:
    """What a stage of the training will run like.

    Attributes
    ----------
    recipe : Recipe
        With a batch that fits into memory.
    compiled : bool
    seconds : float
        A step.
    """

    recipe: Recipe
    compiled: bool
    seconds: float


def pace(
    make: Make,
    recipe: Recipe,
    *,
    compilable: bool,
    say: Callable[[str], None] = print,
    clock: Clock = time.perf_counter,
) -> Pace:
    """Measure the steps of `recipe`; halve its batch until it fits, compile it where that pays.

    Parameters
    ----------
    make : callable
        A throwaway course of a recipe: `make(recipe, compiled)`.
    recipe : Recipe
    compilable : bool
        Whether to try `torch.compile`; where it fails, the network runs as it is.
    say : callable
        Gets a sentence where something is not as asked.
    clock : callable
        Seconds.

    Raises
    ------
    TrainingError
        If not even two images fit.
    """
    while (plain := _seconds_or_none(make, recipe, clock)) is None:
        recipe = _halved(recipe)
        say(f"A batch did not fit into memory: now {many(recipe.batch_size, 'image')} a step.")
    if compilable:
        try:
            fast = seconds_a_step(make(recipe, True), clock)
        except Exception as error:  # noqa: BLE001  # compilers fail in any way at all
            say(f"The network runs as it is: it did not compile ({type(error).__name__}).")
        else:
            if fast < _WORTH_IT * plain:
                return Pace(recipe, True, fast)
    return Pace(recipe, False, plain)


def seconds_a_step(course: Course, clock: Clock = time.perf_counter) -> float:
    """Seconds of a step of `course`, after a few to warm up; what the course learns is of no use.

    An accelerator is waited for before the clock is read.
    """
    device = course.run.model.mean.device
    warm, timed = (10, 20) if device.type == "cuda" else (1, 2)
    marks: list[float] = []
    taken = 0

    def on_step(_: int) -> None:
        nonlocal taken
        taken += 1
        if taken in (warm, warm + timed):
            synchronise(device)
            marks.append(clock())
        if len(marks) == 2:
            raise _Enough

    while len(marks) < 2:
        try:
            course.epoch(on_step)
        except _Enough:
            break
    return (marks[1] - marks[0]) / timed


def synchronise(device: torch.device) -> None:
    """Wait until an accelerator has done what it was told."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def _seconds_or_none(make: Make, recipe: Recipe, clock: Clock) -> float | None:
    """None where the batch does not fit; what it took is free again on return."""
    try:
        return seconds_a_step(make(recipe, False), clock)
    except torch.OutOfMemoryError:
        return None


def _halved(recipe: Recipe) -> Recipe:
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if recipe.batch_size < 4:
        raise TrainingError("there is no memory for a batch of two images")
    return dataclasses.replace(recipe, batch_size=recipe.batch_size // 2)
