"""What ships is the checkpoint's averaged weights, nothing else, in half the space."""

from pathlib import Path

import pytest
import torch

from vizcore.errors import WeightsError
from vizcore.nets import load_minivgg
from vizcore.training import Recipe, Run
from vizcore.training.run.export import export, main


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    run = Run.start(Recipe(seed=5))
    with torch.no_grad():
        run.model.layers.fc2.bias += 100  # must not be what is exported
        run.average.layers.fc2.bias += 1
        run.average.layers.bn1.running_var *= 3
    run.save(tmp_path / "checkpoint.pt")
    return tmp_path / "checkpoint.pt"


def _logits(folder: Path) -> torch.Tensor:
    model = load_minivgg("cpu", folder=folder)
    x = torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    return model(x)


def test_an_export_answers_as_the_averaged_model_does(checkpoint: Path, tmp_path: Path) -> None:
    export(checkpoint, tmp_path / "out")
    run = Run.start(Recipe(seed=5))
    run.restore(checkpoint)
    x = torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(_logits(tmp_path / "out"), run.average(x), rtol=0, atol=5e-3)


def test_the_temperature_divides_the_logits(checkpoint: Path, tmp_path: Path) -> None:
    export(checkpoint, tmp_path / "plain")
    card = export(checkpoint, tmp_path / "soft", temperature=2.0)
    assert card["temperature"] == 2.0
    expected = _logits(tmp_path / "plain") / 2
    torch.testing.assert_close(_logits(tmp_path / "soft"), expected, rtol=0, atol=1e-4)


def test_an_export_takes_half_the_space_and_tells_where_it_came_from(
    checkpoint: Path, tmp_path: Path
) -> None:
    card = export(checkpoint, tmp_path / "out")
    assert 2 * 2_169_770 < card["bytes"] < 2.1 * 2_169_770
    assert card["recipe"]["seed"] == 5
    assert card["parameters"] == 2_169_770


def test_the_same_checkpoint_gives_the_same_bytes(checkpoint: Path, tmp_path: Path) -> None:
    assert export(checkpoint, tmp_path / "a") == export(checkpoint, tmp_path / "b")


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("nan")])
def test_a_temperature_must_be_above_zero(
    checkpoint: Path, tmp_path: Path, temperature: float
) -> None:
    with pytest.raises(WeightsError, match="must be above 0"):
        export(checkpoint, tmp_path, temperature=temperature)


def test_a_file_that_is_no_checkpoint_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save({"average": {"a": torch.ones(1)}}, tmp_path / "other.pt")
    assert main(["--checkpoint", str(tmp_path / "other.pt"), "--out", str(tmp_path)]) == 2
    assert "is not a checkpoint of a training run" in capsys.readouterr().err
    for content in ("", "hello"):
        (tmp_path / "text.pt").write_text(content)
        assert main(["--checkpoint", str(tmp_path / "text.pt"), "--out", str(tmp_path)]) == 2
        assert "is damaged or no checkpoint" in capsys.readouterr().err
    Run.start(Recipe(network="wide_vgg")).save(tmp_path / "teacher.pt")
    assert main(["--checkpoint", str(tmp_path / "teacher.pt"), "--out", str(tmp_path)]) == 2
    assert "is of the network wide_vgg, not minivgg" in capsys.readouterr().err
    assert main(["--checkpoint", str(tmp_path / "none.pt"), "--out", str(tmp_path)]) == 2
