"""The programs of the page print what is on screen."""

import re

import numpy as np
import pytest

from pages.batch_norm.batches import COUNT, batches, data_of, mixed_pictures
from pages.batch_norm.code import Shown, programs
from pages.ui.picture import sample_picture
from tests.pages.helpers import execute
from vizcore.images.encode import encode_png
from vizcore.steps.batches import running

pytestmark = pytest.mark.lecture("L24", page="batch_norm")


@pytest.mark.parametrize("library", ["PyTorch", "NumPy"])
@pytest.mark.parametrize(
    "shown",
    [Shown("", 8, "relu", True, 11), Shown("picture.png", 32, "sums", False, 3)],
    ids=["photographs", "one picture"],
)
def test_the_programs_print_each_batch_and_the_averages(library, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    picture = sample_picture("coffee")
    (tmp_path / "picture.png").write_bytes(encode_png(picture.preview))
    names, printed = execute(programs(shown)[library])
    data = data_of(picture if shown.file else None, shown.where)
    made = batches(data, shown.size, shuffled=shown.shuffled)
    c = shown.channel
    expected = np.column_stack(
        [
            made.mean[:, c],
            made.var[:, c],
            running(made.mean, 0.0, 0.1)[1:, c],
            running(made.unbiased, 1.0, 0.1)[1:, c],
        ]
    )
    np.testing.assert_allclose(np.array(names["rows"]), expected, rtol=1e-4, atol=1e-5)
    assert len(re.findall(r"\[", printed)) == len(expected) + 1
    assert len(mixed_pictures()) == COUNT


def test_the_program_in_keras_is_python_and_turns_momentum_round():
    program = programs(Shown("", 8, "relu", True, 11))["Keras"]
    compile(program, "keras", "exec")
    assert "momentum=0.9, epsilon=1e-5" in program
