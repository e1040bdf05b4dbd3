"""A recorded forward pass is the forward pass."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from vizcore.nets import MiniVGG, layers_of, record

# Row L31, output by output; flattening keeps all 4096 values.
SHAPES = {
    **dict.fromkeys(["conv1", "relu1", "bn1", "conv2", "relu2", "bn2"], (32, 32, 32)),
    **dict.fromkeys(["pool1", "dropout1"], (32, 16, 16)),
    **dict.fromkeys(["conv3", "relu3", "bn3", "conv4", "relu4", "bn4"], (64, 16, 16)),
    **dict.fromkeys(["pool2", "dropout2"], (64, 8, 8)),
    "flatten": (4096,),
    **dict.fromkeys(["fc1", "relu5", "bn5", "dropout3"], (512,)),
    "fc2": (10,),
}


def _model() -> MiniVGG:
    torch.manual_seed(3)
    return MiniVGG().eval().requires_grad_(False)


def _pictures(count: int) -> torch.Tensor:
    pixels = np.random.default_rng(4).integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
    return MiniVGG().prepare(pixels)


@pytest.mark.lecture("L31", page="feature_maps")
def test_every_layer_is_there_in_order_with_the_lectures_shape() -> None:
    outputs = record(_model(), _pictures(1))
    assert {name: tuple(output.shape[1:]) for name, output in outputs.items()} == SHAPES
    assert list(outputs) == list(SHAPES)


def test_the_facts_of_each_layer_agree_with_what_it_puts_out() -> None:
    model = _model()
    outputs = record(model, _pictures(1))
    layers = [layer for layer in layers_of(model) if layer.name not in ("input", "softmax")]
    assert len(layers) == 22
    for layer in layers:
        assert layer.shape == tuple(outputs[layer.name].shape[1:]), layer.name


def test_the_last_record_is_what_the_model_answers() -> None:
    model, x = _model(), _pictures(3)
    torch.testing.assert_close(record(model, x)["fc2"], model(x), rtol=0, atol=0)


def test_each_record_is_its_layer_applied_to_the_one_before() -> None:
    model, x = _model(), _pictures(1)
    outputs = record(model, x)
    for name, layer in model.layers.named_children():
        torch.testing.assert_close(outputs[name], layer(x), rtol=0, atol=0)
        x = outputs[name]


def test_recording_changes_nothing_in_the_model() -> None:
    model = _model()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    record(model, _pictures(2))
    assert not model.training
    assert not any(module._forward_hooks for module in model.modules())
    for name, tensor in model.state_dict().items():
        torch.testing.assert_close(tensor, before[name], rtol=0, atol=0)


def test_many_threads_at_once_get_the_same_as_each_alone() -> None:
    model, pictures = _model(), _pictures(8)
    alone = [record(model, picture[None]) for picture in pictures]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda picture: record(model, picture[None]), pictures))
    for one, other in zip(alone, together, strict=True):
        for name in one:
            torch.testing.assert_close(one[name], other[name], rtol=1e-6, atol=1e-6)
