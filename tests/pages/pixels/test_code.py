"""The programs of the Pixels page, run as a person would run them."""

import contextlib
import io

import numpy as np
import pytest
from PIL import Image

from pages.pixels.batch import STATISTICS, means_and_deviations, spread_rows
from pages.pixels.code import programs
from vizcore.images import SAMPLES

PIXEL = (120, 300)


def run(program: str, folder, monkeypatch) -> tuple[dict[str, object], str]:
    """Names and printed text of a program that finds the picture beside it."""
    picture = SAMPLES["china"].load()
    Image.fromarray(picture).save(folder / "picture.png")
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program, names)
    np.testing.assert_array_equal(names["image"], picture)
    return names, printed.getvalue()


def written(statistics: str) -> dict[str, str]:
    fixed = means_and_deviations(statistics) if statistics == "imagenet" else None
    return programs("picture.png", (427, 640, 3), PIXEL, fixed)


@pytest.mark.parametrize("statistics", STATISTICS)
@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
def test_the_programs_give_the_numbers_on_screen(library, statistics, tmp_path, monkeypatch):
    names, printed = run(written(statistics)[library], tmp_path, monkeypatch)
    assert str(SAMPLES["china"].load()[PIXEL]) in printed
    assert "(427, 640, 3)" in printed
    assert ("[2, 3, 427, 640]" if library == "PyTorch" else "(2, 3, 427, 640)") in printed
    z = np.asarray(names["z"], np.float64)
    axes = (0, 2, 3) if library == "PyTorch" else (0, 1, 2)
    shown = np.array([values for form, _, *values in spread_rows(statistics) if "σ" in form])
    found = [z.min(axes), z.max(axes), z.mean(axes), z.std(axes)]
    np.testing.assert_allclose(np.transpose(found), shown, atol=1e-5)


@pytest.mark.parametrize("statistics", STATISTICS)
def test_the_tensorflow_program_compiles_and_standardises_the_same_way(statistics):
    text = written(statistics)["TensorFlow"]
    compile(text, "tensorflow", "exec")
    assert ("0.485" in text) == (statistics == "imagenet")
    assert f"image[{PIXEL[0]}, {PIXEL[1]}]" in text
