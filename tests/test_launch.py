"""The command `convscope`: what it says when it cannot start, and how it ends."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.browser.server import LAUNCHER, free_port, interrupt, running_app
from vizcore import cli
from vizcore.workers import app


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_refused_in_one_sentence(
    taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--port", str(taken_port)])
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        f"convscope: port {taken_port} on localhost is taken by another program;"
        " choose another with --port\n"
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_that_cannot_exist_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([f"--port={port}"])
    assert end.value.code == 2
    assert f"a port is a number from 1 to 65535, not {port}" in capsys.readouterr().err


def test_an_unknown_host_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--host", "no-such-host.invalid", "--port", str(free_port())])
    assert end.value.code == 2
    assert "no-such-host.invalid is not known; try --host localhost" in capsys.readouterr().err


def test_an_unknown_device_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--device", "tpu"])
    said = capsys.readouterr().err
    assert all(name in said for name in ("tpu", "auto", "cuda", "mps", "cpu"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no way to send Ctrl-C to one program")
def test_the_address_is_printed_and_ctrl_c_ends_the_app_without_an_error() -> None:
    port = free_port()
    process = subprocess.Popen(
        [*LAUNCHER, f"--port={port}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    rest = interrupt(process)
    assert first == f"ConvScope is at http://localhost:{port} (Ctrl-C ends it)\n", first + rest
    assert rest == ""
    assert process.returncode == 0


def test_the_device_travels_to_the_app_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVSCOPE_DEVICE", "auto")
    monkeypatch.setattr(app.signal, "signal", lambda *_: None)
    monkeypatch.setattr(cli, "_announce", lambda *_: None)
    monkeypatch.setattr(sys, "argv", [])
    seen = {}
    monkeypatch.setattr(
        app.runpy, "run_module", lambda name, **_: seen.update(name=name, argv=sys.argv)
    )
    cli.main(["--device", "cpu", "--workers", "1", "--port", str(free_port())])
    assert os.environ["CONVSCOPE_DEVICE"] == "cpu"
    assert seen["name"] == "streamlit"
    assert "--server.headless=true" in seen["argv"]


def test_the_app_answers_from_another_folder(tmp_path) -> None:
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with running_app(folder=tmp_path, environment=environment) as address:
        assert address.startswith("http://127.0.0.1:")
