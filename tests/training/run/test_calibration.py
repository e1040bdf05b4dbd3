from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from vizcore.errors import DataError
from vizcore.training.run.calibration import expected_calibration_error, fit_temperature, parted


def draws(sharpness: float, count: int = 4000) -> tuple[Tensor, Tensor]:
    """Logits, and classes drawn from what they say at `sharpness` times their size."""
    random = torch.Generator().manual_seed(1)
    logits = 2 * torch.randn(count, 10, generator=random)
    return logits, torch.multinomial((sharpness * logits).softmax(1), 1, generator=random)[:, 0]


def naive_error(logits: Tensor, targets: Tensor, bins: int) -> float:
    probabilities = logits.double().softmax(1).numpy()
    confidence, answer = probabilities.max(1), probabilities.argmax(1)
    total = 0.0
    for b in range(bins):
        inside = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if inside.any():
            accuracy = np.mean(answer[inside] == targets.numpy()[inside])
            total += inside.sum() * abs(accuracy - confidence[inside].mean())
    return total / len(targets)


@pytest.mark.parametrize("bins", [1, 2, 15, 40])
def test_calibration_error_is_its_definition(bins: int) -> None:
    logits, targets = draws(0.5)
    error = expected_calibration_error(logits, targets, bins=bins)
    assert error == pytest.approx(naive_error(logits, targets, bins))


def test_a_network_always_sure_and_always_right_has_no_calibration_error() -> None:
    logits = 100 * torch.eye(10)
    assert expected_calibration_error(logits, torch.arange(10)) == pytest.approx(0, abs=1e-12)
    wrong = torch.arange(10).roll(1)
    assert expected_calibration_error(logits, wrong) == pytest.approx(1)


@pytest.mark.parametrize("sharpness", [0.25, 1.0, 2.0])
def test_temperature_undoes_what_the_classes_were_drawn_with(sharpness: float) -> None:
    logits, targets = draws(sharpness)
    assert fit_temperature(logits, targets) == pytest.approx(1 / sharpness, rel=0.06)


def test_no_other_temperature_has_a_lower_cross_entropy() -> None:
    logits, targets = draws(0.4, 300)
    best = fit_temperature(logits, targets)
    loss = {T: F.cross_entropy(logits.double() / T, targets).item() for T in np.geomspace(0.1, 9)}
    assert F.cross_entropy(logits.double() / best, targets).item() <= min(loss.values())


def test_temperature_is_what_pytorchs_lbfgs_finds() -> None:
    logits, targets = draws(0.7, 500)
    inverse = torch.ones((), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([inverse], tolerance_grad=1e-10, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        loss = F.cross_entropy(inverse * logits.double(), targets)
        loss.backward()
        return loss

    for _ in range(5):
        optimiser.step(closure)
    assert fit_temperature(logits, targets) == pytest.approx(1 / inverse.item(), rel=1e-5)


def test_the_best_temperature_lowers_the_calibration_error_of_an_overconfident_network() -> None:
    logits, targets = draws(0.3)
    mended = logits / fit_temperature(logits, targets)
    assert expected_calibration_error(logits, targets) > 0.2
    assert expected_calibration_error(mended, targets) < 0.03


def test_temperature_stays_in_bounds_where_there_is_no_best() -> None:
    logits = torch.eye(10)
    assert fit_temperature(logits, torch.arange(10)) == pytest.approx(0.01)
    assert fit_temperature(-logits, torch.arange(10)) == pytest.approx(100)


def test_a_run_that_held_nothing_out_cannot_be_measured(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the run held no images out"):
        parted(tmp_path, {"holdout": 0})
