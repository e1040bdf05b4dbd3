"""The programs on the page print the number that is pinned."""

import numpy as np
import pytest
from PIL import Image

from pages.explain.code import programs, spot_words
from pages.explain.methods import TITLES, Asked
from pages.explain.spot import Spot
from pages.explain.stages import block
from pages.ui.network import trained
from tests.pages.helpers import execute
from vizcore.locations import ASSETS

from pages.explain.methods import method  # isort: skip

CASES = [
    ({"method": "grad_cam"}, "maps", (5, 3, 9)),
    ({"method": "grad_cam"}, "gradients", (60, 3, 9)),
    ({"method": "grad_cam", "second": 5}, "sum", (0, 3, 9)),
    ({"method": "grad_cam", "layer": "conv2"}, "relu", (0, 20, 31)),
    ({"method": "grad_cam", "layer": "pool2"}, "result", (0, 0, 31)),
    ({"method": "saliency"}, "gradient", (2, 8, 8)),
    ({"method": "saliency", "second": 2}, "result", (0, 31, 0)),
    ({"method": "smooth_grad", "samples": 4, "seed": 3}, "gradients", (10, 7, 7)),
    ({"method": "smooth_grad", "samples": 4, "noise": 30}, "result", (0, 15, 16)),
    ({"method": "integrated_gradients", "steps": 4}, "gradients", (5, 1, 2)),
    ({"method": "integrated_gradients", "steps": 2}, "difference", (1, 30, 30)),
    ({"method": "integrated_gradients", "steps": 2}, "product", (0, 9, 20)),
    ({"method": "integrated_gradients", "steps": 4, "second": 9}, "result", (0, 9, 20)),
    ({"method": "occlusion", "stride": 4}, "score", (0, 2, 6)),
    ({"method": "occlusion", "stride": 4, "filler": "mean"}, "result", (0, 0, 0)),
    ({"method": "occlusion", "side": 12, "stride": 4, "filler": "blurred", "second": 5},
     "result", (0, 31, 17)),
    ({"method": "occlusion", "side": 6, "stride": 4}, "result", (0, 31, 31)),
]  # fmt: skip
cases = pytest.mark.parametrize(
    ("settings", "stage", "cell"), CASES, ids=lambda case: str(case)[:40]
)


@pytest.fixture(scope="module")
def pixels():
    return np.random.default_rng(11).integers(0, 256, (32, 32, 3), dtype=np.uint8)


@pytest.fixture
def beside(pixels, tmp_path, monkeypatch):
    """A folder with the page's two files, which the programs run in."""
    Image.fromarray(pixels).save(tmp_path / "convscope-32x32.png")
    (tmp_path / "minivgg.safetensors").symlink_to(ASSETS / "weights" / "minivgg.safetensors")
    monkeypatch.chdir(tmp_path)


@cases
@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
def test_a_program_prints_the_number_on_screen(library, settings, stage, cell, pixels, beside):
    asked, spot = Asked(first=3, **settings), Spot(0, stage, *cell)
    x = trained().prepare(pixels[None])
    made = method(asked)(trained(), x, asked.target)
    _, arrays = block(asked, made, trained().labels, 0)
    shown = arrays[f"0.{stage}"]
    shown = shown[cell] if shown.ndim == 3 else shown[cell[1:]]
    names, printed = execute(programs(asked, spot, arrays.get("0.order"))[library])
    near = 1e-4 * max(float(np.abs(arrays[f"0.{stage}"]).max()), 1e-6)
    assert float(names["value"]) == pytest.approx(float(shown), abs=near)
    assert printed.strip()


@cases
def test_the_keras_program_is_python(settings, stage, cell):
    asked, spot = Asked(first=3, **settings), Spot(0, stage, *cell)
    compile(programs(asked, spot, np.arange(64))["Keras"], "keras", "exec")


@pytest.mark.parametrize("name", TITLES)
def test_in_the_sanity_check_the_programs_print_the_learnt_networks_map(name):
    text = programs(Asked(name, 3), Spot(0, "step4", 0, 7, 8))["PyTorch"]
    assert text.endswith("value = result[7, 8]\nprint(value)\n")


def test_what_is_printed_is_named():
    asked = Asked("grad_cam", 3)
    assert spot_words(asked, Spot(0, "maps", 1, 2, 3), np.array([9, 4])) == (
        "map 4 of `relu4`, row 2, column 3"
    )
    steps = Asked("integrated_gradients", 3)
    assert spot_words(steps, Spot(0, "gradients", 4, 2, 3)) == (
        "the gradient of step 2 by green, row 2, column 3"
    )
    assert spot_words(steps, Spot(0, "product", 2, 2, 3)) == "`product` of blue, row 2, column 3"
