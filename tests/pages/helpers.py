"""What the tests of all lessons do: open a lesson, run a program, read what was sent."""

import contextlib
import io

import numpy as np
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from vizcore.locations import APP


def fresh(lesson: str) -> AppTest:
    """The app in a new session; `opened` opens `lesson` in it."""
    app = AppTest.from_file(str(APP / "app.py"), default_timeout=60)
    app.lesson = lesson
    return app


def opened(app: AppTest, /, **address: str) -> AppTest:
    """The lesson of the test's folder, opened by a link with these parameters."""
    return opened_at(app, app.lesson, **address)


def opened_at(app: AppTest, lesson: str, /, **address: str) -> AppTest:
    """A lesson opened by a link with these parameters, as a browser does: no page ran before it."""
    app.query_params.update(address)
    # `switch_page` knows addresses that differ from file names only after a run of another page.
    app._page_hash = calc_hash(lesson)
    app.run()
    assert not app.exception
    return app


def run(program: str) -> np.ndarray:
    """`y` of a program that prints it."""
    names, printed = execute(program)
    assert printed.strip() == str(names["y"])
    return np.asarray(names["y"])


def execute(program: str) -> tuple[dict[str, object], str]:
    """The names that a program defines, and what it prints."""
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(program, "program.py", "exec"), names)
    return names, printed.getvalue()
