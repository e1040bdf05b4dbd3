"""The teacher: what it answers, what is kept of it, and what is refused."""

import dataclasses
import json
from pathlib import Path

import pytest
import torch

from vizcore.errors import WeightsError
from vizcore.training import Recipe, Run, Split, hold_out, load_split, train
from vizcore.training.run import command
from vizcore.training.run.augment import Batches
from vizcore.training.run.precision import mixed_precision
from vizcore.training.run.soft_targets import load_soft_targets
from vizcore.training.teacher import distillation, teachers
from vizcore.training.teacher.distillation import teach
from vizcore.training.teacher.teachers import load_teacher


@pytest.fixture
def teacher(tiny: Split, tmp_path: Path) -> Path:
    """The checkpoint of a wider network that has seen a batch or two."""
    recipe = Recipe(network="wide_vgg", epochs=1, batch_size=10, holdout=10, label_smoothing=0.0)
    train(Run.start(recipe), hold_out(tiny, 10)[0], tmp_path / "teacher")
    return tmp_path / "teacher" / "checkpoint.pt"


def test_the_teacher_answers_the_views_that_the_pupil_sees(tiny: Split) -> None:
    recipe = Recipe(batch_size=7, crop_padding=4, cutout=8, views=2)
    network = Run.start(dataclasses.replace(recipe, network="wide_vgg")).average
    answers = teach([network], tiny, recipe)
    assert answers.shape == (2, 40, 10)
    pupil = Batches.of(tiny, dataclasses.replace(recipe, seed=9), torch.device("cpu"))
    for epoch in (1, 2):  # the second and the first view
        batch = next(pupil.epoch(epoch))
        with torch.inference_mode(), mixed_precision(torch.device("cpu")):
            expected = network(batch.images).float()
        error, other = (
            (answers[view, batch.places] - expected).abs().mean()
            for view in (epoch % 2, 1 - epoch % 2)
        )
        assert 4 * error < other  # bfloat16 rounds differently in other company


def test_several_teachers_answer_with_the_mean_of_their_logits(tiny: Split) -> None:
    recipe = Recipe(network="wide_vgg", views=1, batch_size=10)
    one, other = (Run.start(dataclasses.replace(recipe, seed=s)).average for s in (0, 1))
    alone = [teach([network], tiny, recipe).float() for network in (one, other)]
    together = teach([one, other], tiny, recipe).float()
    torch.testing.assert_close(together, (alone[0] + alone[1]) / 2, rtol=0, atol=2e-3)
    assert (alone[0] - alone[1]).abs().max() > 0.1


def test_a_kept_teacher_answers_as_its_run_does(
    teacher: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.safetensors"
    assert teachers.main([f"--checkpoint={teacher}", f"--out={kept}"]) == 0
    assert kept.stat().st_size < 0.2 * teacher.stat().st_size  # of four bytes, three times over
    (network, recipe), (original, same) = map(load_teacher, (kept, teacher))
    assert recipe == same
    images = original.prepare(load_split(folder, "train").images[:5])
    with torch.inference_mode():
        torch.testing.assert_close(network(images), original(images), rtol=1e-2, atol=1e-2)
    both = ["--teacher", str(teacher), str(kept), f"--data={folder}", "--views=1"]
    assert distillation.main([*both, f"--out={tmp_path / 'soft'}", "--device=cpu"]) == 0
    assert teachers.main([f"--checkpoint={kept}", f"--out={tmp_path / 'x'}"]) == 2
    assert "not a checkpoint of a training run" in capsys.readouterr().err


def test_teachers_of_different_hold_outs_are_refused(
    teacher: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run.start(Recipe(network="wide_vgg", holdout=20))
    run.save(tmp_path / "other.pt")
    names = ["--teacher", str(teacher), str(tmp_path / "other.pt")]
    assert distillation.main([*names, f"--data={folder}", f"--out={tmp_path / 'x'}"]) == 2
    assert "held out different images" in capsys.readouterr().err
    (tmp_path / "no.safetensors").write_bytes(b"no")
    with pytest.raises(WeightsError, match="holds no teacher"):
        load_teacher(tmp_path / "no.safetensors")


def test_a_pupil_learns_from_the_file_and_its_recipe_names_it(
    teacher: Path, folder: Path, tmp_path: Path
) -> None:
    soft = tmp_path / "soft.safetensors"
    asked = [f"--teacher={teacher}", f"--data={folder}", f"--out={soft}", "--views=2"]
    assert distillation.main([*asked, "--device=cpu"]) == 0
    settings = ["--epochs=2", "--batch-size=10", "--holdout=10", "--views=2", "--device=cpu"]
    out = tmp_path / "pupil"
    assert (
        command.main([f"--data={folder}", f"--out={out}", f"--soft-targets={soft}", *settings]) == 0
    )
    recipe = json.loads((out / "recipe.json").read_text())
    assert recipe["soft_targets"] == load_soft_targets(soft, Recipe.from_dict(recipe)).digits


def test_a_pupil_may_hold_out_fewer_images_than_its_teacher_but_not_more(
    teacher: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "soft.safetensors"
    asked = [f"--teacher={teacher}", f"--data={folder}", f"--out={out}", "--device=cpu"]
    blends = ["--views=1", "--mixing=0.5"]
    assert distillation.main([*asked, *blends, "--holdout=0"]) == 0
    pupil = Recipe(views=1, holdout=0, mixing=0.5, soft_share=1.0, crop_padding=2)
    assert load_soft_targets(out, pupil).logits.shape == (1, 40, 10)
    assert distillation.main([*asked, "--views=1", "--holdout=20"]) == 2
    assert "the teachers held out 10 images: they learned from some" in capsys.readouterr().err


def test_a_teacher_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nothing.pt"
    assert distillation.main([f"--teacher={missing}", f"--out={tmp_path / 'x'}"]) == 2
    assert "there is no checkpoint" in capsys.readouterr().err
