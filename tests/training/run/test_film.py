"""From a filmed run to frames that are whole networks again."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from vizcore.errors import DataError, WeightsError
from vizcore.nets.film import film_card, load_checkpoint
from vizcore.nets.nibbles import from_nibbles, to_nibbles
from vizcore.training import evaluate, hold_out, load_split, read_checkpoint
from vizcore.training.run import command
from vizcore.training.run.calibration import parted
from vizcore.training.run.checkpoint import averaged_network
from vizcore.training.run.film import main, make_film, steps_shown


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Path:
    """Three filmed epochs of three steps."""
    settings = ["--epochs=3", "--batch-size=10", "--holdout=10", "--device=cpu", "--quiet"]
    out = tmp_path / "run"
    assert command.main([f"--data={folder}", f"--out={out}", "--film", *settings]) == 0
    return out


def test_the_film_has_the_first_steps_and_then_epochs() -> None:
    steps = steps_shown(120, 175)
    assert steps[:6] == [0, 10, 50, 175, 200, 350]
    assert steps[-1] == 120 * 175
    assert len(steps) == len(set(steps)) < 20  # 1.2 MB each: at most 25 MB


def test_each_frame_is_the_average_at_its_step(run: Path, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "film"
    card = make_film(run, parted(folder, {"holdout": 10}), out)
    assert json.loads((out / "film.json").read_text()) == card
    assert [(f["step"], f["epoch"]) for f in card["frames"]] == [
        (0, 0.0),
        (3, 1.0),
        (6, 2.0),
        (9, 3.0),
    ]
    trained = averaged_network(read_checkpoint(run / "checkpoint.pt"))
    last = load_checkpoint(9, folder=out)
    torch.testing.assert_close(
        last.layers.conv4.weight, trained.layers.conv4.weight, rtol=1e-3, atol=1e-4
    )
    first = load_checkpoint(0, folder=out)
    assert not torch.allclose(first.layers.conv1.weight, last.layers.conv1.weight, atol=1e-3)
    assert torch.equal(first.layers.bn1.weight, torch.ones(32))
    _, held = hold_out(load_split(folder, "train"), 10)
    for frame in card["frames"]:
        model = load_checkpoint(frame["step"], folder=out)
        figures = evaluate(model, held)
        assert frame["accuracy"] == figures["accuracy"]
        assert frame["loss"] == pytest.approx(figures["loss"], abs=1e-4)
        assert np.trace(frame["confusion"]) == round(10 * frame["accuracy"])


def test_a_run_without_a_film_is_refused(
    run: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (run / "film").iterdir():
        file.unlink()
    with pytest.raises(DataError, match="has no film: train with --film"):
        make_film(run, parted(folder, {"holdout": 10}), tmp_path / "out")
    assert main([f"--run={run}", f"--data={folder}", f"--out={tmp_path / 'out'}"]) == 2
    assert capsys.readouterr().err.startswith("convscope: ")


def test_a_damaged_frame_and_no_film_are_refused(run: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="film a run first"):
        film_card(tmp_path / "nowhere")
    out = tmp_path / "film"
    make_film(run, parted(folder, {"holdout": 10}), out)
    frame = out / "000003.safetensors"
    frame.write_bytes(frame.read_bytes()[:-1] + b"x")
    with pytest.raises(WeightsError, match="is damaged or another film's"):
        load_checkpoint(3, folder=out)
    frame.unlink()
    with pytest.raises(WeightsError, match="is no frame of the film"):
        load_checkpoint(3, folder=out)


def test_four_bits_leave_less_than_half_a_step_but_for_the_clipped() -> None:
    weight = torch.randn(64, 256, generator=torch.Generator().manual_seed(0))
    nibbles, step = to_nibbles(weight)
    assert nibbles.shape == (64, 128)
    error = (from_nibbles(nibbles, step) - weight).abs()
    inside = weight.abs() <= 7 * step[:, None]
    assert (error[inside] <= 0.5 * step[:, None].expand_as(error)[inside] + 1e-6).all()
    plain = weight.abs().amax(1, keepdim=True) / 7
    coarse = (weight / plain).round() * plain
    assert error.square().mean() < (coarse - weight).square().mean()
