"""Where a server asks who comes, nobody sees a page before."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import login
from vizcore.locations import APP


@pytest.fixture
def fresh():
    login.login_wanted.cache_clear()
    yield
    login.login_wanted.cache_clear()


def test_without_a_provider_everybody_may_come_in(fresh):
    assert not login.login_wanted()
    assert not login.is_asked_to_log_in()


def test_with_one_there_is_a_button_and_nothing_else(fresh):
    app = AppTest.from_string(
        "from pages.ui.login import is_asked_to_log_in\n"
        "import streamlit as st\n"
        "if not is_asked_to_log_in():\n"
        "    st.write('inside')"
    )
    app.secrets["auth"] = {"client_id": "convscope"}
    app.run()
    assert not app.exception
    assert [button.label for button in app.button] == ["Log in"]
    assert "inside" not in [each.value for each in app.markdown]


def test_the_router_asks_before_any_page_runs():
    text = (APP / "app.py").read_text()
    assert text.index("is_asked_to_log_in()") < text.index("page.run()")
