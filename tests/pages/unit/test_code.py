"""The programs of the page print what a unit makes of the person's picture."""

import numpy as np
import pytest
from PIL import Image

from pages.ui.network_programs import PICTURE, WEIGHTS
from pages.unit.code import programs
from tests.pages.helpers import execute
from vizcore.images.crop import to_network_input
from vizcore.images.scenes import SCENES
from vizcore.locations import ASSETS
from vizcore.nets import layers_of, load_minivgg
from vizcore.nets.silencing import effect_off
from vizcore.nets.units import speaking, survey

PIXELS = to_network_input(SCENES["deer"]())
UNITS = [("conv1", 3, "relu1"), ("conv4", 17, "relu4"), ("fc1", 70, "relu5"), ("fc2", 4, "fc2")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    Image.fromarray(PIXELS).save(tmp_path / PICTURE)
    (tmp_path / WEIGHTS).symlink_to(ASSETS / "weights" / WEIGHTS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
@pytest.mark.parametrize(("layer", "channel", "answers"), UNITS)
def test_the_answer_and_its_place_are_those_on_screen(library, layer, channel, answers):
    names, printed = execute(programs(layer, channel, answers)[library])
    found = survey(load_minivgg("cpu"), PIXELS[None])[layer]
    assert names["value"] == pytest.approx(found.values[0, channel], abs=1e-4)
    if names["place"]:
        row, column = names["place"]
        side = names["unit"].shape[-1]
        assert row * side + column == found.places[0, channel]
    assert printed.startswith("largest ")


@pytest.mark.usefixtures("folder")
def test_pytorchs_program_switches_the_unit_off_and_climbs():
    names, printed = execute(programs("conv4", 17, "relu4")["PyTorch"])
    model = load_minivgg("cpu")
    (expected,) = effect_off(model, PIXELS[None], speaking(layers_of(model))[3], [17])
    np.testing.assert_allclose(names["change"], expected, atol=1e-4)
    steps = [float(line.split(":")[1]) for line in printed.splitlines() if "step" in line]
    assert len(steps) == 11
    assert steps[-1] > steps[0]


@pytest.mark.parametrize("library", ["PyTorch", "NumPy", "Keras"])
def test_every_program_is_valid_python(library):
    for unit in UNITS:
        compile(programs(*unit)[library], library, "exec")
