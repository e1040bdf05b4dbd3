"""Pictures of the network's classes in a row of their own, drawn and from CIFAR-10."""

import json

import numpy as np
import pytest

from pages.ui import cifar10
from pages.ui.cifar10 import named
from pages.ui.inside.doubt import doubt
from pages.ui.inside.passage import load_network, pass_through
from tests.pages.helpers import fresh, opened_at
from tests.pages.sent import address, protos
from vizcore.images import to_network_input
from vizcore.nets import LABELS
from vizcore.training.run.data import load_few

DRAWN = [f"drawn_{label}" for label in LABELS]


def row(app):
    (proto,) = protos(app, "picker")
    return json.loads(proto.json)["classes"]


def test_without_the_data_there_are_ten_drawings_on_feature_maps_alone(app, monkeypatch):
    monkeypatch.delenv("CONVSCOPE_CIFAR10", raising=False)
    assert [tile["name"] for tile in row(opened_at(app, "feature_maps"))] == DRAWN
    assert row(opened_at(fresh("kernels"), "kernels")) == []


def test_a_drawing_is_no_reason_to_doubt_and_goes_to_other_pages(app):
    opened_at(app, "feature_maps", picture="drawn_ship")
    shown = app.session_state["picture_chosen"]
    network = load_network()
    probabilities = pass_through(network, to_network_input(shown.preview)).probabilities
    assert network.labels[probabilities.argmax()] == "ship"
    assert doubt(shown.sample, probabilities) == ""
    opened_at(app, "kernels")
    assert app.session_state["picture_chosen"] is shown


def test_a_link_to_a_test_image_shows_the_cat_where_the_data_are_not(app, monkeypatch, tmp_path):
    monkeypatch.delenv("CONVSCOPE_CIFAR10", raising=False)
    opened_at(app, "kernels", picture="cifar10-ship-8")
    assert app.session_state["picture_chosen"].sample == "cat"
    assert address(app) == {}
    file = tmp_path / "nonsense.zip"
    file.write_bytes(b"no zip")
    monkeypatch.setenv("CONVSCOPE_CIFAR10", str(file))
    assert cifar10.pictures() == {}


@pytest.mark.usefixtures("cifar10")
def test_where_the_data_are_there_is_one_image_of_each_class_and_four_mistakes(app):
    titles = [tile["title"] for tile in row(opened_at(app, "feature_maps"))[10:]]
    assert titles[:10] == [f"{label.capitalize()}, test image" for label in LABELS]
    assert titles[10] == "Truck, taken for automobile"
    assert len(titles) == 14
    network = load_network()
    for shown in cifar10.pictures().values():
        answer = network.labels[pass_through(network, shown.preview).probabilities.argmax()]
        label, taken = shown.name.split(", ")
        assert taken == (f"taken for {answer}" if label.lower() != answer else "test image")
    (mark, *_) = cifar10.pictures()
    opened_at(app, "kernels", picture=mark)
    assert app.session_state["picture_chosen"].size == (32, 32)


def test_any_test_image_can_be_named(app, cifar10):
    opened_at(app, "unit", picture="cifar10-frog-999")
    shown = app.session_state["picture_chosen"]
    np.testing.assert_array_equal(
        shown.preview, load_few(cifar10, "test", [("frog", 999)])["frog", 999]
    )
    assert address(app) == {"picture": "cifar10-frog-999"}
    for name in ("frog-1000", "frog-", "toad-7", "frog--1", "frog-7-8"):
        opened_at(fresh("unit"), "unit", picture=f"cifar10-{name}")
        assert named(f"cifar10-{name}") is None
