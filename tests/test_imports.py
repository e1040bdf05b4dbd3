"""What an import may cost, each in a fresh interpreter."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from vizcore.locations import APP

CORE = sorted(
    ".".join(path.relative_to(APP).with_suffix("").parts).removesuffix(".__init__")
    for path in (APP / "vizcore").rglob("*.py")
    if path.stem != "__main__"
)


def _loaded_after(code: str) -> set[str]:
    """Top-level names of all modules that are loaded after `code` ran in a fresh interpreter."""
    code += "\nimport sys; print('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=APP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("loaded:")[2].split())


def test_the_first_paint_of_the_start_page_does_not_load_torch() -> None:
    loaded = _loaded_after(
        "from streamlit.testing.v1 import AppTest\n"
        "app = AppTest.from_file('app.py', default_timeout=60).run()\n"
        "assert not app.exception and app.title, app\n"
    )
    assert "streamlit" in loaded
    assert "torch" not in loaded


@pytest.mark.parametrize(
    "module", ["ops", "architecture", "steps", "images", "figures", "locations", "errors", "cli"]
)
def test_what_needs_no_network_does_not_load_torch(module: str) -> None:
    assert "torch" not in _loaded_after(f"import vizcore.{module}")


def test_no_module_of_vizcore_loads_streamlit() -> None:
    loaded = _loaded_after("".join(f"import {name}\n" for name in CORE))
    assert {"vizcore", "torch", "numpy"} <= loaded
    assert "streamlit" not in loaded


def test_no_file_of_vizcore_imports_streamlit_even_inside_a_function() -> None:
    files = sorted((APP / "vizcore").rglob("*.py"))
    assert files
    assert not [path for path in files if "streamlit" in _imported(path)]


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
