"""The programs of the page Softmax and loss print the columns of the figure."""

import numpy as np
import pytest

from pages.softmax.code import programs
from pages.softmax.shown import Shown
from tests.pages.helpers import execute
from vizcore import ops

LOGITS = np.array([1.5, -0.25, 3, 0.1])
both = pytest.mark.parametrize("library", ["PyTorch", "NumPy"])


def computed(library: str, shown: Shown) -> list[np.ndarray]:
    """Probabilities, loss, gradient, and logits after a step."""
    names, printed = execute(programs(shown)[library])
    parts = [names[name] for name in ("p", "loss", "gradient", "stepped")]
    assert printed == "".join(f"{part!s}\n" for part in parts)
    return [part.detach().numpy() if library == "PyTorch" else np.asarray(part) for part in parts]


@pytest.mark.lecture("L20", page="softmax")
@both
@pytest.mark.parametrize("subtract", [True, False])
@pytest.mark.parametrize("temperature", [1, 0.5])
def test_the_program_computes_what_the_page_shows(library, subtract, temperature):
    p, loss, gradient, stepped = computed(library, Shown(LOGITS, 3, temperature, 2.5, subtract))
    scaled, label = LOGITS[None] / temperature, np.array([3])
    slope = ops.cross_entropy_gradient(scaled, label)[0] / temperature
    np.testing.assert_allclose(p, ops.softmax(scaled)[0], rtol=1e-5)
    np.testing.assert_allclose(loss, ops.cross_entropy(scaled, label), rtol=1e-5)
    np.testing.assert_allclose(gradient, slope, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(stepped, LOGITS - 2.5 * slope, rtol=1e-5)


@both
def test_the_lectures_probabilities_are_printed(library):
    p = computed(library, Shown(np.array([1.0, 2, 3]), 0))[0]
    np.testing.assert_array_equal(p.round(2), np.array([0.09, 0.24, 0.67], np.float32))


@both
@pytest.mark.parametrize(("subtract", "defined"), [(True, True), (False, False)])
def test_large_logits_are_nan_unless_the_largest_is_subtracted(library, subtract, defined):
    large = Shown(np.array([1000.0, 1001, 1002]), 0, subtract=subtract)
    assert np.isfinite(computed(library, large)[0]).all() == defined


@pytest.mark.parametrize("subtract", [True, False])
def test_the_keras_program_is_valid_python(subtract):
    compile(programs(Shown(LOGITS, 1, subtract=subtract))["Keras"], "k", "exec")
