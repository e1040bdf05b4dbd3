import dataclasses
import json

import pytest
import torch

from vizcore.training import Recipe, TrainingError


@pytest.mark.parametrize("steps", [1, 2, 7, 175, 15_750])
def test_learning_rate_peaks_once_and_never_reaches_zero(steps: int) -> None:
    recipe = Recipe()
    rates = [recipe.learning_rate(step, steps) for step in range(steps)]
    top = rates.index(max(rates))
    assert max(rates) == pytest.approx(recipe.peak_lr)
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert min(rates) > 0


def test_learning_rate_is_pytorchs_two_linear_schedules_one_after_the_other() -> None:
    recipe, steps = Recipe(peak_lr=0.3, warmup=0.25), 40
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    rise, fall = (
        torch.optim.lr_scheduler.LinearLR(optimiser, 0.1, 1.0, 9),
        torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, 31),
    )
    schedule = torch.optim.lr_scheduler.SequentialLR(optimiser, [rise, fall], [9])
    for step in range(steps):
        assert recipe.learning_rate(step, steps) == pytest.approx(schedule.get_last_lr()[0])
        optimiser.step()
        schedule.step()


def test_fingerprint_differs_where_any_setting_differs() -> None:
    changed: dict[str, object] = {
        field.name: type(field.default)(field.default / 2)
        for field in dataclasses.fields(Recipe)
        if isinstance(field.default, int | float) and field.default
    }
    changed |= {"cutout": 8, "mixing": 0.5, "kernel_lr": 0.1, "dropout": (0.0, 0.1, 0.4), "seed": 1}
    changed |= {"network": "wide_vgg", "views": 2, "soft_targets": "0123456789ab"}
    changed |= {"parent": "0123456789ab", "teacher": "0123456789ab"}
    changed |= {"kernel_length": "filter", "bias_floor": 2.0}
    needed: dict[str, dict[str, object]] = {
        "soft_targets": {"views": 2},
        "mixing": {"soft_share": 1.0},
    }
    assert set(changed) == {field.name for field in dataclasses.fields(Recipe)}
    for name, value in changed.items():
        base = Recipe(**needed.get(name, {}))
        assert dataclasses.replace(base, **{name: value}).fingerprint() != base.fingerprint(), name


def test_recipe_survives_json() -> None:
    plain = json.loads(json.dumps(Recipe(seed=4).to_dict()))
    assert Recipe(**plain | {"dropout": tuple(plain["dropout"])}) == Recipe(seed=4)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", 0),
        ("batch_size", 1),
        ("peak_lr", 0.0),
        ("warmup", 1.0),
        ("vector_lr_factor", 0.0),
        ("momentum", 0.0),
        ("weight_decay", -0.1),
        ("label_smoothing", 1.0),
        ("crop_padding", 32),
        ("mixing", 1.5),
        ("mixing", 0.5),
        ("kernel_lr", -0.1),
        ("kernel_momentum", 1.0),
        ("kernel_length", "row"),
        ("bias_floor", -1.0),
        ("dropout", (0.1, 1.0, 0.1)),
        ("average_decay", 1.0),
        ("holdout", -10),
        ("seed", -1),
    ],
)
def test_recipe_names_the_setting_that_is_out_of_range(name: str, value: object) -> None:
    with pytest.raises(TrainingError, match=f"the recipe's {name} is .* must be"):
        Recipe(**{name: value})
