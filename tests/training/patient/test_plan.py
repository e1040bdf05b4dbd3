"""Minutes become epochs, once."""

from pathlib import Path

import pytest

from vizcore.training import Recipe, TrainingError
from vizcore.training.patient.plan import RESERVE, Budget, Plan, epoch_seconds, with_epochs
from vizcore.training.patient.speed import Pace


class Clock:
    """Goes on only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_budget_keeps_a_reserve_and_never_falls_below_nothing() -> None:
    clock = Clock()
    budget = Budget(10.0, clock)
    assert budget.left() == pytest.approx(600 * (1 - RESERVE))
    clock.now += 400
    assert budget.left() == pytest.approx(600 * (1 - RESERVE) - 400)
    clock.now += 400
    assert budget.left() == 0
    with pytest.raises(TrainingError, match="-1 minutes are no time to train in"):
        Budget(-1.0)


@pytest.mark.parametrize("seconds", [0.003, 0.02, 0.4])
def test_a_teacher_and_three_pupils_keep_to_the_budget(seconds: float) -> None:
    """Played through with a clock that every epoch moves by what the plan says of it."""
    clock, images = Clock(), 45_000
    budget = Budget(15.0, clock)
    teacher = with_epochs(
        Pace(Recipe(batch_size=512), False, seconds), images, 0.25 * budget.left(), most=40
    )
    clock.now += teacher.recipe.epochs * epoch_seconds(teacher, images)
    pupil = with_epochs(Pace(Recipe(batch_size=1024), False, seconds), images, budget.left() / 3)
    clock.now += 3 * pupil.recipe.epochs * epoch_seconds(pupil, images)
    assert 1 <= teacher.recipe.epochs <= 40
    spent = clock.now - 100
    assert spent <= (1 - RESERVE) * 900
    assert spent > (1 - RESERVE) * 900 - 3 * epoch_seconds(pupil, images) - 1


def test_no_time_at_all_is_one_epoch() -> None:
    assert with_epochs(Pace(Recipe(), False, 1.0), 10, 0.0).recipe.epochs == 1


def test_a_plan_is_kept_and_is_not_taken_for_another(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    asked = ["abc", 3, {"dropout": [0.0, 0.0, 0.3]}]
    plan = Plan.open(path, asked)
    assert (plan.teacher, plan.pupil) == (None, None)
    plan.teacher = Pace(Recipe(network="deep_vgg", epochs=7), True, 0.25)
    plan.save(path)
    assert Plan.open(path, asked) == plan
    with pytest.raises(TrainingError, match="is the plan for other images, seeds or settings"):
        Plan.open(path, [*asked[:2], {}])
