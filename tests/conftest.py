"""What all tests share.

Shapes and types are checked at every call: `--jaxtyping-packages` in pyproject.toml has jaxtyping
and beartype decorate the whole package on import, for the doctests as well.
"""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pages.ui.heap import freeze_imports
from tests.offline import unplug

sys.addaudithook(unplug)

# Two processes on two cores: threads of their own only wait for each other, and all takes half as
# long again. NumPy is loaded by now and hears of it in the processes that xdist or a test starts.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

pytest_plugins = ["tests.browser.fixtures"]

# Times on a shared machine say nothing about the code. In CI a run must be repeatable; on a desk
# every run looks at new examples.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def cifar10() -> Path:
    """CIFAR-10 as an archive, a zip or a folder of images, named by CONVSCOPE_CIFAR10."""
    named = os.environ.get("CONVSCOPE_CIFAR10")
    if not named:
        pytest.skip("needs CIFAR-10: set CONVSCOPE_CIFAR10 to the archive, a zip or a folder")
    path = Path(named)
    assert path.exists(), f"CONVSCOPE_CIFAR10 names {path}, which is not there"
    return path


def pytest_collection_finish() -> None:
    """Keep the garbage collector off what was imported, which lives as long as the tests."""
    freeze_imports()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark `browser` what asks for one, or for a server of its own."""
    for item in items:
        if {"open_page", "page", "browser", "server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
