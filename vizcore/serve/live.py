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
from collections import Counter
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from vizcore.errors import ConvScopeError
from vizcore.serve.frames import Frames
from vizcore.serve.limits import Allowance, Limits, RefusedError, bound_messages
from vizcore.serve.messages import Frame, read_frame
from vizcore.serve.origin import FOREIGN, from_here
from vizcore.text import sentence

_CLOSED = 4400  # the sentence before says why


def live_routes(
    base: str = "", frames: Frames | None = None, limits: Limits | None = None
) -> list[BaseRoute]:
    """`/live/frames`: the socket; `/live/health`: how many are on it, and what was answered."""
    line = frames or Frames()
    door = _Door(line, limits or Limits())

    async def health(_: Request) -> Response:
        told = {"people": door.here.total(), "frames": line.answered, "passes": line.passes}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return [
        WebSocketRoute(f"{base}/live/frames", door),
        Route(f"{base}/live/health", health, methods=["GET", "HEAD"]),
    ]


class _Door:
    """Lets people in, as many as there are places."""

    def __init__(self, frames: Frames, limits: Limits) -> None:
        self._frames, self._limits = frames, limits
        self.here: Counter[str] = Counter()  # of each address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one socket until it is closed."""
        socket = WebSocket(scope, receive, send)
        if not from_here(socket.headers):
            await socket.close(FOREIGN)
            return
        bound_messages(receive, self._limits.size)
        await socket.accept()
        # RuntimeError: the socket was closed while something was on its way
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            try:
                with self._place(socket.client.host if socket.client else ""):
                    await _Stream(socket, self._frames, self._limits).run()
            except ConvScopeError as error:
                await _say(socket, error)

    @contextlib.contextmanager
    def _place(self, address: str) -> Iterator[None]:
        """Hold one of the places for somebody at an address."""
        limits, before = self._limits, self.here[address]
        if self.here.total() >= limits.people:
            many, where = limits.people, "on this server"
        elif before >= limits.together:
            many, where = limits.together, "from your network's address"
        else:
            self.here[address] += 1
            try:
                yield
            finally:
                self.here[address] -= 1
                self.here += Counter()  # forgets addresses where nobody is left
            return
        words = f"{many} people are live {where}, as many as it takes"
        raise RefusedError(f"{words}; yours begins when one of them leaves", again=10.0)


async def _say(socket: WebSocket, error: ConvScopeError) -> None:
    again = error.again if isinstance(error, RefusedError) else None
    await socket.send_text(json.dumps({"says": sentence(error), "again": again}))
    await socket.close(_CLOSED)


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
            async with asyncio.timeout(seconds):
                message = await self._socket.receive()
        except TimeoutError:
            raise RefusedError(f"No picture came for {seconds:g} seconds", again=0.0) from None
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        if not self._allowance.take():
            raise RefusedError(
                f"At most {self._limits.rate:g} pictures a second are taken", again=5.0
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
                async with asyncio.timeout(self._limits.patience):
                    await self._socket.send_bytes(data)
            except TimeoutError:
                raise WebSocketDisconnect from None
