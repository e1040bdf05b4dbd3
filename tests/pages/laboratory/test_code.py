"""The laboratory's programs; tests/laboratory compares what they print with a run."""

import pytest

from pages.laboratory.code import programs


@pytest.mark.parametrize("library", ["PyTorch", "NumPy", "Keras"])
def test_every_program_is_one_that_can_be_read(library):
    compile(programs()[library], library, "exec")
