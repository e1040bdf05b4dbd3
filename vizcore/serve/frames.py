"""Frames that wait for the network: one thread takes all that wait, and answers each.

Whoever has been answered comes to the end of the line, and nobody has more than one frame in it
(`vizcore.serve.live` sees to that): so ten people get a tenth each, and a pass is as large as the
line is long. Nothing of a frame is kept.
"""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from vizcore.errors import ConvScopeError
from vizcore.serve.messages import Frame, Times, answer

MOST_TOGETHER = 32  # frames of a pass; the rest is the next one's

#: Probabilities and the layer's maps, of each picture and the layer that is looked at.
Pass = Callable[[np.ndarray, Sequence[str]], tuple[np.ndarray, list[np.ndarray]]]


@dataclass(frozen=True)
class _Ticket:
    frame: Frame
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[bytes]"
    came: float = field(default_factory=time.perf_counter)


class Frames:
    """The line, and the thread that works it off.

    Parameters
    ----------
    load : callable
        Gives what runs a pass. It is called in the thread when the first frame comes; by default it
        loads torch and the trained MiniVGG.
    """

    def __init__(self, load: "Callable[[], Pass] | None" = None) -> None:
        self._load = load or trained_pass
        self._pass: Pass | None = None
        self._line: deque[_Ticket] = deque()
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self.answered = 0
        self.passes = 0

    async def ask(self, frame: Frame) -> bytes:
        """The answer to a frame, once its turn has come.

        Raises
        ------
        ConvScopeError
            If there is no network here, or it fails.
        """
        loop = asyncio.get_running_loop()
        ticket = _Ticket(frame, loop, loop.create_future())
        with self._news:
            self._line.append(ticket)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="frames", daemon=True)
                self._thread.start()
            self._news.notify()
        return await ticket.future

    def _work(self) -> None:
        while True:
            with self._news:
                while not self._line:
                    self._news.wait()
                count = min(len(self._line), MOST_TOGETHER)
                taken = [self._line.popleft() for _ in range(count)]
            wanted = [ticket for ticket in taken if not ticket.future.cancelled()]
            if wanted:
                self._serve(wanted)

    def _serve(self, tickets: Sequence[_Ticket]) -> None:
        try:
            answers = self._answers_somehow(tickets)
        except (ConvScopeError, RuntimeError, OSError, ImportError) as error:
            problem = ConvScopeError(f"the network cannot answer: {error}")
            for ticket in tickets:
                _tell(ticket, partial(_fail, ticket.future, problem))
            return
        for ticket, data in zip(tickets, answers, strict=True):
            _tell(ticket, partial(_settle, ticket.future, data))

    def _answers_somehow(self, tickets: Sequence[_Ticket]) -> list[bytes]:
        """On the processor, if the graphics card gives up."""
        try:
            return self._answers(tickets)
        except RuntimeError as error:
            from vizcore.nets.failing import go_on_without, has_failed

            if not has_failed(error) or not go_on_without():
                raise
            self._pass = None
            return self._answers(tickets)

    def _answers(self, tickets: Sequence[_Ticket]) -> list[bytes]:
        if self._pass is None:
            self._pass = self._load()
        begin = time.perf_counter()
        pictures = np.stack([ticket.frame.picture for ticket in tickets])
        probabilities, maps = self._pass(pictures, [ticket.frame.layer for ticket in tickets])
        took = 1000 * (time.perf_counter() - begin)
        self.passes += 1
        self.answered += len(tickets)
        return [
            answer(
                ticket.frame,
                probabilities[i],
                maps[i],
                Times(1000 * (begin - ticket.came), took, len(tickets)),
            )
            for i, ticket in enumerate(tickets)
        ]


def trained_pass() -> Pass:
    """A pass of the trained MiniVGG on the best device there is. Loads torch."""
    import torch

    from vizcore.nets import load_minivgg
    from vizcore.nets.batching import pass_together

    torch.backends.cudnn.allow_tf32 = False  # its ten bits would show in the numbers on screen
    torch.set_num_threads(1)  # a picture takes two milliseconds, and others are waiting
    return partial(pass_together, load_minivgg())


def _tell(ticket: _Ticket, act: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
        ticket.loop.call_soon_threadsafe(act)


def _settle(future: "asyncio.Future[bytes]", data: bytes) -> None:
    if not future.done():  # whoever asked may have left
        future.set_result(data)


def _fail(future: "asyncio.Future[bytes]", error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
