"""The shipped weights are the right ones, and what is wrong with others is said in one sentence."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import torch

from vizcore.errors import ConvScopeError, WeightsError
from vizcore.nets import choose_device, load_minivgg
from vizcore.nets.weights import WEIGHTS, weights_card


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights, to be damaged."""
    for name in ("minivgg.safetensors", "minivgg.json"):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    return tmp_path


def test_the_shipped_weights_have_the_checksum_beside_them() -> None:
    data = (WEIGHTS / "minivgg.safetensors").read_bytes()
    assert hashlib.sha256(data).hexdigest() == weights_card()["sha256"]


def test_the_model_comes_ready_to_answer_and_cannot_learn_by_accident() -> None:
    model = load_minivgg("cpu")
    assert not model.training
    assert not any(parameter.requires_grad for parameter in model.parameters())
    assert {p.dtype for p in model.parameters()} == {torch.float32}
    assert sum(p.numel() for p in model.parameters()) == 2_169_770


def test_the_weights_are_trained_and_finite() -> None:
    model = load_minivgg("cpu")
    assert all(tensor.isfinite().all() for tensor in model.state_dict().values())
    assert model.layers.bn1.running_mean.abs().max() > 0.01
    assert (model.layers.bn1.running_var - 1).abs().max() > 0.01


def test_a_single_changed_byte_is_noticed(folder: Path) -> None:
    path = folder / "minivgg.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(WeightsError, match="damaged or another version: its sha256 is"):
        load_minivgg("cpu", folder=folder)


@pytest.mark.parametrize("name", ["minivgg.safetensors", "minivgg.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(WeightsError, match=f"{name} is missing"):
        load_minivgg("cpu", folder=folder)


@pytest.mark.parametrize(
    ("data", "complaint"), [("{", "is not JSON"), ("[]", "no sha256"), ('{"a": 1}', "no sha256")]
)
def test_a_card_without_a_checksum_is_refused(folder: Path, data: str, complaint: str) -> None:
    (folder / "minivgg.json").write_text(data)
    with pytest.raises(WeightsError, match=complaint):
        load_minivgg("cpu", folder=folder)


def test_weights_of_another_network_are_refused_even_with_their_checksum(folder: Path) -> None:
    from safetensors.torch import save

    data = save({"layers.conv1.weight": torch.zeros(2, 2)})
    (folder / "minivgg.safetensors").write_bytes(data)
    card = {"sha256": hashlib.sha256(data).hexdigest()}
    (folder / "minivgg.json").write_text(json.dumps(card))
    with pytest.raises(WeightsError, match="does not hold MiniVGG's weights"):
        load_minivgg("cpu", folder=folder)


def test_a_device_that_is_not_there_is_refused_with_the_choices() -> None:
    with pytest.raises(ConvScopeError, match=r"no device 'cuda:97' here; choose .*'cpu' or 'auto'"):
        load_minivgg("cuda:97")


def test_the_environment_takes_the_place_of_auto_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVSCOPE_DEVICE", "cpu")
    assert choose_device() == torch.device("cpu")
    monkeypatch.setenv("CONVSCOPE_DEVICE", "abacus")
    assert choose_device("cpu") == torch.device("cpu")
    with pytest.raises(ConvScopeError, match="no device 'abacus'"):
        choose_device()


def test_auto_takes_cuda_then_mps_then_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONVSCOPE_DEVICE", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert choose_device() == torch.device("cuda")
    assert choose_device("cuda:1") == torch.device("cuda:1")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device() == torch.device("mps")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert choose_device() == torch.device("cpu")


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_cuda_answers_as_the_processor_does() -> None:
    import numpy as np

    pixels = np.random.default_rng(0).integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
    there, here = load_minivgg("cuda"), load_minivgg("cpu")
    with torch.backends.cudnn.flags(allow_tf32=False):
        answer = there(there.prepare(pixels)).cpu()
    torch.testing.assert_close(answer, here(here.prepare(pixels)), rtol=1e-4, atol=1e-4)
