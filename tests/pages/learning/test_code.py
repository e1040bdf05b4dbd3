"""The programs on the page print the followed number at each moment."""

import numpy as np
import pytest
from PIL import Image

from pages.learning.code import programs
from pages.learning.film import network_input
from pages.learning.follow import operands_of
from pages.ui.inside.spots import Spot
from pages.ui.picture import sample_picture
from tests.pages.helpers import execute
from vizcore.locations import ASSETS

CASES = [
    ("PyTorch", Spot("conv1", 3, 0, 31)),
    ("NumPy", Spot("conv1", 3, 0, 31)),
    ("NumPy", Spot("bn4", 63, 5, 9)),
]


@pytest.fixture(autouse=True)
def beside(tmp_path, monkeypatch):
    """A folder with the picture and the film, which the programs run in."""
    Image.fromarray(network_input(sample_picture("cat"))).save(tmp_path / "convscope-32x32.png")
    (tmp_path / "assets").symlink_to(ASSETS)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("library", "spot"), CASES, ids=str)
def test_a_program_prints_the_number_at_each_moment(library, spot):
    names, printed = execute(programs(spot)[library])
    shown = operands_of(sample_picture("cat"), spot)["result"]
    np.testing.assert_allclose(names["values"], shown, rtol=1e-4, atol=1e-4)
    assert [line.split()[0] for line in printed.splitlines()][-1] == "15708"


@pytest.mark.parametrize("layer", ["conv1", "relu3", "bn4"])
def test_the_keras_program_is_python(layer):
    compile(programs(Spot(layer, 1, 2, 3))["Keras"], "keras", "exec")
