"""Two processes that `torchrun` starts against one: the same losses, the same weights."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from vizcore.training import Recipe, Run, TrainingError, read_checkpoint
from vizcore.training.run.team import Team, join_team

ROOT = Path(__file__).parents[3]

#: Single precision, in which sums of two halves differ from the whole in the last bits only.
SCRIPT = """
import sys
from vizcore.training.run import precision
precision.has_fast_bfloat16 = lambda device: False
from vizcore.training.run.command import main
sys.exit(main(sys.argv[1:]))
"""


def run(folder: Path, tmp_path: Path, processes: int, *more: str) -> dict[str, Any]:
    """The checkpoint after training, with dropout, on the 30 images of `folder`'s rest."""
    script, out = tmp_path / "train.py", tmp_path / f"run of {processes}"
    script.write_text(SCRIPT)
    launch = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    settings = ["--device=cpu", "--quiet", "--batch-size=30", "--holdout=10", "--peak-lr=0.002"]
    subprocess.run(
        [
            *(sys.executable, *launch[: 4 * (processes > 1)], str(script)),
            *(f"--data={folder}", f"--out={out}", *settings, *more),
        ],
        cwd=ROOT,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )
    return read_checkpoint(out / "checkpoint.pt")


@pytest.mark.parametrize(
    ("more", "share"),
    [(["--epochs=4"], 0.15), (["--epochs=1", "--kernel-lr=0.01"], 0.05)],
    ids=["SGD", "Muon"],
)
def test_two_processes_learn_what_one_learns(
    more: list[str], share: float, folder: Path, tmp_path: Path
) -> None:
    """The weights differ by a small share of the way that they went; an epoch is one step.

    Batch norm of each half by itself would miss the losses by more than ten times as much.
    """
    alone, shared = (run(folder, tmp_path, processes, *more) for processes in (1, 2))
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
