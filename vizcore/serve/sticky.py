"""A cookie that says which of several workers a person is with, for the proxy in front of them."""

import os

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "convscope_worker"


def worker_name() -> str:
    """What this process is called among the workers; CONVSCOPE_WORKER says it, or it is alone."""
    name = os.environ.get("CONVSCOPE_WORKER", "")
    return name if name.isalnum() else ""


class Sticky:
    """Middleware of a worker: whoever it answers is sent to it again.

    Where another one is away and this one stands in, its people stay here: they have their sessions
    here now.

    Parameters
    ----------
    app : ASGI application
    name : str
        Letters and digits.
    framed : bool
        Whether another site may show the app in a frame, over HTTPS.
    """

    def __init__(self, app: ASGIApp, name: str, *, framed: bool = False) -> None:
        self._app = app
        self._name = name
        sites = "SameSite=None; Secure; Partitioned" if framed else "SameSite=Lax"
        self._cookie = f"{COOKIE}={name}; Path=/; HttpOnly; {sites}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with the cookie where it is another."""
        if scope["type"] != "http" or self._is_known(scope):
            await self._app(scope, receive, send)
            return

        async def remembered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", self._cookie)
            await send(message)

        await self._app(scope, receive, remembered)

    def _is_known(self, scope: Scope) -> bool:
        sent = b"; ".join(value for key, value in scope["headers"] if key == b"cookie")
        return cookie_parser(sent.decode("latin-1")).get(COOKIE) == self._name
