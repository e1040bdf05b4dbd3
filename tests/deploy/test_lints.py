"""Each file of deploy/ before its own linter, which finds a fault when there is one."""

import subprocess
import sys
from pathlib import Path

import pytest

from vizcore.locations import APP

DEPLOY = APP / "deploy"
LINTS = {
    "Dockerfile": ["hadolint", "--no-color"],
    "compose.yaml": ["check-jsonschema", "--builtin-schema=vendor.compose-spec"],
    "kubernetes.yaml": ["kubernetes-validate", "--strict"],
}
#: What a hand may get wrong, and what is then complained of.
FAULTS = [
    ("Dockerfile", "WORKDIR /opt/convscope", "WORKDIR opt/convscope", "DL3000"),
    ("compose.yaml", "read_only: true", "readonly: true", "readonly"),
    ("kubernetes.yaml", "readinessProbe:", "readynessProbe:", "readynessProbe"),
]


def complaint(name: str, path: Path) -> str:
    program, *options = LINTS[name]
    command = [Path(sys.executable).with_name(program), *options, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr) if done.returncode else ""


@pytest.mark.parametrize("name", LINTS)
def test_its_linter_finds_no_fault(name: str) -> None:
    assert complaint(name, DEPLOY / name) == ""


@pytest.mark.parametrize(("name", "right", "wrong", "word"), FAULTS)
def test_its_linter_would_find_one(
    name: str, right: str, wrong: str, word: str, tmp_path: Path
) -> None:
    text = (DEPLOY / name).read_text()
    assert right in text
    path = tmp_path / name
    path.write_text(text.replace(right, wrong))
    assert word in complaint(name, path)
