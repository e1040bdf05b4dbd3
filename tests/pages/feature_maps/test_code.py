"""The programs on the Feature maps page print the value on screen."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pages.feature_maps.code import programs
from pages.ui.inside.passage import Network, Passage, load_network, pass_through
from pages.ui.inside.spots import Spot
from vizcore.locations import ASSETS

SPOTS = [
    Spot("input", 2, 31, 0),
    Spot("conv1", 5, 0, 0),
    Spot("relu1", 7, 3, 9),
    Spot("conv2", 30, 31, 31),
    Spot("bn2", 12, 9, 9),
    Spot("pool1", 4, 15, 3),
    Spot("dropout1", 4, 2, 2),
    Spot("conv3", 60, 8, 0),
    Spot("bn4", 63, 15, 15),
    Spot("pool2", 1, 7, 7),
    Spot("flatten", 2642),
    Spot("fc1", 400),
    Spot("relu5", 3),
    Spot("bn5", 511),
    Spot("fc2", 9),
    Spot("softmax", 3),
]
Run = Callable[[str], dict[str, object]]


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


@pytest.fixture(scope="module")
def passage(network: Network) -> Passage:
    pixels = np.random.default_rng(11).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    return pass_through(network, pixels)


@pytest.fixture
def run(passage: Passage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a program where the page's two files were saved; returns its variables."""
    Image.fromarray(passage.pixels).save(tmp_path / "convscope-32x32.png")
    (tmp_path / "minivgg.safetensors").symlink_to(ASSETS / "weights" / "minivgg.safetensors")
    monkeypatch.chdir(tmp_path)

    def run(program: str) -> dict[str, object]:
        names: dict[str, object] = {}
        exec(program, names)
        return names

    return run


@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: spot.layer)
def test_a_program_prints_the_value_on_screen(
    library: str, spot: Spot, network: Network, passage: Passage, run: Run
) -> None:
    value = spot.value(network.layers)
    shown = passage.values[spot.layer]
    names = run(programs(value)[library])
    near = 2e-5 * max(1.0, float(np.abs(shown).max()))
    assert float(names["value"]) == pytest.approx(float(shown[value.index]), abs=near)  # type: ignore[arg-type]
    if "by_hand" in names:
        assert float(names["by_hand"]) == pytest.approx(float(shown[value.index]), abs=near)  # type: ignore[arg-type]


@pytest.mark.parametrize("layer", ["conv3", "bn2", "fc1", "fc2"])
def test_pytorch_computes_it_by_hand_where_there_is_something_to_compute(
    layer: str, network: Network
) -> None:
    assert "by_hand" in programs(Spot(layer, 1, 2, 3).value(network.layers))["PyTorch"]


@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: spot.layer)
def test_the_keras_program_is_valid_python_and_asks_for_the_layer(
    spot: Spot, network: Network
) -> None:
    program = programs(spot.value(network.layers))["Keras"]
    compile(program, "keras", "exec")
    if spot.layer not in ("input", "softmax"):
        assert f'get_layer("{spot.layer}")' in program
    index = re.search(r"output\[0, ([\d, ]+)\]", program)
    assert index is not None
    places = [int(place) for place in index[1].split(",")]
    assert places[-1] == spot.channel  # channels come last
