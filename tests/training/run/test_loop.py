import copy
import dataclasses
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from vizcore.errors import DataError
from vizcore.nets import MiniVGG
from vizcore.training import (
    Recipe,
    Run,
    Split,
    TrainingError,
    evaluate,
    hold_out,
    load_split,
    predict,
    train,
)
from vizcore.training.run.augment import Batch, Batches
from vizcore.training.run.command import main
from vizcore.training.run.loop import Course
from vizcore.training.run.precision import has_fast_bfloat16, mixed_precision
from vizcore.training.run.soft_targets import SoftTargets
from vizcore.training.run.wide_vgg import WideVGG

ROOT = Path(__file__).parents[3]


def log(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def weights(run: Run) -> list[Tensor]:
    return [*run.model.state_dict().values(), *run.average.state_dict().values()]


def same(one: Run, other: Run) -> bool:
    return all(torch.equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))


def trained(recipe: Recipe, data: Split, out: Path) -> Run:
    run = Run.start(recipe)
    train(run, data, out)
    return run


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(
    recipe: Recipe, tiny: Split, tmp_path: Path
) -> None:
    first, again = (trained(recipe, tiny, tmp_path / name) for name in "ab")
    other = trained(Recipe(**vars(recipe) | {"seed": 4}), tiny, tmp_path / "c")
    assert same(first, again)
    assert not same(first, other)


@pytest.mark.parametrize("kernel_lr", [0.0, 0.05])
def test_an_interrupted_run_resumes_to_the_same_bits(
    kernel_lr: float, recipe: Recipe, tiny: Split, tmp_path: Path
) -> None:
    recipe = dataclasses.replace(recipe, kernel_lr=kernel_lr)

    def interrupt(step: int) -> None:
        if step == 6:  # in the middle of the second epoch of four steps
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(Run.start(recipe), tiny, tmp_path / "broken", on_step=interrupt)
    resumed = Run.start(recipe)
    resumed.restore(tmp_path / "broken" / "checkpoint.pt")
    assert resumed.epoch == 1
    train(resumed, tiny, tmp_path / "broken")
    assert same(resumed, trained(recipe, tiny, tmp_path / "whole"))


