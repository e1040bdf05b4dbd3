"""The page of the whole network: what it sends, which value its programs print, its tour."""

import re
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from pages.network.surgery import edited_passage
from pages.network.tour import STOPS
from pages.ui.inside.crop import Crop
from pages.ui.inside.passage import load_network
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import kept, sent_plain
from vizcore.images import to_network_input
from vizcore.nets import (
    LABELS,
    Edit,
    MiniVGG,
    layers_of,
    load_minivgg,
    operate,
    receptive_field,
)

MOST = 700_000  # bytes that a picture may cost


@pytest.mark.lecture("L21", page="network")
def test_every_layer_of_the_network_is_sent_in_order(app: AppTest) -> None:
    opened(app)
    assert not app.exception
    facts, _ = kept(app)["minivgg"]
    sent = [(layer["name"], tuple(layer["shape"])) for layer in facts["layers"]]
    assert sent == [(layer.name, layer.shape) for layer in layers_of(MiniVGG())]
    assert [name for name, _ in sent][-8:-4] == ["dropout2", "flatten", "fc1", "relu5"]


def test_a_picture_costs_less_than_its_budget(app: AppTest) -> None:
    opened(app)
    _, arrays = kept(app)[sent_plain(app, "network")["passage"]]
    assert sum(array.nbytes for array in arrays.values()) < MOST


def test_the_programs_print_the_most_likely_class_until_a_value_is_chosen(app: AppTest) -> None:
    app.query_params["code"] = "PyTorch"
    opened(app)
    assert f'outputs["softmax"][0, {LABELS.index("cat")}]' in app.code[0].value
    app.session_state["network"] = {
        "spot": {"layer": "flatten", "channel": 4095, "row": 0, "column": 0}
    }
    app.run()
    assert 'outputs["flatten"][0, 4095]' in app.code[0].value


@pytest.mark.parametrize(
    "asked",
    [
        {"layer": "conv9", "channel": "1"},
        {"layer": "conv3", "channel": "64", "cell": "99,1"},
        {"trail": "softmax.3.0.0_conv1", "stop": "11"},
        {"folded": "all", "stop": "zero", "scale": "huge"},
    ],
)
def test_nonsense_in_the_address_opens_the_page_all_the_same(
    app: AppTest, asked: dict[str, str]
) -> None:
    app.query_params.update(asked)
    opened(app)
    assert not app.exception
    assert not app.error


def test_the_tour_goes_through_layers_that_there_are_and_asks_three_times(app: AppTest) -> None:
    opened(app)
    facts, _ = kept(app)["network_tour"]
    assert facts["stops"] == STOPS
    assert len(STOPS) == 10
    names = {layer.name for layer in load_network().layers} | {""}
    assert {stop["layer"] for stop in STOPS} <= names
    asked = [stop for stop in STOPS if stop["answers"]]
    assert len(asked) == 3
    assert all(0 <= stop["right"] < len(stop["answers"]) and stop["why"] for stop in asked)


def test_what_the_tour_says_in_numbers_is_so() -> None:
    layers = {layer.name: layer for layer in load_network().layers}
    kernel = MiniVGG().layers.conv1.weight[0].numel()
    field = receptive_field(MiniVGG(), "conv2", (0, 9, 9))
    weights = MiniVGG().layers.fc1.weight.numel()
    right = [stop["answers"][stop["right"]] for stop in STOPS if stop["answers"]]
    assert right == [f"{kernel}", f"{len(field.rows)} × {len(field.columns)}", f"{weights:,}"]
    assert 0.965 < weights / sum(layer.parameters for layer in layers.values()) < 0.975
    assert len(receptive_field(MiniVGG(), "conv4", (0, 8, 8)).rows) == 14
    values = sum(
        layer.shape[0] * (layer.shape[1] * layer.shape[2] if len(layer.shape) == 3 else 1)
        for layer in layers.values()
    )
    assert round(values, -4) == 330_000


def test_changes_come_from_the_address_and_send_what_they_changed(app: AppTest) -> None:
    app.query_params["edits"] = "off:bn4.3;nonsense;weight:fc2.3.5=2;off:conv9.1"
    opened(app)
    payload = sent_plain(app, "network")
    words = [change["words"] for change in payload["changes"]]
    assert words == ["bn4 3 is off", "weight [3, 5] of fc2 is 2"]
    _, arrays = kept(app)[payload["edited"]]
    assert (arrays["bn4"][3] == 0).all()
    assert arrays["fc2.weight"][3, 5] == 2
    assert "conv4" not in arrays, "nothing before the first change is sent again"
    model = load_minivgg("cpu")
    x = model.prepare(to_network_input(sample_picture("cat").preview)[None].copy())
    edits = [Edit("off", "bn4", (3,)), Edit("weight", "fc2", (3, 5), 2.0)]
    outputs, _ = operate(model, x, edits)
    np.testing.assert_allclose(arrays["fc2"], outputs["fc2"][0].numpy(), rtol=1e-5, atol=1e-5)


def test_twenty_surgeons_cost_no_memory_and_no_network(app: AppTest) -> None:
    opened(app)
    network = load_network()
    before = {name: tensor.clone() for name, tensor in network.model.state_dict().items()}
    picture = sample_picture("cat")
    tracemalloc.start()
    held = tracemalloc.get_traced_memory()[0]
    for channel in range(20):
        edits = [Edit("off", "conv1", (channel,)), Edit("bias", "fc1", (channel,), 9.0)]
        assert edited_passage(network, picture, Crop(), edits)
    grown = tracemalloc.get_traced_memory()[0] - held
    tracemalloc.stop()
    assert grown < 1_000_000
    assert all(torch.equal(before[k], v) for k, v in network.model.state_dict().items())


def test_accuracy_is_compared_where_the_test_images_are(
    app: AppTest, cifar10: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVSCOPE_CIFAR10", str(cifar10))
    app.query_params["edits"] = "off:conv1.9;off:conv1.15;off:conv1.3"
    opened(app)
    app.button(key="network_compare").click().run()
    assert not app.exception
    (text,) = [each.value for each in app.markdown if "test images the trained" in each.value]
    before, after = (float(n) for n in re.findall(r"\*\*([\d.]+) %", text))
    assert 86 < before < 90
    assert after < before
