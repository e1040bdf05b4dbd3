"""Every value of the trained network can be computed again from the layer before it."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from vizcore import ops
from vizcore.nets import load_minivgg, parameters_of, record
from vizcore.nets.contributions import largest_contributions

Arrays = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def outputs() -> Arrays:
    """What every layer of the trained network makes of one picture, the input among them."""
    model = load_minivgg("cpu")
    pixels = np.random.default_rng(7).integers(0, 256, (1, 32, 32, 3), dtype=np.uint8)
    x = model.prepare(pixels)
    return {"input": x[0].numpy()} | {k: v[0].numpy() for k, v in record(model, x).items()}


@pytest.fixture(scope="module")
def parameters() -> Arrays:
    return dict(parameters_of(load_minivgg("cpu")))


SOURCES = {"conv1": "input", "conv2": "bn1", "conv3": "dropout1", "conv4": "bn3"}


def _tolerance(values: np.ndarray) -> float:
    return 1e-5 * max(1.0, float(np.abs(values).max()))


@pytest.mark.parametrize(("layer", "source"), SOURCES.items())
@pytest.mark.lecture("L32", page="feature_maps")
def test_a_whole_layer_computed_by_ops_is_the_networks(
    layer: str, source: str, outputs: Arrays, parameters: Arrays
) -> None:
    weight, bias = parameters[f"{layer}.weight"], parameters[f"{layer}.bias"]
    again = ops.conv(outputs[source][None], weight, bias, padding=1)[0]
    np.testing.assert_allclose(again, outputs[layer], atol=_tolerance(outputs[layer]))


@pytest.mark.parametrize("i", [1, 2, 3, 4])
def test_relu_and_batch_norm_computed_by_ops_are_the_networks(
    i: int, outputs: Arrays, parameters: Arrays
) -> None:
    np.testing.assert_array_equal(ops.relu(outputs[f"conv{i}"]), outputs[f"relu{i}"])
    names = ("running_mean", "running_var", "weight", "bias")
    numbers = [parameters[f"bn{i}.{name}"] for name in names]
    again = ops.batch_norm(outputs[f"relu{i}"][None], *numbers)[0]
    np.testing.assert_allclose(again, outputs[f"bn{i}"], atol=_tolerance(again))


@pytest.mark.parametrize(("pool", "source"), [("pool1", "bn2"), ("pool2", "bn4")])
def test_pooling_computed_by_ops_is_the_networks(pool: str, source: str, outputs: Arrays) -> None:
    np.testing.assert_array_equal(ops.pool(outputs[source][None], 2)[0], outputs[pool])


def test_shared_parameters_cannot_be_written_to(parameters: Arrays) -> None:
    with pytest.raises(ValueError, match="read-only"):
        parameters["conv1.weight"][:] = 0


@given(seed=st.integers(0, 10_000), count=st.integers(1, 7))
def test_the_largest_contributions_are_those_of_a_full_sort(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    weight, x = rng.normal(size=(4, 7)), rng.normal(size=7)
    places, weights = largest_contributions(weight, x, count)
    expected = np.argsort(-np.abs(weight * x), axis=1)[:, :count]
    np.testing.assert_array_equal(places, expected)
    np.testing.assert_array_equal(weights, np.take_along_axis(weight, expected, axis=1))


def test_the_first_dense_layer_is_its_contributions_and_its_bias(
    outputs: Arrays, parameters: Arrays
) -> None:
    x, weight = outputs["dropout2"].ravel(), parameters["fc1.weight"]
    places, weights = largest_contributions(weight, x, x.size)
    sums = (weights.astype(np.float64) * x[places]).sum(axis=1) + parameters["fc1.bias"]
    np.testing.assert_allclose(sums, outputs["fc1"], atol=_tolerance(outputs["fc1"]))


def test_softmax_of_the_logits_is_torchs(outputs: Arrays) -> None:
    expected = torch.softmax(torch.from_numpy(outputs["fc2"]), dim=0).numpy()
    np.testing.assert_allclose(ops.softmax(outputs["fc2"]), expected, atol=1e-7)
