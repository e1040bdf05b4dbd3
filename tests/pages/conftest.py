"""The app without a browser, at the lesson whose folder a test lies in."""

from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import fresh

# Every AppTest looks through all installed packages for components: six times what a page costs.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture
def app(request: pytest.FixtureRequest) -> AppTest:
    """The app; `tests.pages.helpers.opened` opens the lesson of the test's folder in it."""
    return fresh(request.path.parent.name)
