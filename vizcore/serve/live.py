"""Pictures many times a second through the network and back, over a socket of their own.

The browser sends frames, the server answers each with what is on screen; `vizcore.serve.messages`
says how. Of each person one frame is answered at a time and one may wait. A newer one takes the
place of the one that waits: a slow server, or a slow line, has fewer pictures a second and no
queue. What cannot be is told in a sentence, `{"says": sentence, "again": seconds or null}`, and the
socket is closed.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from vizcore.errors import ConvScopeError
from vizcore.serve.frames import Frames
from vizcore.serve.messages import Frame, read_frame
from vizcore.serve.origin import FOREIGN, from_here
from vizcore.text import sentence

_CLOSED = 4400  # the sentence before says why


@dataclass(frozen=True)
class Limits:
    """What one server bears.

    Attributes
    ----------
    people : int
        Sockets at once.
    rate : float
        Frames a second from one of them, in the long run; a browser sends half as many.
    patience : float
        Seconds without a frame, and for a person's line to take an answer.
    """

    people: int = 40
    rate: float = 60.0
    patience: float = 30.0


class RefusedError(ConvScopeError):
    """Why a socket is closed; `again` is after how many seconds it may be tried again, if ever."""

    def __init__(self, text: str, again: float | None = None) -> None:
        super().__init__(text)
        self.again = again


def live_routes(
    base: str = "", frames: Frames | None = None, limits: Limits | None = None
) -> list[BaseRoute]:
    """`/live/frames`: the socket; `/live/health`: how many are on it, and what was answered."""
    line, limits = frames or Frames(), limits or Limits()
    here: set[WebSocket] = set()

    async def health(_: Request) -> Response:
        told = {"people": len(here), "frames": line.answered, "passes": line.passes}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    async def serve(socket: WebSocket) -> None:
        if not from_here(socket.headers):
            await socket.close(FOREIGN)
            return
        await socket.accept()
        full = len(here) >= limits.people
        here.add(socket)
        # RuntimeError: the socket was closed while something was on its way
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            try:
                if full:
                    raise RefusedError(
                        f"{limits.people} people are live on this server, as many as it takes; "
                        "yours begins when one of them leaves",
                        again=10,
                    )
                await _Stream(socket, line, limits).run()
            except ConvScopeError as error:
                await _say(socket, error)
            finally:
                here.discard(socket)

    return [
        WebSocketRoute(f"{base}/live/frames", serve),
        Route(f"{base}/live/health", health, methods=["GET", "HEAD"]),
    ]


async def _say(socket: WebSocket, error: ConvScopeError) -> None:
    again = error.again if isinstance(error, RefusedError) else None
    await socket.send_text(json.dumps({"says": sentence(error), "again": again}))
    await socket.close(_CLOSED)


class Allowance:
    """Counts what comes: at most `rate` a second in the long run, and as many at once.

    >>> clock = iter([0.0, 0.0, 0.0, 0.0, 0.5]).__next__
    >>> allowance = Allowance(2, clock)
    >>> [allowance.take() for _ in range(4)]
    [True, True, False, True]
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left, self._seen = rate, clock()

    def take(self) -> bool:
        """Whether one more is allowed."""
        now = self._clock()
        self._left = min(self._rate, self._left + self._rate * (now - self._seen))
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class _Stream:
    """One person's socket."""

    def __init__(self, socket: WebSocket, frames: Frames, limits: Limits) -> None:
        self._socket, self._frames, self._limits = socket, frames, limits
        self._allowance = Allowance(limits.rate)
        self._latest: Frame | None = None
        self._came = asyncio.Event()

    async def run(self) -> None:
        """Read and answer until the person leaves, or something cannot be."""
        tasks = [asyncio.create_task(part()) for part in (self._read, self._answer)]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self) -> None:
        while True:
            self._latest = read_frame(await self._next())
            self._came.set()

    async def _next(self) -> bytes:
        """The next message, which has to be bytes."""
        seconds = self._limits.patience
        try:
            message = await asyncio.wait_for(self._socket.receive(), seconds)
        except TimeoutError:
            raise RefusedError(f"No picture came for {seconds:g} seconds", again=0) from None
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        if not self._allowance.take():
            raise RefusedError(
                f"At most {self._limits.rate:g} pictures a second are taken", again=5
            )
        data = message.get("bytes")
        if not isinstance(data, bytes):
            raise RefusedError("A frame is bytes, not text")
        return data

    async def _answer(self) -> None:
        while True:
            await self._came.wait()
            self._came.clear()
            frame, self._latest = self._latest, None
            if frame is None:
                continue
            data = await self._frames.ask(frame)
            try:
                await asyncio.wait_for(self._socket.send_bytes(data), self._limits.patience)
            except TimeoutError:
                raise WebSocketDisconnect from None
