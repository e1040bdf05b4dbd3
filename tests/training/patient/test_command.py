"""The whole training on forty images: what it leaves, and that it goes on to the same bits."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from vizcore.nets.film import film_card, load_checkpoint
from vizcore.nets.weights import load_minivgg
from vizcore.training import read_checkpoint
from vizcore.training.patient import whole as whole_training
from vizcore.training.patient.command import main, parser
from vizcore.training.patient.subset import write_subset
from vizcore.training.patient.whole import PatientTraining
from vizcore.training.run import watched
from vizcore.training.run.data import load_split


@pytest.fixture
def arguments(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkpoint after every epoch; the narrower teacher."""
    monkeypatch.setattr(whole_training, "_PAUSE", 0.0)
    settings = ["--device=cpu", "--seeds=1", "--holdout=10", "--minutes=0.0011", "--quiet"]
    networks = ["--teacher", "network=wide_vgg", "batch_size=15", "--pupil", "batch_size=15"]
    return [f"--data={folder}", *settings, *networks]


def trained(arguments: list[str], out: Path) -> None:
    """With a clock that ticks 5 ms at every look: a plan of one epoch and of two."""
    ticks = itertools.count()
    PatientTraining(
        parser().parse_args([*arguments, f"--out={out}"]), lambda: next(ticks) / 200
    ).run()


def stop_at(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C at the call of that number, counted from 0 over all runs."""
    steps, train = itertools.count(), watched.train

    def on_step(_: int) -> None:
        if next(steps) == count:
            raise KeyboardInterrupt

    monkeypatch.setattr(
        watched, "train", lambda *given, **named: train(*given, **named | {"on_step": on_step})
    )


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def test_a_training_that_was_stopped_goes_on_to_the_same_bits_and_leaves_all_that_the_app_needs(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    trained([*arguments, "--test"], whole)
    with monkeypatch.context() as pressed:
        stop_at(11, pressed)  # in the pupil's second epoch
        with pytest.raises(KeyboardInterrupt):
            trained(arguments, broken)
    assert read_checkpoint(broken / "pupil0" / "checkpoint.pt")["epoch"] == 1
    trained(arguments, broken)
    one, other = (
        read_checkpoint(out / "pupil0" / "checkpoint.pt")["average"] for out in (whole, broken)
    )
    assert all(torch.equal(tensor, other[name]) for name, tensor in one.items())
    tested, untested = (read(out / "weights" / "seeds.json")["runs"] for out in (whole, broken))
    assert tested[0]["test"] is not None
    assert untested[0]["test"] is None
    assert_complete(whole)


def assert_complete(out: Path) -> None:
    """Plan, recipes, weights, film and card."""
    plan = read(out / "plan.json")
    assert [plan[who]["recipe"]["epochs"] for who in ("teacher", "pupil")] == [1, 2]
    teacher, pupil = (read(out / run / "recipe.json") for run in ("teacher", "pupil0"))
    assert (teacher["network"], pupil["network"]) == ("wide_vgg", "minivgg")
    assert pupil["teacher"]
    load_minivgg("cpu", folder=out / "weights")
    steps = [frame["step"] for frame in film_card(out / "film")["frames"]]
    assert (steps[0], steps[-1]) == (0, 8)
    load_checkpoint(8, folder=out / "film")
    assert "--teacher TEACHER" in (out / "model-card.md").read_text()


def test_a_subset_is_the_first_images_of_each_class_to_the_bit(
    folder: Path, tmp_path: Path
) -> None:
    write_subset(folder, 20, tmp_path / "few.zip")
    few, all_of_them = (load_split(path, "train") for path in (tmp_path / "few.zip", folder))
    first = np.flatnonzero(np.arange(40) % 4 < 2)  # of four a class, class by class
    np.testing.assert_array_equal(few.images, all_of_them.images[first])
    np.testing.assert_array_equal(few.targets, all_of_them.targets[first])
    assert len(load_split(tmp_path / "few.zip", "test")) == 10


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (["--minutes=0"], "0 minutes are no time to train in"),
        (["--seeds=2"], "2 seeds have none in the middle; name an odd number"),
        (["--pupil", "seed=1"], "'seed=1' is no setting that can be chosen here"),
        (["--pupil", "cutout=wide"], "'cutout=wide': 'wide' is no value of cutout"),
        (["--teacher", "mixing=0.5"], "the recipe's mixing is 0.5: it must be"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    wrong: list[str],
    text: str,
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*arguments, f"--out={tmp_path / 'x'}", *wrong]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("convscope: ")
    assert text in line


def test_an_interrupt_says_how_to_go_on(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(PatientTraining, "run", interrupted)
    assert main([*arguments, "--out=somewhere"]) == 130
    assert "the same command goes on in somewhere" in capsys.readouterr().err
