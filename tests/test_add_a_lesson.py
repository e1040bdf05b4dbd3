"""CONTRIBUTING's section "Add a lesson" is true: its lesson, put into a copy, passes every test."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vizcore.locations import APP

_BLOCK = re.compile(r"```(?:python|text) (\S+)\n(.*?)```", re.DOTALL)
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "teacher", "film")
LIST = "pages/ui/sections.py"


def blocks() -> dict[str, str]:
    """The files that the section asks for, by their path."""
    text = (APP / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, section = text.partition("## Add a lesson")
    return dict(_BLOCK.findall(section))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository with the lesson of the section in it."""
    for name in ("app.py", "pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(APP / name, tmp_path / name)
    for name in ("pages", "vizcore", "tests", "assets", ".streamlit"):
        shutil.copytree(APP / name, tmp_path / name, ignore=_LEFT_OUT)
    for name, text in blocks().items():
        file = tmp_path / name
        if name == LIST:
            head, found, tail = file.read_text(encoding="utf-8").partition('    "Pooling": [\n')
            assert found
            text = f"{head}{found}{text}{tail}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_lesson_of_the_section_passes_its_own_tests_and_those_of_every_lesson(
    copy: Path,
) -> None:
    everywhere = ("test_every_lesson.py", "test_typed_numbers.py")
    tests = ["tests/pages/averages", *(f"tests/pages/{name}" for name in everywhere)]
    command = ["-m", "pytest", "-q", "-k", "averages", "-m", "not browser", *tests]
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    passed = int(re.search(r"(\d+) passed", done.stdout)[1])
    assert passed >= 17, done.stdout[-500:]


def test_a_small_lesson_is_three_files_one_line_and_its_test() -> None:
    assert sorted(blocks()) == [
        "pages/averages/code.py",
        "pages/averages/exercises.py",
        "pages/averages/page.py",
        LIST,
        "tests/pages/averages/test_page.py",
    ]
