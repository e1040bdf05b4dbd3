"""The look at a graphics card, with the processor in its place."""

from pathlib import Path

import numpy as np
import pytest
import torch

from vizcore.training.patient import command, gpu
from vizcore.training.patient.look import TOLERANCE, compare_layers


def test_the_processor_agrees_with_itself_in_every_layer() -> None:
    images = np.random.default_rng(0).integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
    differences = compare_layers(torch.device("cpu"), images)
    assert next(iter(differences)) == "conv1"
    assert list(differences)[-1] == "fc2"
    assert set(differences.values()) == {0.0}


def test_it_looks_and_then_trains_with_the_minutes_that_are_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = []
    monkeypatch.setattr(command, "main", lambda arguments: given.append(arguments) or 0)
    monkeypatch.setattr(gpu, "forward_times", lambda _: [0.1, 0.2, 0.3])
    asked = ["--device=cpu", f"--data={folder}", "--minutes=9", "--subset=20"]
    assert gpu.main(["--no-tests", *asked]) == 0
    said = capsys.readouterr().out
    assert "| fc2 | 0.0e+00 |" in said
    assert "| 1000 | 0.30 |" in said
    options = command.parser().parse_args(given[0])
    assert 8 < options.minutes < 9
    assert options.subset == 20


def test_a_layer_that_differs_is_named_and_nothing_is_trained(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gpu, "compare_layers", lambda *_: {"conv1": 0.0, "fc1": 3 * TOLERANCE})
    assert gpu.main(["--no-tests", "--device=cpu", f"--data={folder}"]) == 2
    assert "on cpu the layers fc1 differ from the processor's by up to 0.0003" in (
        capsys.readouterr().err
    )


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_cuda_agrees_with_the_processor_in_every_layer() -> None:
    images = np.random.default_rng(0).integers(0, 256, (100, 32, 32, 3), dtype=np.uint8)
    assert max(compare_layers(torch.device("cuda"), images).values()) <= TOLERANCE
