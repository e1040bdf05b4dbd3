import json
import re
from pathlib import Path

import pytest
import torch

from vizcore.nets import LABELS
from vizcore.training import Recipe, Run, hold_out, load_split, train
from vizcore.training.run import calibration
from vizcore.training.run.command import _parser, _recipe
from vizcore.training.run.export import export
from vizcore.training.study import card
from vizcore.training.study.card_text import render

TEMPERATURE = 0.8


def answers(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(5)
    targets = torch.arange(count) % 10
    return torch.randn(count, 10, generator=random) + 2 * torch.eye(10)[targets], targets


@pytest.fixture
def checkpoint(folder: Path, tmp_path: Path) -> Path:
    """One epoch on the training images of `folder`."""
    run = Run.start(Recipe(epochs=1, batch_size=10, holdout=10, average_decay=0.1))
    data, _ = hold_out(load_split(folder, "train"), 10)
    train(run, data, tmp_path / "run")
    return tmp_path / "run" / "checkpoint.pt"


@pytest.fixture
def command(checkpoint: Path, folder: Path, tmp_path: Path) -> list[str]:
    """The arguments that make a card of `checkpoint`'s exported weights."""
    export(checkpoint, tmp_path / "weights", temperature=TEMPERATURE)
    places = {
        "data": folder,
        "checkpoint": checkpoint,
        "weights": tmp_path / "weights",
        "out": tmp_path / "docs" / "card.md",
        "json": tmp_path / "card.json",
    }
    return [f"--{name}={place}" for name, place in places.items()]


def made(tmp_path: Path) -> card.Card:
    written: card.Card = json.loads((tmp_path / "card.json").read_text())
    return written


def test_compare_counts_the_answers_that_half_precision_changed() -> None:
    logits, targets = answers(200)
    shipped = logits.clone()
    shipped[:3] = shipped[:3].roll(1, 1)
    assert card.compare(logits, logits / 2, targets, 2.0)["precision"]["answers_changed"] == 0
    assert card.compare(logits, shipped, targets, 1.0)["precision"]["answers_changed"] == 3


def test_the_card_is_about_the_weights_that_ship(command: list[str], tmp_path: Path) -> None:
    assert card.main(command) == 0
    figures = made(tmp_path)
    shipped = json.loads((tmp_path / "weights" / "minivgg.json").read_text())
    assert figures["sha256"] == shipped["sha256"]
    assert figures["calibration"]["temperature"] == TEMPERATURE
    assert figures["holdout"]["images"] == 10
    assert figures["data"] == {"training_images": 30, "jpeg": False}
    assert sum(layer["parameters"] for layer in figures["layers"]) == 2_169_770
    assert figures["stages"][-1]["recipe"]["batch_size"] == 10
    assert figures["calibration"]["after"]["loss"] == figures["holdout"]["loss"]
    assert figures["calibration"]["after"] != figures["calibration"]["before"]
    assert figures["test"] is None


def test_the_test_images_are_read_only_when_asked_and_their_figures_stay(
    command: list[str], folder: Path, tmp_path: Path
) -> None:
    assert card.main([*command, "--test"]) == 0
    first = made(tmp_path)
    assert first["test"]["images"] == 40
    for file in (folder / "test").rglob("*.png"):
        file.unlink()
    assert card.main(command) == 0  # without the test images
    assert made(tmp_path)["test"] == first["test"]


def test_figures_of_other_weights_are_not_kept(command: list[str], tmp_path: Path) -> None:
    card.main([*command, "--test"])
    old = made(tmp_path)
    (tmp_path / "card.json").write_text(json.dumps(old | {"sha256": "another"}))
    card.main(command)
    assert made(tmp_path)["test"] is None


def test_the_markdown_tells_the_figures(command: list[str], tmp_path: Path) -> None:
    card.main([*command, "--test", "--date=2031-02-03"])
    text, figures = (tmp_path / "docs" / "card.md").read_text(), made(tmp_path)
    assert "Weights of 2031-02-03" in text
    assert "2,169,770 trainable parameters" in text
    assert f"**{100 * figures['test']['accuracy']:.1f} %** of 40 right" in text
    assert figures["sha256"] in text
    assert "CIFAR-10's own pixels" in text
    for label, counts in zip(LABELS, figures["test"]["confusion"], strict=True):
        assert f"| {label} | {' | '.join(map(str, counts))} |" in text


def test_the_card_tells_of_the_other_seeds(command: list[str], tmp_path: Path) -> None:
    card.main(command)
    recipe = made(tmp_path)["stages"][-1]["recipe"]
    assert "- One seed." in (tmp_path / "docs" / "card.md").read_text()
    worth = [
        {"seed": seed, "holdout": {"accuracy": accuracy}, "test": {"accuracy": accuracy + 0.01}}
        for seed, accuracy in ((0, 0.31), (1, 0.33), (2, 0.32))
    ]
    seeds = {
        "recipe": {name: value for name, value in recipe.items() if name != "seed"},
        "runs": worth,
        "middle": 2,
        "holdout": {"mean": 0.32, "spread": 0.01},
        "test": {"mean": 0.33, "spread": 0.01},
    }
    (tmp_path / "weights" / "seeds.json").write_text(json.dumps(seeds))
    card.main(command)
    text = " ".join((tmp_path / "docs" / "card.md").read_text().split())
    assert "3 seeds of this recipe are right on 32.0 %, 34.0 %, 33.0 % of the test images" in text
    assert "mean 33.0 %, standard deviation 1.0 points" in text
    assert "These weights are seed 0, not the middle one" in text


def test_jpeg_copies_are_named_as_such(command: list[str], tmp_path: Path) -> None:
    card.main(command)
    figures = made(tmp_path) | {"data": {"training_images": 30, "jpeg": True}}
    assert "JPEG copies of CIFAR-10" in render(figures)


def test_the_command_in_the_card_trains_the_same_recipe(command: list[str], tmp_path: Path) -> None:
    card.main(command)
    text = (tmp_path / "docs" / "card.md").read_text()
    flags = re.search(r"-m vizcore\.training --data CIFAR10 (.*?)\npython", text, re.DOTALL)
    assert flags is not None
    recipe, _, _ = _recipe(_parser().parse_args(flags[1].replace("\\\n", " ").split()))
    assert recipe.to_dict() == made(tmp_path)["stages"][-1]["recipe"]


def test_weights_of_another_run_are_refused(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Run.start(Recipe(epochs=1, batch_size=10, holdout=10, seed=9)).save(tmp_path / "other.pt")
    assert card.main([*command, f"--checkpoint={tmp_path / 'other.pt'}"]) == 2
    assert "the shipped weights did not come from" in capsys.readouterr().err
    assert not (tmp_path / "card.json").exists()


def test_calibration_prints_the_temperature_for_the_export(
    checkpoint: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibration.main([f"--checkpoint={checkpoint}", f"--data={folder}"]) == 0
    printed = capsys.readouterr().out
    _, held = hold_out(load_split(folder, "train"), 10)
    logits = calibration.predict(calibration.averaged_model(checkpoint), held)
    best = calibration.fit_temperature(logits, torch.from_numpy(held.targets))
    assert printed.startswith(f"temperature {best:.4f}\nbefore: cross-entropy")


def test_a_missing_checkpoint_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for main in (card.main, calibration.main):
        assert main(["--checkpoint=/nowhere.pt", f"--data={folder}"]) == 2
        assert capsys.readouterr().err == "convscope: there is no checkpoint /nowhere.pt\n"
