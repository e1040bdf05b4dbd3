"""The whole training on forty images: what it leaves, and that it goes on to the same bits."""

import itertools
import json
from pathlib import Path

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


def test_it_leaves_all_that_the_app_needs_and_goes_on_to_the_same_bits(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    trained([*arguments, "--test"], whole)

    steps, train = itertools.count(), watched.train

    def interrupted(*given: object, **named: object) -> None:
        def on_step(_: int) -> None:
            if next(steps) == 11:  # in the pupil's second epoch
                raise KeyboardInterrupt

        train(*given, **named | {"on_step": on_step})

    plan = json.loads((whole / "plan.json").read_text())
    assert [plan[who]["recipe"]["epochs"] for who in ("teacher", "pupil")] == [1, 2]
    monkeypatch.setattr(watched, "train", interrupted)
    with pytest.raises(KeyboardInterrupt):
        trained(arguments, broken)
    assert read_checkpoint(broken / "pupil0" / "checkpoint.pt")["epoch"] == 1
    monkeypatch.setattr(watched, "train", train)
    trained(arguments, broken)
    states = [read_checkpoint(out / "pupil0" / "checkpoint.pt") for out in (whole, broken)]
    for name, tensor in states[0]["average"].items():
        assert torch.equal(tensor, states[1]["average"][name]), name

    recipe = states[0]["recipe"]
    teacher = read_checkpoint(whole / "teacher" / "checkpoint.pt")["recipe"]
    assert (teacher["network"], recipe["network"]) == ("wide_vgg", "minivgg")
    assert recipe["teacher"]
    assert load_minivgg("cpu", folder=whole / "weights").layers.conv1.weight.shape == (32, 3, 3, 3)
    steps_shown = [frame["step"] for frame in film_card(whole / "film")["frames"]]
    assert steps_shown[0] == 0
    load_checkpoint(steps_shown[-1], folder=whole / "film")
    seeds = json.loads((whole / "weights" / "seeds.json").read_text())
    assert seeds["runs"][0]["test"] is not None
    assert "--teacher TEACHER" in (whole / "model-card.md").read_text()
    untested = json.loads((broken / "weights" / "seeds.json").read_text())
    assert untested["runs"][0]["test"] is None


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
