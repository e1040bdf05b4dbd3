"""The page of the whole network: what it sends, which value its programs print, its tour."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.network.tour import STOPS
from pages.ui.inside.passage import load_network
from tests.pages.helpers import opened
from tests.pages.sent import kept, sent_to
from vizcore.nets import LABELS, MiniVGG, layers_of, receptive_field

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
    _, arrays = sent_to(app, "network")
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
