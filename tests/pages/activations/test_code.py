"""The programs of the Activations page give the curve and the counts on screen."""

import contextlib
import io

import numpy as np
import pytest
from PIL import Image

from pages.activations.catalogue import TITLES, activation
from pages.activations.code import programs
from vizcore.images import KERNELS, apply_kernel

GREY = np.random.default_rng(4).integers(0, 256, (40, 50), dtype=np.uint8)


def run(program: str, folder, monkeypatch) -> dict[str, object]:
    Image.fromarray(GREY).save(folder / "picture.png")
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(program, names)
    return names


@pytest.mark.lecture("L15", page="activations")
@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
@pytest.mark.parametrize("title", TITLES)
def test_the_program_computes_what_the_page_shows(library, title, tmp_path, monkeypatch):
    shown, kernel = activation(title, 0.2), KERNELS["sobel_y"].weights
    names = run(programs(shown, kernel, (-4.0, 4.0), 801)[library], tmp_path, monkeypatch)
    x = np.linspace(-4, 4, 801)
    y, slope, after = (names[name] for name in ("y", "slope", "after"))
    y = y.detach().numpy() if library == "PyTorch" else y
    np.testing.assert_allclose(y, shown.value(x), atol=1e-12)
    np.testing.assert_allclose(np.asarray(slope), shown.slope(x), atol=1e-12)
    before = apply_kernel(GREY, kernel) / 255
    np.testing.assert_allclose(np.asarray(names["before"]), before, atol=1e-6)
    np.testing.assert_allclose(np.asarray(after), shown.value(before), atol=1e-6)


@pytest.mark.parametrize("title", TITLES)
def test_the_keras_program_is_valid_python(title):
    compile(
        programs(activation(title), KERNELS["laplacian"].weights, (-4.0, 4.0), 9)["Keras"],
        "k",
        "exec",
    )
