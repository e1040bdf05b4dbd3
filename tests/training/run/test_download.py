"""Against a server on this machine that can drop the connection, resume or be gone."""

import hashlib
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from vizcore.errors import DataError
from vizcore.training.run import download
from vizcore.training.run.download import download_cifar10

CONTENT = np.random.default_rng(0).bytes(1_000_000)
MD5 = hashlib.md5(CONTENT).hexdigest()
BROKEN_AT = 6 * 2**16  # after six whole chunks


class Server(ThreadingHTTPServer):
    """Serves CONTENT; notes every Range header; breaks off the first `drops` answers."""

    drops = 0
    resumes = True
    content = CONTENT

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges: list[str | None] = []
        self.url = f"http://127.0.0.1:{self.server_port}/archive.tar.gz"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.ranges.append(wanted)
        if "missing" in self.path:
            return self.send_error(404)
        start = int(re.findall(r"\d+", wanted)[0]) if wanted and self.server.resumes else 0
        body = self.server.content[start:]
        if not body:
            return self.send_error(416)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.server.drops:
            self.server.drops -= 1
            body = body[:BROKEN_AT]
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetch(server: Server, folder: Path) -> Path:
    return download_cifar10(folder, url=server.url, md5=MD5)


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


def test_the_archive_arrives_whole_and_is_not_fetched_twice(server: Server, tmp_path: Path) -> None:
    path = fetch(server, tmp_path)
    assert path.read_bytes() == CONTENT
    assert names(tmp_path) == ["archive.tar.gz"]
    assert fetch(server, tmp_path) == path
    assert server.ranges == [None]


def test_a_broken_download_is_gone_on_from(server: Server, tmp_path: Path) -> None:
    server.drops = 1
    text = "broke off after 0.4 MB; the same command goes on from there"
    with pytest.raises(DataError, match=text):
        fetch(server, tmp_path)
    assert names(tmp_path) == ["archive.tar.gz.part"]
    assert fetch(server, tmp_path).read_bytes() == CONTENT
    assert server.ranges == [None, f"bytes={BROKEN_AT}-"]
    assert names(tmp_path) == ["archive.tar.gz"]


def test_a_server_that_cannot_resume_is_asked_for_everything(
    server: Server, tmp_path: Path
) -> None:
    server.drops, server.resumes = 1, False
    with pytest.raises(DataError, match="broke off"):
        fetch(server, tmp_path)
    assert fetch(server, tmp_path).read_bytes() == CONTENT


def test_a_complete_part_only_needs_its_name(server: Server, tmp_path: Path) -> None:
    (tmp_path / "archive.tar.gz.part").write_bytes(CONTENT)
    assert fetch(server, tmp_path).read_bytes() == CONTENT


def test_a_wrong_archive_is_refused_and_not_kept(server: Server, tmp_path: Path) -> None:
    server.content = CONTENT[::-1]
    with pytest.raises(DataError, match="is not the archive: its checksum differs"):
        fetch(server, tmp_path)
    assert names(tmp_path) == []


def test_an_answer_of_404_is_told(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be fetched: 404"):
        download_cifar10(tmp_path, url=server.url.replace("archive", "missing"), md5=MD5)


def test_being_offline_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server() as closed:
        url = closed.url
    monkeypatch.setattr(
        download, "download_cifar10", lambda folder, **_: download_cifar10(folder, url=url)
    )
    assert download.main(["cifar10", f"--out={tmp_path}"]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == f"convscope: {url} cannot be reached: is this machine online?"


def test_the_command_prints_the_path_and_what_to_do_with_it(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        download,
        "download_cifar10",
        lambda folder, **settings: download_cifar10(folder, url=server.url, md5=MD5, **settings),
    )
    assert download.main(["cifar10", f"--out={tmp_path}"]) == 0
    path = tmp_path / "archive.tar.gz"
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        str(path),
        f"Train with: python -m vizcore.training --data {path}",
    ]
    assert "1.00M/1.00M" in err
