"""Two processes that `torchrun` starts against one: the same losses, the same weights."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from vizcore.training import Recipe, Run, TrainingError, read_checkpoint
from vizcore.training.run import precision
from vizcore.training.run.command import main
from vizcore.training.run.team import Team, join_team

ROOT = Path(__file__).parents[3]

#: More arguments of a run, and how far the weights may be apart. An epoch is one step.
LEARNING = {
    "SGD": (["--epochs=4"], 0.15),
    "Muon": (["--epochs=1", "--kernel-lr=0.01"], 0.05),
}

#: Two groups of processes one after the other in one launch may wait for each other without end.
SCRIPT = """
import sys
from vizcore.training.run import precision
precision.has_fast_bfloat16 = lambda device: False
from vizcore.training.run.command import main
sys.exit(main(sys.argv[1:]))
"""


def command(name: str, folder: Path, out: Path) -> list[str]:
    """Train, with dropout, on the 30 images of `folder`'s rest."""
    settings = ["--device=cpu", "--quiet", "--batch-size=30", "--holdout=10", "--peak-lr=0.002"]
    return [f"--data={folder}", f"--out={out / name}", *settings, *LEARNING[name][0]]


def run_two_processes(arguments: list[str], tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    subprocess.run(
        [sys.executable, *launch, str(script), *arguments],
        cwd=ROOT,
        check=True,
        timeout=180,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )


@pytest.mark.parametrize("name", LEARNING)
def test_two_processes_learn_what_one_learns(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weights differ by a small share of the way that they went.

    In single precision: sums of two halves differ from the whole in the last bits only. Batch norm
    of each half by itself would miss the losses by more than ten times as much.
    """
    monkeypatch.setattr(precision, "has_fast_bfloat16", lambda _: False)
    run_two_processes(command(name, folder, tmp_path / "two"), tmp_path)
    assert main(command(name, folder, tmp_path / "one")) == 0
    alone, shared = (
        read_checkpoint(tmp_path / out / name / "checkpoint.pt") for out in ("one", "two")
    )
    compare(alone, shared, LEARNING[name][1])


def compare(alone: dict[str, Any], shared: dict[str, Any], share: float) -> None:
    for ours, theirs in zip(alone["history"], shared["history"], strict=True):
        for name in ("train_loss", "train_accuracy", "holdout_loss", "holdout_accuracy", "lr"):
            assert theirs[name] == pytest.approx(ours[name], rel=2e-3), name
    first = Run.start(Recipe.from_dict(alone["recipe"])).model.state_dict()
    for name, tensor in alone["model"].items():
        if tensor.is_floating_point():
            apart = (shared["model"][name] - tensor).norm()
            assert apart <= share * (tensor - first[name]).norm(), name


def test_a_batch_that_does_not_divide_is_refused() -> None:
    with pytest.raises(TrainingError, match="a batch of 5 images does not divide over 2 processes"):
        Team(0, 2).rows(torch.arange(5))


def test_without_torchrun_a_process_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    assert join_team(torch.device("cpu")) == (Team(), torch.device("cpu"))
