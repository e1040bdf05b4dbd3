"""A teacher that answers what its pupil sees."""

import dataclasses
from pathlib import Path

import pytest
import torch

from vizcore.errors import DataError
from vizcore.nets import MiniVGG
from vizcore.training import Recipe, Run, Split, hold_out, train
from vizcore.training.run import command
from vizcore.training.run.augment import Batches
from vizcore.training.run.live_teacher import LiveTeacher
from vizcore.training.run.loop import Course


def network(seed: int) -> MiniVGG:
    torch.manual_seed(seed)
    return MiniVGG().eval().requires_grad_(False)


@pytest.fixture
def pupil(recipe: Recipe) -> Recipe:
    """Learns from blends, from the teacher alone."""
    return dataclasses.replace(
        recipe, mixing=0.5, cutout=8, soft_share=1.0, label_smoothing=0.0, dropout=(0.0, 0.0, 0.0),
        peak_lr=0.02, average_decay=0.5,
    )  # fmt: skip


def test_teacher_and_pupil_see_the_very_same_blends(tiny: Split, pupil: Recipe) -> None:
    run, teacher, seen = Run.start(pupil), network(1), []
    for who in (teacher, run.model):
        who.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    course = Course(run, tiny, LiveTeacher(teacher, "0123456789ab"))
    course.epoch()
    assert len(seen) == 8  # four steps, each seen by both
    for one, other in zip(seen[::2], seen[1::2], strict=True):
        assert one is other
    drawn = Batches.of(tiny, pupil, torch.device("cpu")).epoch(0)
    for batch, shown in zip(drawn, seen[::2], strict=True):
        torch.testing.assert_close(batch.images, shown)


def test_every_epoch_shows_new_views(tiny: Split, pupil: Recipe) -> None:
    batches = Batches.of(tiny, pupil, torch.device("cpu"))
    first, again, next_one = (
        torch.cat([batch.images for batch in batches.epoch(epoch)]) for epoch in (0, 0, 1)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, next_one)


def test_a_pupil_comes_nearer_to_its_teacher_and_leaves_it_as_it_was(
    tiny: Split, pupil: Recipe, tmp_path: Path
) -> None:
    teacher = network(1)
    before = {name: tensor.clone() for name, tensor in teacher.state_dict().items()}
    run = Run.start(dataclasses.replace(pupil, epochs=6))
    train(run, tiny, tmp_path, soft_targets=LiveTeacher(teacher, "0123456789ab"))
    losses = [figures["train_loss"] for figures in run.history]
    assert losses[-1] < 0.5 * losses[0]
    assert all(torch.equal(before[name], tensor) for name, tensor in teacher.state_dict().items())


def test_checkpoints_may_be_rare_but_the_last_epoch_has_one(
    tiny: Split, recipe: Recipe, tmp_path: Path
) -> None:
    data, held = hold_out(tiny, 10)
    run = Run.start(recipe)
    train(run, data, tmp_path, held_out=held, pause=1000.0)
    assert ["holdout_loss" in figures for figures in run.history] == [False, False, True]
    again = Run.start(recipe)
    again.restore(tmp_path / "checkpoint.pt")
    assert again.history == run.history


def test_the_command_takes_a_run_as_teacher_and_the_recipe_names_it(
    folder: Path, recipe: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Run.start(recipe).save(tmp_path / "teacher.pt")
    asked = [f"--data={folder}", f"--teacher={tmp_path / 'teacher.pt'}", "--device=cpu", "--quiet"]
    asked += [f"--out={tmp_path / 'pupil'}", "--epochs=1", "--batch-size=10"]
    assert command.main([*asked, "--holdout=10"]) == 0
    restored = Run.start(
        dataclasses.replace(
            Recipe(epochs=1, batch_size=10, holdout=10),
            teacher=LiveTeacher.of(tmp_path / "teacher.pt", recipe).digits,
        )
    )
    restored.restore(tmp_path / "pupil" / "checkpoint.pt")
    assert command.main([*asked, "--holdout=20"]) == 2
    assert "the teacher held out 10 images: it learned from some of the 20" in (
        capsys.readouterr().err
    )
    with pytest.raises(DataError, match="held out 10 images"):
        LiveTeacher.of(tmp_path / "teacher.pt", dataclasses.replace(recipe, holdout=20))
