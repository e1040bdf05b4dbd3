"""The training from the data to the model card: a teacher, its pupils, and what is made of them."""

import argparse
import dataclasses
import time
from pathlib import Path

from vizcore.nets.weights import choose_device
from vizcore.text import many
from vizcore.training.patient.finish import finish
from vizcore.training.patient.plan import (
    TEACHER_EPOCHS,
    TEACHER_SHARE,
    Budget,
    Plan,
    epoch_seconds,
    with_epochs,
)
from vizcore.training.patient.recipes import PUPIL, TEACHER, changed
from vizcore.training.patient.speed import Clock, Pace, pace
from vizcore.training.patient.subset import write_subset
from vizcore.training.run.checkpoint import Run
from vizcore.training.run.data import are_jpegs, find_data, hold_out, load_split
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.live_teacher import LiveTeacher
from vizcore.training.run.loop import Course
from vizcore.training.run.recipe import Recipe
from vizcore.training.run.watched import train_watched

_PAUSE = 10.0  # seconds between two checkpoints: an epoch takes less than one on a graphics card
_COMPILING_PAYS = 10.0  # minutes


class PatientTraining:
    """All of it, within a budget; or what is left of it.

    Parameters
    ----------
    options : argparse.Namespace
        What `vizcore.training.patient.command.parser` reads.
    clock : callable
        Seconds.

    Raises
    ------
    TrainingError
        If the number of seeds is even, so that none is in the middle, a setting cannot be, or the
        folder holds another plan.
    """

    def __init__(self, options: argparse.Namespace, clock: Clock = time.perf_counter) -> None:
        if options.seeds < 1 or options.seeds % 2 == 0:
            raise TrainingError(
                f"{options.seeds} seeds have none in the middle; name an odd number"
            )
        self._options, self._out, self._clock = options, options.out, clock
        self._budget = Budget(options.minutes, clock)
        self._device = choose_device(options.device)
        self._source = self._data()
        count = options.holdout if not options.subset else 10 * max(1, options.subset // 100)
        self._seen, self._held = hold_out(load_split(self._source, "train"), count)
        most = max(2, len(self._seen) // 4)
        self._teacher, self._pupil = (
            dataclasses.replace(recipe, holdout=count, batch_size=min(recipe.batch_size, most))
            for recipe in (changed(TEACHER, options.teacher), changed(PUPIL, options.pupil))
        )
        asked = [self._seen.digits, options.seeds, self._teacher.to_dict(), self._pupil.to_dict()]
        self._plan = Plan.open(self._out / "plan.json", asked)

    def run(self) -> None:
        """Train, measure, export."""
        teacher = self._teacher_pace()
        self._train(teacher, self._out / "teacher", None)
        pupil, live = self._pupil_pace()
        folders = [self._out / f"pupil{seed}" for seed in range(self._options.seeds)]
        for seed, folder in enumerate(folders):
            recipe = dataclasses.replace(pupil.recipe, seed=seed)
            self._train(dataclasses.replace(pupil, recipe=recipe), folder, live)
        test = load_split(self._source, "test") if self._options.test else None
        parts = (self._seen, self._held)
        jpeg = are_jpegs(find_data(self._options.data))
        finish(self._out, folders, parts, test, jpeg=jpeg, say=self._say)

    def _data(self) -> Path:
        """The data, or the few images of it that were asked for."""
        source = find_data(self._options.data)
        if not self._options.subset:
            return source
        few = self._out / f"subset-{self._options.subset}.zip"
        if not few.is_file():
            write_subset(source, self._options.subset, few)
        return few

    def _teacher_pace(self) -> Pace:
        if self._plan.teacher is None:
            measured = self._pace(self._teacher, None)
            share = TEACHER_SHARE * self._budget.left()
            planned = with_epochs(measured, len(self._seen), share, most=TEACHER_EPOCHS)
            self._plan.teacher = planned
            self._plan.save(self._out / "plan.json")
        self._tell("The teacher", self._plan.teacher)
        return self._plan.teacher

    def _pupil_pace(self) -> tuple[Pace, LiveTeacher]:
        checkpoint = self._out / "teacher" / "checkpoint.pt"
        if self._plan.pupil is None:
            live = LiveTeacher.of(checkpoint, self._pupil)
            recipe = dataclasses.replace(self._pupil, teacher=live.digits)
            measured = self._pace(recipe, live)
            share = self._budget.left() / self._options.seeds
            self._plan.pupil = with_epochs(measured, len(self._seen), share)
            self._plan.save(self._out / "plan.json")
        self._tell(f"{many(self._options.seeds, 'pupil')}, each", self._plan.pupil)
        compiled = self._plan.pupil.compiled
        return self._plan.pupil, LiveTeacher.of(checkpoint, self._pupil, compiled=compiled)

    def _pace(self, recipe: Recipe, live: LiveTeacher | None) -> Pace:
        def make(recipe: Recipe, compiled: bool) -> Course:
            teacher = live and dataclasses.replace(live, compiled=compiled)
            run = Run.start(recipe, self._device)
            return Course(run, self._seen, teacher, compiled=compiled)

        compilable = self._options.compile
        if compilable is None:
            compilable = self._device.type == "cuda" and self._options.minutes >= _COMPILING_PAYS
        return pace(make, recipe, compilable=compilable, say=self._say, clock=self._clock)

    def _train(self, pace: Pace, folder: Path, live: LiveTeacher | None) -> None:
        run = Run.start(pace.recipe, self._device)
        if (folder / "checkpoint.pt").exists():
            run.restore(folder / "checkpoint.pt")
        train_watched(
            run,
            self._seen,
            folder,
            held_out=self._held,
            soft_targets=live,
            compiled=pace.compiled,
            pause=_PAUSE,
            film=live is not None,
            quiet=self._options.quiet,
        )

    def _tell(self, who: str, pace: Pace) -> None:
        seconds = pace.recipe.epochs * epoch_seconds(pace, len(self._seen))
        how = "compiled" if pace.compiled else "not compiled"
        self._say(
            f"{who}: {many(pace.recipe.epochs, 'epoch')} of {len(self._seen):,} images, "
            f"{pace.recipe.batch_size:,} a step, {how}: about {seconds:,.0f} s on {self._device}."
        )

    def _say(self, text: str) -> None:
        if not self._options.quiet:
            print(text, flush=True)
