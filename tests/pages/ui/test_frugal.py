"""What is kept from run to run is what Streamlit would have made."""

import os
import subprocess
import sys

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from pages.ui import frugal

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.dark.sidebar")


@pytest.mark.parametrize("section", SECTIONS)
def test_the_theme_is_the_one_that_streamlit_tells(section):
    once, again, theirs = (CustomThemeConfig() for _ in range(3))
    frugal._populate_once(once, section)
    frugal._populate_once(again, section)
    frugal._populate(theirs, section)
    assert once == again == theirs


class _Session:
    def __init__(self, **told: object) -> None:
        self._new_widget_state = told


def test_a_component_is_shown_as_it_is_while_it_has_told_nothing(monkeypatch):
    monkeypatch.setattr(frugal, "_present", lambda *_: lambda state, _: {**state, "merged": True})
    present = frugal._presenter("events", "component", None)
    state = {"crop": 1}
    assert present(state, _Session()) is state
    assert present(state, _Session(events=None)) is state
    assert present(state, _Session(events=[{"event": "chosen"}])) == {"crop": 1, "merged": True}


def test_streamlit_has_what_is_replaced_and_a_product_of_matrices_keeps_to_one_core():
    """In a process of its own: the replacing lasts as long as the process."""
    program = (
        "import numpy\nfrom pages.ui import frugal\n"
        "from streamlit.components.v2.bidi_component import main\n"
        "from streamlit.runtime import app_session\n"
        "frugal.make_less()\n"
        "assert main.make_bidi_component_presenter is frugal._presenter\n"
        "assert app_session._populate_theme_msg is frugal._populate_once\n"
        "import threadpoolctl\n"
        "found = threadpoolctl.threadpool_info()\n"
        "assert {each['num_threads'] for each in found if each['user_api'] == 'blas'} == {1}\n"
    )
    many = {**os.environ, "OPENBLAS_NUM_THREADS": "2"}
    subprocess.run([sys.executable, "-c", program], check=True, env=many)
    assert app_session._populate_theme_msg is frugal._populate
