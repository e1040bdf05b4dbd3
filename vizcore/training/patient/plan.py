"""From a budget of minutes to epochs: decided once, kept beside the runs."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

from vizcore.training.patient.speed import Clock, Pace
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.files import write_atomically
from vizcore.training.run.recipe import Recipe

#: Share of the budget for what comes after training: measuring, calibration, export, film, card.
RESERVE = 0.15

#: The teacher's share of what is left, at most, and the epochs that are enough for it.
TEACHER_SHARE, TEACHER_EPOCHS = 0.25, 40

#: An epoch takes this much longer than its steps: evaluation and checkpoints.
_OVERHEAD = 1.1


class Budget:
    """Minutes that run from the moment it is made.

    Parameters
    ----------
    minutes : float
        Above 0; else `TrainingError`.
    clock : callable
        Seconds.
    """

    def __init__(self, minutes: float, clock: Clock = time.perf_counter) -> None:
        if not minutes > 0:
            raise TrainingError(f"{minutes:g} minutes are no time to train in")
        self._total, self._clock, self._begin = 60 * minutes, clock, clock()

    def left(self) -> float:
        """Seconds left for training, without the reserve; not below 0."""
        spent = self._clock() - self._begin
        return max(0.0, (1 - RESERVE) * self._total - spent)


@dataclasses.dataclass
class Plan:
    """What was decided, so that a run that is taken up again keeps its schedule.

    Attributes
    ----------
    asked : list
        What it is the plan for, as JSON has it: images, seeds, settings.
    teacher, pupil : Pace or None
        Their recipes with the epochs; the pupil's is decided when the teacher is trained.
    """

    asked: list[Any]
    teacher: Pace | None = None
    pupil: Pace | None = None

    @classmethod
    def open(cls, path: Path, asked: list[Any]) -> "Plan":
        """The plan at `path`, or an empty one; `TrainingError` if it is another's."""
        if not path.is_file():
            return cls(asked)
        kept = json.loads(path.read_bytes())
        if kept["asked"] != asked:
            raise TrainingError(
                f"{path} is the plan for other images, seeds or settings; choose another folder "
                "with --out"
            )
        return cls(asked, *(_pace(kept[name]) for name in ("teacher", "pupil")))

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        content = {
            "asked": self.asked,
            "teacher": _plain(self.teacher),
            "pupil": _plain(self.pupil),
        }
        write_atomically(path, (json.dumps(content, indent=1) + "\n").encode())


def with_epochs(pace: Pace, images: int, seconds: float, *, most: int | None = None) -> Pace:
    """`pace` with as many epochs of `images` as fit into `seconds`, at least 1 and at most `most`.

    >>> pace = Pace(Recipe(batch_size=100), False, 0.01)
    >>> with_epochs(pace, 5000, 60.0).recipe.epochs  # 50 steps, half a second and a tenth of it
    109
    """
    epochs = max(1, int(seconds / epoch_seconds(pace, images)))
    if most is not None:
        epochs = min(most, epochs)
    return dataclasses.replace(pace, recipe=dataclasses.replace(pace.recipe, epochs=epochs))


def epoch_seconds(pace: Pace, images: int) -> float:
    """How long an epoch of `images` will take, with what comes around its steps."""
    return _OVERHEAD * pace.seconds * max(1, images // pace.recipe.batch_size)


def _plain(pace: Pace | None) -> dict[str, object] | None:
    if pace is None:
        return None
    return dataclasses.asdict(pace) | {"recipe": pace.recipe.to_dict()}


def _pace(kept: dict[str, Any] | None) -> Pace | None:
    if kept is None:
        return None
    return Pace(**kept | {"recipe": Recipe.from_dict(kept["recipe"])})
