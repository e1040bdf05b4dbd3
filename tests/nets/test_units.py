"""What units answer, what happens without them, what arrives from them: against plain loops."""

import numpy as np
import pytest
import torch

from vizcore.nets import MiniVGG, layers_of, load_minivgg, record
from vizcore.nets.exciting import BEST, LEAST, exciting
from vizcore.nets.links import links
from vizcore.nets.silencing import arriving, effect_off
from vizcore.nets.surgery import Edit, operate
from vizcore.nets.units import Survey, largest, speaking, survey

PICTURES = np.random.default_rng(3).integers(0, 256, (4, 32, 32, 3), np.uint8)


@pytest.fixture(scope="module")
def model() -> MiniVGG:
    return load_minivgg("cpu")


def test_a_unit_answers_with_the_largest_value_behind_its_relu(model):
    found = survey(model, PICTURES)
    outputs = record(model, model.prepare(PICTURES))
    for each in speaking(layers_of(model)):
        values, places = found[each.name].values, found[each.name].places
        for n in range(len(PICTURES)):
            for unit in range(0, each.units, 7):
                plain = outputs[each.answers.name][n, unit].numpy().ravel()
                assert values[n, unit] == plain.max()
                assert places[n, unit] == plain.argmax()


def test_of_equal_values_the_first_is_meant():
    found = largest(torch.tensor([[[[1.0, 3.0], [3.0, 3.0]]]]))
    assert (found.values.item(), found.places.item()) == (3.0, 1)


@pytest.mark.parametrize(("layer", "unit"), [(0, 5), (3, 17), (4, 100)])
def test_a_unit_is_switched_off_as_an_operation_does_it(model, layer, unit):
    each = speaking(layers_of(model))[layer]
    before = {name: array.clone() for name, array in model.state_dict().items()}
    (found,) = effect_off(model, PICTURES, each, [unit])
    x = model.prepare(PICTURES)
    off, _ = operate(model, x, [Edit("off", each.answers.name, (unit,))])
    expected = (off["fc2"] - record(model, x)["fc2"]).mean(0).numpy()
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert all(torch.equal(array, before[name]) for name, array in model.state_dict().items())


@pytest.mark.parametrize("place", [1, 3, 4])
def test_what_arrives_is_compared_with_the_silent_unit(model, place):
    layers = speaking(layers_of(model))
    each, target = layers[place], layers[place + 1]
    x = model.prepare(PICTURES)
    outputs = record(model, x)
    size, lean = arriving(model, outputs, each, target)
    for unit in (2, 20):
        off, _ = operate(model, x, [Edit("off", each.answers.name, (unit,))])
        source = target.layer.source
        away = (outputs[source] - off[source]).reshape(len(x), each.units, -1)[:, unit]
        assert size[unit] == pytest.approx(float(away.abs().mean()), rel=1e-4, abs=1e-6)
        assert lean[unit] == pytest.approx(float(away.mean()), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize(("layer", "sources"), [("conv3", 32), ("fc1", 64), ("fc2", 512)])
def test_links_are_sums_of_weights_times_what_arrives(model, layer, sources):
    weight = model.layers.state_dict()[f"{layer}.weight"].numpy()
    rng = np.random.default_rng(0)
    size, lean = rng.random(sources), rng.normal(size=sources)
    found = links(weight, size, lean)
    per_source = weight[0].size // sources
    for target, source in ((0, 0), (7, 3), (9, sources - 1)):
        flat = weight[target].ravel()[source * per_source : (source + 1) * per_source]
        strength = sum(abs(float(w)) for w in flat) * size[source]
        assert found.strength[target, source] == pytest.approx(strength, rel=1e-5)
        signed = sum(float(w) for w in flat) * lean[source]
        assert found.lean[target, source] == pytest.approx(signed, rel=1e-3, abs=1e-6)


def test_the_most_and_the_least_exciting_pictures_are_those_of_a_plain_sort():
    rng = np.random.default_rng(1)
    values = np.maximum(rng.normal(size=(60, 70)), 0).astype(np.float32)
    values[:, 5] = 0  # a silent unit
    places = rng.integers(0, 256, values.shape).astype(np.uint16)
    found = exciting(Survey(values, places), fires=True)
    for unit in (0, 63, 64, 69):
        order = sorted(range(60), key=lambda i: -values[i, unit])[:BEST]
        assert found.picture[unit].tolist() == order
        assert found.value[unit].tolist() == values[order, unit].tolist()
        assert found.place[unit].tolist() == places[order, unit].tolist()
        part = unit // 64 * 64
        sheet = found.picture[part : part + 64].ravel()
        shown = sheet[found.least[unit]]
        assert len(set(shown.tolist())) == LEAST
        lowest = sorted(values[sorted({i for i in sheet.tolist() if i >= 0}), unit])[:LEAST]
        assert sorted(found.least_value[unit].tolist()) == lowest
        assert values[shown, unit].tolist() == found.least_value[unit].tolist()
    assert (found.picture[5] == -1).all()
