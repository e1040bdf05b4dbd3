"""Workers and nginx where the disk is full or closed."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browser.server import COMMAND, running_app
from vizcore.workers import Crew, crew, find_proxy


class Stub:
    """A worker that needs no process."""

    def __init__(self, number: int) -> None:
        self.number, self.address, self.gone = number, f"127.0.0.1:{8600 + number}", False

    def end(self, *_: Any) -> None:
        self.gone = True

    kill = end


@pytest.mark.skipif(find_proxy() is None, reason="needs nginx")
def test_where_no_folder_can_be_had_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [*closed(tmp_path), "--workers=2", "--port=8599"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "convscope: several workers need a folder for nginx's files (No such file or directory); "
        "make room, or name a folder with TMPDIR; one process, --workers 1, needs none\n"
    )


@pytest.mark.skipif(find_proxy() is None, reason="needs nginx")
def test_who_asked_for_no_number_gets_one_process_there(tmp_path: Path) -> None:
    with running_app(closed(tmp_path)) as address, urlopen(f"{address}/healthz") as answer:
        assert answer.status == 200


def closed(folder: Path) -> list[str]:
    """The command where no folder can be written to."""
    code = f"import tempfile; tempfile.tempdir = {str(folder / 'none')!r}; {COMMAND[-1]}"
    return [sys.executable, "-c", code]


def test_the_old_workers_go_on_where_new_ones_cannot_be_told_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    team = Crew("nginx", "127.0.0.1", 8501, 2, lambda: None)
    old, new = [Stub(1), Stub(2)], [Stub(1), Stub(2)]
    team._folder, team._workers = tmp_path, list(old)  # type: ignore[assignment]
    monkeypatch.setattr(team, "_new", lambda number: new[number - 1])
    monkeypatch.setattr(team, "_wait_for", lambda _: None)
    monkeypatch.setattr(Path, "write_text", full)
    team._renew()
    assert team._workers == old
    assert [worker.gone for worker in old + new] == [False, False, True, True]
    with pytest.raises(crew.CrewError, match="cannot be written to: No space left"):
        team._configure()
