"""The programs of the page Live print what the network says of a picture."""

import numpy as np
import pytest
import torch
from PIL import Image

from pages.live.code import programs
from pages.ui.network_programs import PICTURE, WEIGHTS
from tests.pages.helpers import execute
from vizcore.images.crop import to_network_input
from vizcore.images.scenes import SCENES
from vizcore.locations import ASSETS
from vizcore.nets import load_minivgg

PIXELS = to_network_input(SCENES["ship"]())


@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
def test_the_probabilities_are_the_networks_and_the_likeliest_comes_first(
    library, tmp_path, monkeypatch
):
    Image.fromarray(PIXELS).save(tmp_path / PICTURE)
    (tmp_path / WEIGHTS).symlink_to(ASSETS / "weights" / WEIGHTS)
    monkeypatch.chdir(tmp_path)
    names, printed = execute(programs()[library])
    model = load_minivgg("cpu")
    expected = torch.softmax(model(model.prepare(PIXELS[None])), dim=1)[0].numpy()
    np.testing.assert_allclose(np.asarray(names["y"]), expected, atol=1e-5)
    first = printed.splitlines()[0].split()
    assert first[0] == "ship"
    assert float(first[1]) == pytest.approx(expected.max(), abs=1e-5)


@pytest.mark.parametrize("library", programs())
def test_every_program_is_valid_python(library):
    compile(programs()[library], library, "exec")
