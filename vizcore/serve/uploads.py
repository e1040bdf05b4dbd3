"""What one server takes in at once: files come through here before anybody looks at them."""

import asyncio
import re
import time
from collections.abc import Callable

from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vizcore.serve.limits import Allowance

_ADDRESS = re.compile(r"/_stcore/upload_file/([^/]+)/")
_REMEMBERED = 2000  # sessions
_NAME = 64  # characters of a session's name; Streamlit's have 36
MultiPartParser.spool_max_size = 0  # no picture goes to a disk, which may be full or somebody's


class UploadLimits:
    """Middleware that bounds uploads: how many at once, how often from one session, how slowly.

    A file is in memory while it comes. Those beyond the limit wait for their turn.

    Parameters
    ----------
    app : ASGI application
    together : int
        At once, on this process.
    a_minute : int
        From one session.
    patience : float
        Seconds that a file may take to come, waiting included.
    clock : callable
        Returns seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        together: int = 4,
        a_minute: int = 20,
        patience: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._turns = asyncio.Semaphore(together)
        self._a_minute, self._patience, self._clock = a_minute, patience, clock
        self._allowances: dict[str, Allowance] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, in its turn, or say why not."""
        found = _ADDRESS.search(scope["path"]) if scope["type"] == "http" else None
        if not found or scope["method"] != "PUT":
            await self._app(scope, receive, send)
        elif not self._allowance(found[1][:_NAME]).take():
            await _refuse(429, "Too many files within a minute: wait a little.", scope, send)
        else:
            await self._in_turn(scope, receive, send)

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self._patience), self._turns:
                await self._app(scope, receive, sent)
        except TimeoutError:
            if not begun:
                await _refuse(408, "The file took too long to come.", scope, send)

    def _allowance(self, session: str) -> Allowance:
        """That of a session; those of the sessions seen last are remembered."""
        allowance = self._allowances.pop(session, None)
        if allowance is None:
            allowance = Allowance(float(self._a_minute), lambda: self._clock() / 60)
        self._allowances[session] = allowance
        if len(self._allowances) > _REMEMBERED:
            del self._allowances[next(iter(self._allowances))]
        return allowance


async def _refuse(status: int, text: str, scope: Scope, send: Send) -> None:
    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    await PlainTextResponse(text, status)(scope, nothing, send)
