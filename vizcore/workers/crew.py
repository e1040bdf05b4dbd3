"""Watches over the workers and the proxy in front of them."""

import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from vizcore.errors import ConvScopeError
from vizcore.workers.nginx import configuration
from vizcore.workers.worker import Worker, begin, end

_log = logging.getLogger("convscope")
_TICK = 0.2  # seconds between two looks
_ASK = 10.0  # seconds between two questions whether a worker is well
_SILENT = 3  # questions in a row that may stay without an answer
_START = 60.0  # seconds that a worker may take to begin
_PAUSE = 5.0  # seconds that one which ended has to have lived to be replaced at once
_HOW_LONG = 10.0  # seconds that everything may take to end


class CrewError(ConvScopeError):
    """The workers or the proxy could not start; the message says why."""


class FolderError(CrewError):
    """There is no folder for nginx's files."""


def find_proxy() -> str | None:
    """The nginx of this machine; none on Windows, where workers cannot be told to renew."""
    if os.name == "nt":
        return None
    return shutil.which("nginx") or next(
        (path for path in ("/usr/sbin/nginx", "/usr/local/sbin/nginx") if Path(path).exists()), None
    )


class Crew:
    """`count` workers and nginx on one address.

    A worker that ends is replaced. SIGHUP replaces one after the other, each as soon as the next
    one is ready: nobody waits, and whoever was with the old one goes on from the link. SIGINT and
    SIGTERM end everything.

    Parameters
    ----------
    proxy : str
        nginx's program.
    host, port : str, int
        Where nginx listens.
    count : int
        Workers, at least 2.
    announce : callable
        Called when the first visitor may come.
    metrics : bool
        Whether each worker's figures can be asked for.
    """

    def __init__(
        self,
        proxy: str,
        host: str,
        port: int,
        count: int,
        announce: Callable[[], None],
        *,
        metrics: bool = False,
    ) -> None:
        self._proxy_path, self._count, self._announce = proxy, count, announce
        self._metrics = metrics
        self._listen = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        # A token that one worker gave must be good for the next one.
        self._shared = {"STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32)}
        self._workers: list[Worker] = []
        self._silent: dict[int, int] = {}
        self._proxy: subprocess.Popen[str] | None = None
        self._ends = self._renews = False

    def run(self) -> None:
        """Work until a signal ends it.

        Raises
        ------
        CrewError
            If the workers or nginx do not start; `FolderError` if nothing has been begun.
        """
        with _folder() as folder:
            self._folder = Path(folder)
            self._listen_to_signals()
            try:
                self._begin()
                self._watch()
            finally:
                self._finish()

    def _listen_to_signals(self) -> None:
        logging.basicConfig(format="%(name)s: %(message)s", level=logging.INFO)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_end)
        signal.signal(signal.SIGHUP, self._on_renew)

    def _begin(self) -> None:
        self._workers = [self._new(number) for number in range(1, self._count + 1)]
        for worker in self._workers:
            self._wait_for(worker)
        self._configure()
        command = [self._proxy_path, "-e", "stderr", "-p", str(self._folder)]
        self._proxy = begin([*command, "-c", str(self._folder / "nginx.conf")])
        time.sleep(_TICK)
        if self._proxy.poll() is not None:
            raise CrewError("nginx does not start; what it printed says why")
        self._announce()

    def _watch(self) -> None:
        asked = time.monotonic()
        while not self._ends:
            time.sleep(_TICK)
            if self._proxy is None or self._proxy.poll() is not None:
                raise CrewError("nginx has ended, and with it everything else")
            if self._renews:
                self._renews = False
                self._renew()
            for place, worker in enumerate(self._workers):
                if worker.code is not None:
                    self._replace(place, f"ended with code {worker.code}")
            if time.monotonic() - asked > _ASK:
                self._ask()
                asked = time.monotonic()

    def _ask(self) -> None:
        """Replace who has not answered several times in a row."""
        for place, worker in enumerate(self._workers):
            well = worker.answers()
            self._silent[place] = 0 if well else self._silent.get(place, 0) + 1
            if self._silent[place] >= _SILENT:
                worker.kill()
                self._replace(place, "did not answer")

    def _replace(self, place: int, why: str) -> None:
        """Put a new worker in the place of one that is gone, at the same port."""
        gone = self._workers[place]
        _log.info(f"worker {gone.number} {why}; another takes its place")
        if time.monotonic() - gone.begun < _PAUSE:
            time.sleep(_PAUSE)
        self._silent[place] = 0
        self._workers[place] = Worker(gone.number, gone.port, self._shared)

    def _renew(self) -> None:
        """Replace all workers, one after the other; each ends when the next one is ready."""
        for place, old in enumerate(self._workers):
            new = self._new(old.number)
            try:
                self._wait_for(new)
                self._workers[place] = new
                self._configure()
            except CrewError as error:
                self._workers[place] = old
                new.kill()
                _log.info(f"{error}; worker {old.number} goes on")
                continue
            assert self._proxy is not None
            self._proxy.send_signal(signal.SIGHUP)
            time.sleep(1)  # until nginx sends everybody to the new one
            old.end()
        _log.info("all workers are new")

    def _finish(self) -> None:
        if self._proxy is not None:
            end(self._proxy, signal.SIGTERM, _HOW_LONG)
        for worker in self._workers:
            worker.end(_HOW_LONG)

    def _new(self, number: int) -> Worker:
        return Worker(number, _free_port(), self._shared)

    def _wait_for(self, worker: Worker) -> None:
        while not worker.answers(timeout=1):
            if self._ends:
                return
            if worker.code is not None or time.monotonic() - worker.begun > _START:
                raise CrewError(f"worker {worker.number} does not start; what it printed says why")
            time.sleep(_TICK)

    def _configure(self) -> None:
        apps = [worker.address for worker in self._workers]
        text = configuration(self._listen, apps, folder=self._folder, metrics=self._metrics)
        try:
            (self._folder / "nginx.conf").write_text(text)
        except OSError as error:
            raise CrewError(f"{self._folder} cannot be written to: {error.strerror}") from error

    def _on_end(self, *_: object) -> None:
        self._ends = True

    def _on_renew(self, *_: object) -> None:
        self._renews = True


def _folder() -> TemporaryDirectory[str]:
    """One for nginx's files."""
    try:
        return TemporaryDirectory(prefix="convscope-")
    except OSError as error:
        raise FolderError(
            f"several workers need a folder for nginx's files ({error.strerror}); make room, or "
            f"name a folder with TMPDIR; one process, --workers 1, needs none"
        ) from error


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
