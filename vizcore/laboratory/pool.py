"""All runs of a server: a few worker processes, one run a person, a queue for the others."""

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Sequence
from typing import Any

from vizcore.errors import ConvScopeError
from vizcore.laboratory.messages import receive
from vizcore.laboratory.run import Run
from vizcore.laboratory.settings import RunSettings
from vizcore.text import many, sentence

GRACE = 20.0  # seconds that a run goes on while nobody watches: a reload, a gap in the network
_IDLE = 120.0  # seconds that a worker waits for its next run: it holds the memory of a torch
_MOST_WAITING = 200
_MOST_WORKERS = 4
_USUAL = {"digits": 20.0, "cifar10": 150.0}  # seconds, until a run has told better


class LaboratoryError(ConvScopeError):
    """A run that cannot be had now; the message says why."""


def workers_here() -> int:
    """How many runs go on at once: one core is left to the pages, and four are enough.

    CONVSCOPE_WORKERS says otherwise; 0 closes the laboratory.
    """
    said = os.environ.get("CONVSCOPE_WORKERS", "")
    if said.isdecimal():
        return int(said)
    return min(_MOST_WORKERS, max(1, (os.cpu_count() or 2) - 1))


class Pool:
    """Runs, and the processes that do them. All of it lives in the server's event loop.

    Parameters
    ----------
    workers : int
        Runs at once.
    command : sequence of str, optional
        What a worker is; `vizcore.laboratory.worker` by default.
    """

    def __init__(self, workers: int, command: Sequence[str] = ()) -> None:
        self._command = command or (sys.executable, "-m", "vizcore.laboratory.worker")
        self._workers = workers
        self._waiting: deque[Run] = deque()
        self._runs: dict[str, Run] = {}
        self._seconds = dict(_USUAL)
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle: list[Process] = []
        self._processes: set[Process] = set()
        self._preparing = False
        self.busy = 0

    def start(self, settings: RunSettings, person: str) -> Run:
        """Let a run wait for its turn.

        Raises
        ------
        LaboratoryError
            If this person has one that has not ended, or too many wait.
        """
        if self._workers == 0:
            raise LaboratoryError("the laboratory of this server is closed")
        if any(run.person == person and run.state != "ended" for run in self._runs.values()):
            raise LaboratoryError(
                "you have a run that goes on, perhaps in another tab; stop it first"
            )
        if len(self._waiting) >= _MOST_WAITING:
            raise LaboratoryError(f"{many(_MOST_WAITING, 'run')} wait already; come back later")
        run = Run(settings, person)
        self._runs[run.name] = run
        self._waiting.append(run)
        self._next()
        return run

    async def close(self) -> None:
        """End all processes and wait until they are gone."""
        self._workers = 0
        for process in self._processes:
            _end(process)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(_gone(process) for process in self._processes))

    async def prepare(self) -> None:
        """Have one process ready for whoever starts a run next: its imports take seconds."""
        if self._preparing or self._idle or self.busy >= self._workers:
            return
        self._preparing = True  # a class opens the page at once, and one process is enough
        try:
            self._keep(await self._worker())
        finally:
            self._preparing = False

    @property
    def waiting(self) -> int:
        """How many runs wait for their turn."""
        return len(self._waiting)

    def find(self, name: str) -> Run | None:
        """The run of this name, if it is still known."""
        return self._runs.get(name)

    def place(self, run: Run) -> tuple[int, float]:
        """How many runs come before it, and about how many seconds that takes."""
        if run not in self._waiting:
            return 0, 0.0
        before = self._waiting.index(run)
        going = [other for other in self._runs.values() if other.state in ("running", "paused")]
        ends = sorted(self._left(other) for other in going) or [0.0]
        for other in list(self._waiting)[:before]:
            ends.append(ends.pop(0) + self._seconds[other.settings.data])
            ends.sort()
        return before + 1, ends[0]

    def _left(self, run: Run) -> float:
        done = len(run.losses) / run.settings.steps
        return (1 - done) * self._seconds[run.settings.data]

    def watch(self, run: Run) -> asyncio.Event:
        """An event that is set whenever the run changes; `leave` ends that."""
        event = asyncio.Event()
        event.set()
        run.watchers.add(event)
        if run.leaving:
            run.leaving.cancel()
        return event

    def leave(self, run: Run, event: asyncio.Event) -> None:
        """Watch no longer; a run that nobody watches is ended after `GRACE` seconds."""
        run.watchers.discard(event)
        if not run.watchers:
            run.leaving = asyncio.get_running_loop().call_later(GRACE, self._abandon, run)

    def _abandon(self, run: Run) -> None:
        if run.watchers:
            return
        self._runs.pop(run.name, None)
        if run in self._waiting:
            self._waiting.remove(run)
            run.end("left")
            self._tell_waiting()
        else:
            run.order({"stop": True})

    def cancel(self, run: Run) -> None:
        """End a run at its person's wish, whether it has begun or not."""
        if run in self._waiting:
            self._waiting.remove(run)
            run.end("stopped")
            self._tell_waiting()
        else:
            run.order({"stop": True})

    def _tell_waiting(self) -> None:
        for run in self._waiting:
            run.changed()

    def _next(self) -> None:
        """Give the next run a worker, if one is free."""
        if self._waiting and self.busy < self._workers:
            self.busy += 1
            run = self._waiting.popleft()
            run.state = "running"
            task = asyncio.get_running_loop().create_task(self._serve(run))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._tell_waiting()

    async def _serve(self, run: Run) -> None:
        run.changed()
        began = asyncio.get_running_loop().time()
        process = None
        try:
            process = await self._worker()
            await self._follow(run, process)
        except (OSError, asyncio.IncompleteReadError, ConnectionError):
            run.end("died")
            _end(process)  # the next run needs another, even where this one has yet to be buried
            process = None
        finally:
            self.busy -= 1
            self._keep(process)
            if run.how == "done":
                took = asyncio.get_running_loop().time() - began
                self._seconds[run.settings.data] += (took - self._seconds[run.settings.data]) / 2
            self._next()

    async def _follow(self, run: Run, process: Process) -> None:
        """Tell the worker what to do, and take in what it says until the run has ended."""
        assert process.stdin is not None
        assert process.stdout is not None
        _write(process, {"start": run.settings.as_sent()})
        orders = asyncio.get_running_loop().create_task(_pass_on(run, process))
        try:
            while run.state != "ended":
                message, blob = await receive(process.stdout)
                if message["kind"] == "progress":
                    run.learn(message, blob)
                else:
                    run.end(message["how"], says=_sentence(message), weights=blob)
        finally:
            orders.cancel()

    async def _worker(self) -> Process:
        """A worker that is there, or a new one."""
        while self._idle:
            process = self._idle.pop()
            if process.returncode is None:
                return process
        self._processes = {p for p in self._processes if p.returncode is None}
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # Ctrl-C is not for it
        )
        self._processes.add(process)
        if self._workers == 0:  # closed meanwhile
            process.kill()
        return process

    def _keep(self, process: Process | None) -> None:
        """Let a worker wait for another run, but not for ever."""
        if process is None or process.returncode is not None:
            return
        self._idle.append(process)

        def dismiss() -> None:
            if process in self._idle:
                self._idle.remove(process)
                _end(process)

        asyncio.get_running_loop().call_later(_IDLE, dismiss)


def _end(process: Process | None) -> None:
    if process is not None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()


async def _gone(process: Process) -> None:
    await process.wait()
    assert process.stdin is not None
    process.stdin.close()
    with contextlib.suppress(ConnectionError):
        await process.stdin.wait_closed()


async def _pass_on(run: Run, process: Process) -> None:
    while True:
        _write(process, await run.orders.get())


def _write(process: Process, order: dict[str, Any]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(order).encode() + b"\n")


def _sentence(message: dict[str, Any]) -> str:
    return sentence(message["says"]) if message.get("says") else ""