def test_a_killed_process_resumes_to_the_same_bits(
    recipe: Recipe, folder: Path, tmp_path: Path
) -> None:
    command = ["--data", str(folder), "--out", str(tmp_path / "run"), "--quiet", "--device", "cpu"]
    command += ["--epochs=3", "--batch-size=10", "--holdout=10", "--seed=3"]
    script = """
import os, signal, sys
from vizcore.training.run import command, watched
whole = watched.train
def kill(step):
    if step == 5:  # in the second epoch of three steps
        os.kill(os.getpid(), signal.SIGKILL)
watched.train = lambda *a, on_step, **k: whole(*a, on_step=kill, **k)
command.main(sys.argv[1:])
"""
    killed = subprocess.run([sys.executable, "-c", script, *command], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [figures["epoch"] for figures in log(tmp_path / "run")] == [1]
    assert main(command) == 0  # what `python -m vizcore.training` calls
    resumed = Run.start(recipe)
    resumed.restore(tmp_path / "run" / "checkpoint.pt")
    data, _ = hold_out(load_split(folder, "train"), 10)
    assert same(resumed, trained(recipe, data, tmp_path / "whole"))


def test_the_log_tells_each_epoch(recipe: Recipe, tiny: Split, tmp_path: Path) -> None:
    data, held = hold_out(tiny, 10)
    run, told = Run.start(recipe), []
    train(run, data, tmp_path, held_out=held, report=told.append)
    history = log(tmp_path)
    assert history == told == run.history
    assert [figures["epoch"] for figures in history] == [1, 2, 3]
    assert set(history[0]) == {
        *("epoch", "seconds", "lr"),
        *("train_loss", "train_accuracy", "holdout_loss", "holdout_accuracy"),
    }
    assert history[-1]["lr"] == pytest.approx(recipe.learning_rate(8, 9))
    expected = evaluate(run.average, held)
    assert history[-1]["holdout_accuracy"] == expected["accuracy"]
    assert history[-1]["holdout_loss"] == expected["loss"]


def test_a_finished_run_trains_no_more_but_mends_a_stale_log(
    recipe: Recipe, tiny: Split, tmp_path: Path
) -> None:
    run = trained(recipe, tiny, tmp_path)
    before = [tensor.clone() for tensor in weights(run)]
    (tmp_path / "log.jsonl").write_text("")
    train(run, tiny, tmp_path)
    assert all(torch.equal(a, b) for a, b in zip(before, weights(run), strict=True))
    assert len(log(tmp_path)) == 3


def test_the_network_learns_to_tell_two_colours_apart(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    colours, targets = np.array([[200, 40, 40], [40, 40, 200]]), np.arange(80) % 2
    noise = rng.integers(-40, 40, (80, 32, 32, 3))
    data = Split((colours[targets][:, None, None] + noise).astype(np.uint8), targets)
    run = Run.start(Recipe(epochs=4, batch_size=16, peak_lr=0.02, average_decay=0.5))
    train(run, data, tmp_path)
    assert evaluate(run.average, data)["accuracy"] == 1.0
    assert run.history[-1]["train_loss"] < run.history[0]["train_loss"]


def test_fewer_images_than_a_batch_are_refused(tiny: Split, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="40 images to train on do not fill a batch of 256"):
        train(Run.start(Recipe()), tiny, tmp_path)


def test_one_step_is_pytorchs_sgd_written_out(tiny: Split) -> None:
    """Nesterov's rule by hand: v = m v + g, w = w - lr (g + m v), decay on matrices alone."""
    recipe = Recipe(batch_size=40, dropout=(0.0, 0.0, 0.0), average_decay=0.75)
    run = Run.start(recipe)
    start = copy.deepcopy(run.model).train()
    images, targets = start.prepare(tiny.images), torch.from_numpy(tiny.targets)
    with mixed_precision(torch.device("cpu")):
        logits = start(images.contiguous(memory_format=torch.channels_last))
    F.cross_entropy(logits.float(), targets, label_smoothing=0.1).backward()
    run.model.train()
    Course(run, tiny).step(Batch(images, targets, torch.arange(len(targets))), 0.1, step=1000)
    for old, new, mean in zip(
        start.parameters(), run.model.parameters(), run.average.parameters(), strict=True
    ):
        matrix = old.ndim > 1
        gradient = old.grad + (recipe.weight_decay * old if matrix else 0)
        rate = 0.1 if matrix else 0.1 * recipe.vector_lr_factor
        torch.testing.assert_close(new, old - rate * (1 + recipe.momentum) * gradient)
        torch.testing.assert_close(mean, 0.75 * old + 0.25 * new)


def test_the_average_follows_closely_in_the_first_steps(tiny: Split) -> None:
    run = Run.start(Recipe(batch_size=40))
    before = run.average.layers.conv1.weight.clone()
    images, targets = run.model.prepare(tiny.images), torch.from_numpy(tiny.targets)
    Course(run, tiny).step(Batch(images, targets, torch.arange(40)), 0.1, step=0)
    after = run.model.layers.conv1.weight
    torch.testing.assert_close(run.average.layers.conv1.weight, 0.1 * before + 0.9 * after)


def test_predict_does_not_depend_on_the_batch_size(tiny: Split) -> None:
    torch.manual_seed(0)
    model = MiniVGG().eval()
    torch.testing.assert_close(predict(model, tiny), predict(model, tiny, batch_size=7))


def test_evaluate_counts_and_averages(tiny: Split) -> None:
    model = MiniVGG().eval()
    torch.nn.init.zeros_(model.layers.fc2.weight)
    model.layers.fc2.bias.data = torch.arange(10.0)  # always says class 9
    figures = evaluate(model, tiny)
    assert figures["accuracy"] == 0.1
    every = torch.logsumexp(torch.arange(10.0), 0) - torch.arange(10.0)
    assert figures["loss"] == pytest.approx(every.mean().item())


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
@pytest.mark.parametrize("changes", [{}, {"network": "wide_vgg", "kernel_lr": 0.05}])
def test_cuda_trains_in_mixed_precision_and_resumes(
    changes: dict[str, Any], recipe: Recipe, tiny: Split, tmp_path: Path
) -> None:
    recipe = dataclasses.replace(recipe, **changes)

    run = Run.start(recipe, "cuda")
    train(run, tiny, tmp_path)
    assert next(run.average.parameters()).is_cuda
    again = Run.start(recipe, "cuda")
    again.restore(tmp_path / "checkpoint.pt")
    assert same(run, again)


@pytest.mark.parametrize("there", [True, False])
def test_mixed_precision_asks_the_processor(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": there})
    assert has_fast_bfloat16(torch.device("cpu")) is there


def test_a_blend_without_a_teacher_is_refused(tiny: Split, recipe: Recipe) -> None:
    mixed = dataclasses.replace(recipe, mixing=0.5, soft_share=1.0)
    with pytest.raises(TrainingError, match="mixing needs a teacher's answers"):
        Course(Run.start(mixed), tiny)


@pytest.mark.parametrize("mixing", [0.0, 0.5])
def test_a_pupil_loses_what_its_distance_from_the_teacher_and_the_class_are(
    mixing: float, recipe: Recipe, tiny: Split, tmp_path: Path
) -> None:
    """One step on all images, so that the loss told is that of the first weights."""
    share = 1.0 if mixing else 0.9
    pupil = dataclasses.replace(
        recipe, epochs=1, batch_size=40, views=1, mixing=mixing, soft_share=share,
        label_smoothing=0.0, dropout=(0.0, 0.0, 0.0),
    )  # fmt: skip
    logits = torch.randn(1, 40, 10, generator=torch.Generator().manual_seed(1)).half()
    run = Run.start(pupil)
    (seen,) = Batches.of(tiny, pupil, torch.device("cpu")).epoch(0)
    with torch.no_grad(), mixed_precision(torch.device("cpu")):
        answers = copy.deepcopy(run.model).train()(seen.images).double()
    t, z = (logits[0, seen.places].double() / 4).softmax(1), (answers / 4).softmax(1)
    soft = 16 * (t * (t / z).log()).sum(1).mean()
    hard = -answers.log_softmax(1)[torch.arange(40), seen.targets].mean()
    train(run, tiny, tmp_path, soft_targets=SoftTargets(logits, "", tiny.digits))
    expected = share * soft + (1 - share) * hard
    assert run.history[0]["train_loss"] == pytest.approx(expected.item(), rel=2e-2)
    assert abs(hard - soft) > 0.1 * soft  # a loss of the class alone would be another


def test_answers_to_other_images_are_refused(tiny: Split, recipe: Recipe) -> None:
    pupil = dataclasses.replace(recipe, views=1)
    other = tiny.take(np.arange(39, -1, -1))
    answers = SoftTargets(torch.zeros(1, 40, 10).half(), "", other.digits)
    with pytest.raises(DataError, match="of other images, or of these in another order"):
        Course(Run.start(pupil), tiny, answers)


def test_the_wider_vgg_is_fitted_to_all_its_images_before_its_first_step(
    tiny: Split, recipe: Recipe, tmp_path: Path
) -> None:
    run = Run.start(dataclasses.replace(recipe, network="wide_vgg", epochs=1, kernel_lr=0.1))
    train(run, tiny, tmp_path)
    expected = WideVGG()
    expected.whiten(expected.prepare(tiny.images))
    for network in (run.model, run.average):
        torch.testing.assert_close(network.layers.whiten.weight, expected.layers.whiten.weight)
