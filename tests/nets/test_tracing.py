"""A value taken apart adds up to PyTorch's, on the trained network and on one of odd settings."""

import numpy as np
import pytest
import torch
from torch import nn

from vizcore.errors import ArchitectureError, ShapeError
from vizcore.nets import layers_of, load_minivgg, record, trace

ODD = nn.Sequential(
    nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(1, 2), groups=2),
    nn.BatchNorm2d(6, affine=False),
    nn.MaxPool2d((3, 2), stride=(1, 2), padding=1),
    nn.ReLU(),
    nn.Flatten(),
    nn.Dropout(0.5),
    nn.Linear(6 * 6 * 5, 7, bias=False),
)


def passed(model, x):
    model.eval()
    outputs = {"input": x, **record(model, x)}
    last = next(reversed(outputs.values()))
    return outputs | {"softmax": torch.softmax(last, 1)}


def odd():
    torch.manual_seed(3)
    with torch.no_grad():
        ODD[1].running_mean.normal_()
        ODD[1].running_var.uniform_(0.5, 2)
    return ODD, torch.randn(2, 4, 9, 9)


def trained():
    rng = np.random.default_rng(5)
    model = load_minivgg("cpu")
    return model, model.prepare(rng.integers(0, 256, (2, 32, 32, 3), dtype=np.uint8))


@pytest.mark.parametrize("network", [trained, odd])
def test_every_kind_of_value_is_torchs_from_its_own_terms(network):
    model, x = network()
    outputs = passed(model, x)
    rng = np.random.default_rng(0)
    layers = layers_of(model, shape=tuple(x.shape[1:]), labels=("a",) * outputs["softmax"].shape[1])
    names = {layer.name: layer.shape for layer in layers}
    for name, shape in names.items():
        corner = tuple(0 for _ in shape)
        for index in [corner, *(tuple(rng.integers(shape).tolist()) for _ in range(3))]:
            found = trace(model, outputs, name, index, picture=1)
            assert found.recorded == float(outputs[name][(1, *index)])
            size = sum(abs(term.product) for term in found.terms) + abs(found.bias) or 1
            assert abs(found.value - found.recorded) < 2e-6 * max(size, abs(found.recorded)), name
            for term in found.terms[:40]:
                assert term.value == float(outputs[term.layer][(1, *term.index)])
            if found.layer.kind not in ("softmax", "input"):
                total = sum(found.partial.values()) + found.bias
                assert total == pytest.approx(found.value, abs=1e-9 + 1e-9 * size)


def test_a_chain_leads_from_a_class_to_a_pixel_and_each_number_is_the_next_ones_operand():
    model, x = trained()
    outputs = passed(model, x)
    layer, index, stations = "softmax", (int(outputs["softmax"][0].argmax()),), []
    while layer != "input":
        found = trace(model, outputs, layer, index)
        assert found.value == pytest.approx(found.recorded, rel=1e-4, abs=1e-5)
        own = [term for term in found.terms if term.index == index and layer == "softmax"]
        strongest = max(own or found.terms, key=lambda term: abs(term.product))
        stations.append(layer)
        layer, index = strongest.layer, strongest.index
    assert len(stations) == len(layers_of(model)) - 1
    assert trace(model, outputs, "input", index).value == float(x[(0, *index)])


def test_a_value_is_explained_in_a_line():
    model = nn.Sequential(nn.Conv2d(1, 1, 2, bias=True), nn.ReLU(), nn.Flatten(), nn.Linear(1, 2))
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([[[[1.0, -2.0], [0.5, 3.0]]]]))
        model[0].bias.fill_(-1)
    outputs = passed(model, torch.tensor([[[[1.0, 2.0], [4.0, -3.0]]]]))
    found = trace(model, outputs, "0", (0, 0, 0))
    assert found.explain() == "0[0, 0, 0] = 3 · (−3) − 2 · 2 + 0.5 · 4 + 1 · 1 − 1 = −11"
    assert trace(model, outputs, "1", (0, 0, 0)).explain() == "1[0, 0, 0] = 0 · (−11) + 0 = 0"


def test_a_softmax_is_added_where_it_is_missing_and_what_is_missing_is_named():
    model, x = trained()
    outputs = {"input": x, **record(model, x)}
    torch_s = torch.softmax(outputs["fc2"], 1)
    assert trace(model, outputs, "softmax", (4,)).value == pytest.approx(float(torch_s[0, 4]))
    with pytest.raises(ArchitectureError, match="there is no layer 'conv9'"):
        trace(model, outputs, "conv9", (0, 0, 0))
    with pytest.raises(ShapeError, match=r"32 × 32 × 32, and none at \(32, 0, 0\)"):
        trace(model, outputs, "conv1", (32, 0, 0))
    with pytest.raises(ArchitectureError, match="output of conv1 is missing"):
        trace(model, {"input": x}, "conv1", (0, 0, 0))
    with pytest.raises(ArchitectureError, match="outputs need the picture too"):
        trace(model, record(model, x), "conv1", (0, 0, 0))
