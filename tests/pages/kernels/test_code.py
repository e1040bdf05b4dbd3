"""The programs of the Kernels page give the numbers on screen."""

import contextlib
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pages.kernels.code import programs
from pages.kernels.views import Settings
from tests.pages.kernels.pictures import whole
from vizcore.images import KERNELS, apply_kernel, luma

CASES = [
    ("sharpen", Settings()),
    ("large_blur", Settings(border="reflect")),
    ("emboss", Settings(stride=2, border="replicate")),
    ("sobel_x", Settings(display="signed", border="wrap")),
    ("gaussian", Settings(stride=3, border="valid")),
    ("vertical_line", Settings(stride=2, grey=True)),
]


@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
@pytest.mark.parametrize(("name", "settings"), CASES)
def test_the_program_computes_what_the_page_shows(library, name, settings, tmp_path, monkeypatch):
    image = np.random.default_rng(0).integers(0, 256, (37, 48, 3), dtype=np.uint8)
    Image.fromarray(image).save(tmp_path / "picture.png")
    monkeypatch.chdir(tmp_path)
    weights = KERNELS[name].weights
    source = luma(image) if settings.one_channel else image
    wanted = apply_kernel(source, weights, stride=settings.stride, border=settings.border)
    result = _run(programs(weights, whole(image), settings)[library])
    np.testing.assert_allclose(result.reshape(wanted.shape), wanted, rtol=1e-5, atol=1e-3)


def test_even_kernels_are_padded_as_on_the_page(tmp_path, monkeypatch):
    image = np.random.default_rng(1).integers(0, 256, (9, 10, 3), dtype=np.uint8)
    Image.fromarray(image).save(tmp_path / "picture.png")
    monkeypatch.chdir(tmp_path)
    weights = np.array([[1.0, -2.0], [0.5, 1 / 3]])
    result = _run(programs(weights, whole(image), Settings())["NumPy"])
    np.testing.assert_allclose(result, apply_kernel(image, weights), rtol=1e-5, atol=1e-3)


@pytest.mark.parametrize(("name", "settings"), CASES)
def test_the_tensorflow_program_is_valid_python(name, settings):
    text = programs(KERNELS[name].weights, whole(np.zeros((37, 48, 3), np.uint8)), settings)[
        "TensorFlow"
    ]
    compile(text, "snippet", "exec")


def test_equal_weights_are_written_in_one_call():
    text = programs(
        KERNELS["large_blur"].weights, whole(np.zeros((300, 400, 3), np.uint8)), Settings()
    )["NumPy"]
    assert "kernel = np.full((21, 21), 1/441)" in text


def _run(program: str) -> np.ndarray:
    path = Path("program.py")
    path.write_text(program, encoding="utf-8")
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(program, str(path), "exec"), names)  # the program is ours
    result = names["result"]
    assert isinstance(result, np.ndarray)
    assert str(result.shape) in printed.getvalue()
    return result
