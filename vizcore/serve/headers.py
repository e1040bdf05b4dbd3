"""Headers that tell a browser what this site may do: nothing that it does not need."""

import base64
import hashlib
import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(r"<script>(.*?)</script>", re.S)

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def content_policy(page: str, *, frames: Sequence[str] = ()) -> str:
    """What a page may load and run: files of this origin, and what Streamlit makes of them itself.

    Parameters
    ----------
    page : str
        The HTML that is served; its inline scripts are allowed by their digests.
    frames : sequence of str
        Origins that may show the app in a frame, beside its own.
    """
    scripts = " ".join(f"'sha256-{_digest(text)}'" for text in _INLINE.findall(page))
    rules = {
        "default-src": "'self'",
        # Streamlit runs the line that loads a component from a blob; Plotly compiles by Function.
        "script-src": f"'self' blob: {scripts}".rstrip(),
        "style-src": "'self' 'unsafe-inline'",  # Streamlit's styles are written into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(["'self'", *frames]),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SecurityHeaders:
    """Middleware that sets the headers on every answer."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers = _FIXED | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(message)
            await send(message)

        await self._app(scope, receive, dressed)

    def _dress(self, message: MutableMapping[str, Any]) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self._headers.items():
            headers.setdefault(name, value)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
