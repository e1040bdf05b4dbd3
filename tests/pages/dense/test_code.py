"""The programs of the page Fully connected print the sum on screen and its products."""

import numpy as np
import pytest
from PIL import Image

from pages.dense.code import Sum, programs
from pages.dense.scenes import toy_numbers
from pages.ui.network_programs import PICTURE, WEIGHTS
from tests.pages.helpers import execute
from vizcore import ops
from vizcore.locations import ASSETS
from vizcore.nets import load_minivgg, record

PIXELS = np.random.default_rng(19).integers(0, 256, (32, 32, 3), dtype=np.uint8)
SUMS = [Sum("fc1", 138), Sum("fc1", 0), Sum("fc2", 9), Sum("fc", 3, 5)]
both = pytest.mark.parametrize("library", ["PyTorch", "NumPy"])


@pytest.mark.lecture("L19", page="dense")
@both
@pytest.mark.parametrize("layer", ["fc1", "fc2"])
def test_the_program_prints_the_networks_sum(library, layer, tmp_path, monkeypatch):
    Image.fromarray(PIXELS).save(tmp_path / PICTURE)
    (tmp_path / WEIGHTS).symlink_to(ASSETS / "weights" / WEIGHTS)
    monkeypatch.chdir(tmp_path)
    names, printed = execute(programs(Sum(layer, 7))[library])
    model = load_minivgg("cpu")
    outputs = record(model, model.prepare(PIXELS[None]))
    x = outputs[{"fc1": "pool2", "fc2": "bn5"}[layer]].flatten()
    products = (x * getattr(model.layers, layer).weight[7]).numpy()
    found = np.asarray(names["products"])
    np.testing.assert_allclose(found, products, atol=1e-4)
    total = float(outputs[layer][0, 7])
    assert float(found.sum() + names["bias"]) == pytest.approx(total, abs=1e-3)
    largest = np.asarray(names["largest"])
    assert found[largest[0]] == found.max()
    assert found[largest[-1]] == found.min()
    assert printed


@pytest.mark.lecture("L19", page="dense")
@both
def test_the_program_prints_the_toys_outputs(library):
    maps, weights, bias = toy_numbers(5)
    names, printed = execute(programs(Sum("fc", 3, 5))[library])
    y = ops.dense(maps.reshape(1, -1), weights, bias)[0]
    assert float(np.asarray(names["products"]).sum() + names["bias"]) == y[3]
    assert all(f"{value:g}" in printed for value in y)


@pytest.mark.parametrize("sum_", SUMS)
def test_the_keras_program_is_valid_python(sum_):
    compile(programs(sum_)["Keras"], "k", "exec")


def test_keras_order_is_what_the_toys_keras_program_makes_of_the_weights():
    """Without Keras: its flattened maps times its weights are the same sums."""
    maps, weights, bias = toy_numbers(0)
    flat = maps.transpose(1, 2, 0).ravel()
    columns = weights.reshape(4, 10, 5, 5).transpose(2, 3, 1, 0).reshape(250, 4)
    y = ops.dense(maps.reshape(1, -1), weights, bias)[0]
    np.testing.assert_array_equal(flat @ columns + bias, y)
    assert "weights.reshape(4, 10, 5, 5).transpose(2, 3, 1, 0)" in programs(SUMS[3])["Keras"]
