"""The laboratory's way to the browser: one socket for each run that is watched.

The browser's first message is `{"start": settings, "person": word}` or `{"watch": name}`; later
ones are `{"rate": x}`, `{"pause": true or false}`, `{"stop": true}`. The server tells the state and
what is new as JSON, then as bytes the first layer's kernels and maps, and at the end the weights.
"""

import asyncio
import contextlib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from vizcore.errors import ConvScopeError
from vizcore.laboratory.pool import Pool, workers_here
from vizcore.laboratory.run import Run
from vizcore.laboratory.settings import read_rate, read_settings
from vizcore.serve.limits import bound_messages
from vizcore.serve.origin import FOREIGN, from_here
from vizcore.text import sentence

PACE = 0.15  # seconds between two messages at least
_LONGEST = 20_000  # bytes of a message; one with a picture has 4,400


def laboratory_routes(base: str = "", pool: Pool | None = None) -> list[BaseRoute]:
    """`/laboratory/run`: start a run, or watch one; `/laboratory/run/ready`: prepare a process."""
    runs = pool or Pool(workers_here())

    async def ready(_: Request) -> Response:
        await runs.prepare()
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    address = f"{base}/laboratory/run"
    return [WebSocketRoute(address, _Door(runs)), Route(f"{address}/ready", ready)]


class _Door:
    """Lets those in whose page is ours."""

    def __init__(self, runs: Pool) -> None:
        self._runs = runs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one socket until it is closed."""
        socket = WebSocket(scope, receive, send)
        if not from_here(socket.headers):
            await socket.close(FOREIGN)
            return
        bound_messages(receive, _LONGEST)
        await socket.accept()
        # KeyError: bytes where a text belongs
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, KeyError):
            await _Watcher(socket, self._runs).talk()


class _Watcher:
    """One socket: reads what the person wants, tells what is new."""

    def __init__(self, socket: WebSocket, runs: Pool) -> None:
        self.socket, self.runs = socket, runs
        self.told = {"losses": 0, "epochs": 0, "rates": 0}

    async def talk(self) -> None:
        run = await self._enter()
        if run is None:
            return
        event = self.runs.watch(run)
        telling = asyncio.create_task(self._tell(run, event))
        try:
            while not telling.done():
                self._obey(run, await self._read())
        finally:
            telling.cancel()
            self.runs.leave(run, event)

    async def _read(self) -> dict[str, Any]:
        text = await self.socket.receive_text()
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):  # it may be nested deeper than any reader goes
            message = None
        return message if isinstance(message, dict) else {}

    async def _enter(self) -> Run | None:
        """The run that the first message asks for, or the sentence that says why there is none."""
        message = await self._read()
        if "watch" in message:
            run = self.runs.find(str(message["watch"]))
            if run is None:
                await self._say({"state": "gone"})
            return run
        try:
            sent = message.get("start")
            settings = read_settings(sent if isinstance(sent, dict) else {})
            return self.runs.start(settings, str(message.get("person"))[:40])
        except ConvScopeError as error:
            await self._say({"state": "refused", "says": sentence(error)})
            return None

    async def _say(self, message: dict[str, Any]) -> None:
        await self.socket.send_text(json.dumps(message))

    def _obey(self, run: Run, message: dict[str, Any]) -> None:
        if message.get("stop"):
            self.runs.cancel(run)
        elif "rate" in message:
            with contextlib.suppress(ConvScopeError):
                run.order({"rate": read_rate(message["rate"])})
        elif "pause" in message:
            run.order({"pause": bool(message["pause"])})

    async def _tell(self, run: Run, event: asyncio.Event) -> None:
        shown = b""
        while True:
            await event.wait()
            event.clear()
            ended = run.state == "ended"
            await self._say(self._news(run))
            if run.picture and run.picture is not shown:
                shown = run.picture
                await self.socket.send_bytes(shown)
            if ended:
                weights, run.weights = run.weights, b""  # the browser keeps them
                await self.socket.send_bytes(weights)
                await self.socket.close()
                return
            await asyncio.sleep(PACE)

    def _news(self, run: Run) -> dict[str, Any]:
        """The state, and what has not been told yet."""
        before, seconds = self.runs.place(run)
        news: dict[str, Any] = {
            "name": run.name,
            "state": run.state,
            "how": run.how,
            "says": run.says,
            "steps": run.settings.steps,
            "before": before,
            "seconds": round(seconds),
            "shapes": run.shapes,
        }
        for what, count in self.told.items():
            full = getattr(run, what)
            news[what] = full[count:]
            self.told[what] = len(full)
        return news
