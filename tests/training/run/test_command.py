"""The command line: what a person types, and the one sentence when it cannot be done."""

import json
from pathlib import Path

import pytest
import torch

from vizcore.training import Run, read_checkpoint
from vizcore.training.run import command, watched


@pytest.fixture
def arguments(folder: Path, tmp_path: Path) -> list[str]:
    settings = ["--epochs=2", "--batch-size=10", "--holdout=10", "--device=cpu", "--quiet"]
    return [f"--data={folder}", f"--out={tmp_path / 'run'}", *settings]


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The sentence on standard error of a command that ends with 2."""
    capsys.readouterr()
    assert command.main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("convscope: ")
    return line.removeprefix("convscope: ")


def test_a_run_leaves_checkpoint_history_and_recipe(arguments: list[str], tmp_path: Path) -> None:
    assert command.main([*arguments, "--dropout=0,0,0.5"]) == 0
    run = tmp_path / "run"
    assert {file.name for file in run.iterdir()} == {
        "checkpoint.pt",
        "curves.html",
        "log.jsonl",
        "recipe.json",
    }
    assert read_checkpoint(run / "checkpoint.pt")["epoch"] == 2
    recipe = json.loads((run / "recipe.json").read_text())
    assert (recipe["epochs"], recipe["dropout"]) == (2, [0.0, 0.0, 0.5])


def test_the_progress_bar_counts_steps_and_shows_accuracies(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments.remove("--quiet")
    assert command.main(arguments) == 0
    bar = capsys.readouterr().err
    assert "6/6" in bar  # two epochs of three steps
    assert "holdout_accuracy=" in bar


def test_training_on_all_images_holds_none_out(arguments: list[str], tmp_path: Path) -> None:
    assert command.main([*arguments, "--holdout=0"]) == 0
    assert "holdout_accuracy" not in (tmp_path / "run" / "log.jsonl").read_text()


def test_interrupting_keeps_the_last_epoch_and_says_so(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = watched.train

    def interrupted(*args: object, on_step: object, **kwargs: object) -> None:
        def press_control_c(step: int) -> None:
            if step == 5:
                raise KeyboardInterrupt

        whole(*args, on_step=press_control_c, **kwargs)

    monkeypatch.setattr(watched, "train", interrupted)
    assert command.main(arguments) == 130
    assert "the same command goes on from the last epoch in" in capsys.readouterr().err
    assert read_checkpoint(tmp_path / "run" / "checkpoint.pt")["epoch"] == 1


def test_another_recipe_in_the_same_folder_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(arguments)
    sentence = refused([*arguments, "--peak-lr=0.5"], capsys)
    assert "another recipe (peak_lr 0.2, not 0.5); choose another folder with --out" in sentence


def test_a_truncated_checkpoint_is_refused_and_kept(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "run" / "checkpoint.pt"
    command.main(arguments)
    file.write_bytes(half := file.read_bytes()[:10_000_000])
    assert "is damaged or no checkpoint" in refused(arguments, capsys)
    assert file.read_bytes() == half


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("--data=/nowhere", "no data: /nowhere does not exist"),
        (f"--data={__file__}", "is not a folder, a whole zip or CIFAR-10's tar archive"),
        ("--holdout=15", "a hold-out of 15 images does not divide over 10 classes"),
        ("--batch-size=256", "30 images to train on do not fill a batch of 256"),
        ("--epochs=0", "the recipe's epochs is 0: it must be at least 1"),
        ("--device=abacus", "there is no device 'abacus'"),
        (f"--out={__file__}", "cannot write"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], wrong: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in refused([*arguments, wrong], capsys)


@pytest.mark.skipif(torch.cuda.is_available(), reason="a CUDA device is here")
def test_cuda_is_refused_where_there_is_none(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no device 'cuda'" in refused([*arguments, "--device=cuda"], capsys)


def test_a_full_disk_is_one_sentence(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vizcore.training.run.files._write", full)
    assert refused(arguments, capsys).endswith("recipe.json: No space left on device")


def test_a_checkpoint_of_the_run_class_is_what_the_command_resumes(
    arguments: list[str], tmp_path: Path
) -> None:
    options = command._parser().parse_args(arguments)
    run = Run.start(command._recipe(options)[0])
    run.epoch = 2
    run.save(tmp_path / "run" / "checkpoint.pt")
    assert command.main(arguments) == 0
    assert read_checkpoint(tmp_path / "run" / "checkpoint.pt")["history"] == []
