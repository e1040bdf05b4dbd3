"""The programs of the page Dropout print the masks' means on screen."""

import numpy as np
import pytest
from PIL import Image

from pages.dropout.code import programs, toy_programs
from pages.dropout.masks import Shown, sums
from pages.dropout.toy import TOY
from pages.ui.network_programs import PICTURE, WEIGHTS
from tests.pages.helpers import execute
from vizcore.locations import ASSETS
from vizcore.nets import load_minivgg, record

PIXELS = np.random.default_rng(26).integers(0, 256, (32, 32, 3), dtype=np.uint8)
UNIT = 74
both = pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
HOW = [Shown(9, 0.25), Shown(9, 0.6, channels=True, classic=True), Shown(1, 0.5, classic=True)]


@pytest.mark.lecture("L26", page="dropout")
@both
@pytest.mark.parametrize("how", HOW)
def test_the_program_draws_the_masks_on_screen(library, how, tmp_path, monkeypatch):
    Image.fromarray(PIXELS).save(tmp_path / PICTURE)
    (tmp_path / WEIGHTS).symlink_to(ASSETS / "weights" / WEIGHTS)
    monkeypatch.chdir(tmp_path)
    names, printed = execute(programs(how, UNIT)[library])
    model = load_minivgg("cpu")
    maps = record(model, model.prepare(PIXELS[None]))["pool2"][0].numpy()
    layer = model.layers.fc1
    weights, bias = layer.weight[UNIT].numpy(), float(layer.bias[UNIT])
    np.testing.assert_allclose(names["sums"], sums(maps, weights, bias, how), atol=1e-3)
    x = maps.ravel().astype(np.float64) * (1 - how.rate if how.classic else 1)
    assert float(names["test"]) == pytest.approx(float(weights @ x + bias), abs=1e-3)
    assert len(printed.splitlines()) == 3


@pytest.mark.lecture("L26", page="dropout")
@both
@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize("classic", [False, True])
def test_the_toys_program_goes_through_all_networks(library, relu, classic):
    how = Shown(rate=0.25, classic=classic)
    names, printed = execute(toy_programs(*TOY.tolist(), how, relu=relu)[library])
    mean, test = float(names["mean"]), float(names["test"])
    assert len(printed.splitlines()) == 17
    assert test == pytest.approx(0.75 if classic else 1)
    if relu:
        assert mean > test + 0.5
    else:
        assert mean == pytest.approx(test, abs=1e-6)


@pytest.mark.parametrize("how", HOW)
def test_the_keras_programs_are_valid_python(how):
    compile(programs(how, UNIT)["Keras"], "k", "exec")
    compile(toy_programs(*TOY.tolist(), how, relu=True)["Keras"], "k", "exec")
