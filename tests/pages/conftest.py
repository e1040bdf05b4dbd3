"""The app without a browser, at the lesson whose folder a test lies in."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import fresh


@pytest.fixture
def app(request: pytest.FixtureRequest) -> AppTest:
    """The app; `tests.pages.helpers.opened` opens the lesson of the test's folder in it."""
    return fresh(request.path.parent.name)
