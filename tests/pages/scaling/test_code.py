"""The programs of the page Why CNNs scale print what is on screen."""

import numpy as np
import pytest
from PIL import Image

from pages.scaling.code import (
    PICTURE,
    STRIP,
    WEIGHTS,
    counts_programs,
    field_programs,
    shift_programs,
)
from pages.scaling.counts import Sizes, counted
from pages.scaling.moves import moves_of
from pages.scaling.reach import LAYERS, ROWS, cells_at, measure
from pages.ui.picture import sample_picture
from tests.pages.helpers import execute
from vizcore.architecture import receptive_field
from vizcore.images import to_network_input
from vizcore.locations import ASSETS

pytestmark = pytest.mark.lecture("L22", page="scaling")
both = pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
PIXEL = (5, 20)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The files that the page hands out, where the programs look for them."""
    monkeypatch.chdir(tmp_path)
    preview = sample_picture("cat").preview
    pixels, strip = to_network_input(preview), to_network_input(preview, side=40)
    Image.fromarray(pixels).save(PICTURE)
    Image.fromarray(strip).save(STRIP)
    (tmp_path / WEIGHTS).symlink_to(ASSETS / "weights" / WEIGHTS)
    return pixels, strip


@both
@pytest.mark.parametrize("sizes", [Sizes(32, 3, 32, 3), Sizes(9, 2, 5, 4)])
def test_the_counts_are_printed(library, sizes):
    names, printed = execute(counts_programs(sizes)[library])
    shown = [(count.parameters, count.multiply_adds) for count in counted(sizes)]
    assert [tuple(row[1:]) for row in names["y"]] == shown
    assert str(shown[0][0]) in printed


def test_the_measured_fields_are_printed(files):
    names, printed = execute(field_programs(PIXEL)["PyTorch"])
    for row, found in zip(names["y"], measure(files[0], PIXEL), strict=True):
        assert row[:2] == found.extent
        assert row[4] == found.half
    assert printed.count("\n") == len(LAYERS)


def test_the_fields_are_printed():
    names, _ = execute(field_programs(PIXEL)["NumPy"])
    for (size, top, left), (layer, cell) in zip(names["y"], cells_at(PIXEL).items(), strict=True):
        box = receptive_field(ROWS, layer, *cell)
        assert (size, top, left) == (box.size[0], box.top, box.left)


@both
def test_the_shares_of_a_shift_are_printed(library, files):
    names, _ = execute(shift_programs()[library])
    counted = [each.share for layer in moves_of(files[1]).followed.values() for each in layer]
    np.testing.assert_allclose(names["y"], counted, atol=1e-6 if library == "PyTorch" else 0.01)


def test_the_keras_program_is_valid_python():
    compile(counts_programs(Sizes(32, 3, 32, 3))["Keras"], "k", "exec")
