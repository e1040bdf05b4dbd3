"""The page "How it learned": what is sent is what the film's networks make of a picture."""

import numpy as np
import pytest
import torch

from pages.learning import film
from pages.learning.card import class_rows, figures, per_class
from pages.learning.figure import figure_of, layer_values, to_bytes
from pages.learning.follow import operands_of
from pages.ui.inside.spots import Spot
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, kept, left_to_browser, sent_to
from vizcore.nets import film_card, load_checkpoint, record, trace

CAT = sample_picture("cat")
STEPS = [frame["step"] for frame in film_card()["frames"]]
AT = (0, 7, 16)  # moments that are compared


@pytest.fixture(scope="module")
def outputs():
    """What whole networks of the film make of the cat, by moment."""
    made = {}
    for at in AT:
        model = load_checkpoint(STEPS[at])
        x = model.prepare(film.network_input(CAT)[None].copy())
        made[at] = model, {"input": x, **record(model, x)}
    return made


@pytest.mark.parametrize("layer", film.LAYERS)
def test_maps_and_answers_are_those_of_the_whole_networks(layer, outputs):
    values, chances = layer_values(CAT, layer), film.chances_of(CAT)
    for at, (_, recorded) in outputs.items():
        np.testing.assert_allclose(values[at], recorded[layer][0].numpy(), rtol=1e-4, atol=1e-4)
        whole = torch.softmax(recorded["fc2"], 1)[0].numpy()
        np.testing.assert_allclose(chances[at], whole, atol=1e-6)


@pytest.mark.lecture("L31", page="learning")
@pytest.mark.parametrize(
    "spot",
    [Spot("conv1", 3, 0, 31), Spot("conv2", 9, 12, 4), Spot("conv3", 50, 15, 0),
     Spot("conv4", 1, 7, 7), Spot("relu2", 4, 20, 20), Spot("bn1", 30, 31, 31),
     Spot("bn4", 63, 5, 9)],
)  # fmt: skip
def test_a_followed_number_has_the_operands_that_trace_names(spot, outputs):
    found = operands_of(CAT, spot)
    for at, (model, recorded) in outputs.items():
        traced = trace(model, recorded, spot.layer, (spot.channel, spot.row, spot.column))
        assert found["result"][at] == pytest.approx(traced.recorded, rel=1e-4, abs=1e-5)
        window = found["window"][at].astype(float)
        if "kernel" in found:
            products = window * found["kernel"][at]
            assert products.sum() + found["bias"][at] == pytest.approx(traced.value, abs=1e-4)
            values = [term.value for term in traced.terms]
            np.testing.assert_allclose(window[window != 0], [v for v in values if v], atol=1e-4)
        elif "gamma" in found:
            gamma, beta, mean, var = (
                float(found[name][at]) for name in ("gamma", "beta", "mean", "variance")
            )
            value = gamma * (window.item() - mean) / np.sqrt(var + 1e-5) + beta
            assert value == pytest.approx(traced.value, rel=1e-5, abs=1e-5)
        else:
            assert max(0.0, window.item()) == pytest.approx(traced.value, abs=1e-5)


def test_the_first_maps_of_the_cat_are_sent_with_what_the_film_knows(app):
    opened(app)
    meta, operands = sent_to(app, "learning")
    facts, arrays = kept(app)[meta["film"]]
    assert [frame["step"] for frame in facts["frames"]] == STEPS
    assert arrays["maps"].shape == (17, 32, 32, 32)
    for at, frame in enumerate(film_card()["frames"]):
        assert facts["frames"][at]["accuracy"] == frame["accuracy"]
        np.testing.assert_array_equal(arrays["confusion"][at], frame["confusion"])
    where = (meta["channel"], meta["row"], meta["column"])
    np.testing.assert_allclose(operands["result"], layer_values(CAT, "conv1")[:, *where], atol=1e-5)
    assert operands["window"].shape == (17, 3, 3, 3)
    assert address(app) == {}
    assert left_to_browser(app)[:3] == ["frame", "channel", "cell"]


@pytest.mark.parametrize("layer", ["conv2", "bn1", "conv4"])
def test_a_message_stays_below_seven_hundred_thousand_bytes(layer):
    assert len(figure_of(CAT, layer).data) < 700_000


def test_a_byte_is_a_value_but_for_half_a_step():
    values = np.random.default_rng(5).normal(size=(3, 4, 6, 6)).astype(np.float32)
    values[1, 2] = 0
    small, scales = to_bytes(values)
    back = (small.astype(float) - 128) / 127 * scales[..., None, None]
    assert np.abs(back - values).max() <= scales.max() / 254 * 1.001
    assert not back[1, 2].any()
    assert small.min() >= 1


def test_the_address_names_layer_and_value_and_nonsense_is_what_stands_out(app):
    opened(app, layer="bn3", channel="40", cell="15,2")
    meta, operands = sent_to(app, "learning")
    assert (meta["channel"], meta["row"], meta["column"]) == (40, 15, 2)
    assert set(operands) == {"result", "window", "gamma", "beta", "mean", "variance"}
    said = [caption.value for caption in app.caption]
    assert any("map 40, row 15, column 2 of `bn3`" in text for text in said)


def test_the_model_card_is_that_of_its_files():
    assert "87.99 %" in figures()
    assert "88.04 % ± 0.04" in figures()
    rows = class_rows()
    assert [row[0] for row in rows][::9] == ["automobile", "cat"]
    assert rows[-1][1:] == (0.73, "dog", 113)
    assert "| cat | 73.0 % |" in per_class()
