"""The browser's first requests: Streamlit's page and files, compressed once, not each time."""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from vizcore.serve.files import Files

# What is no page, whoever asks.
_OTHERS = (
    "/_stcore/",
    "/component",
    "/media/",
    "/healthz",
    "/metrics",
    "/auth/",
    "/oauth2callback",
)


class Front:
    """Middleware that answers for Streamlit's static files and for the page itself.

    The page is Streamlit's own, with the title of the lesson, the app's styles, and a hint to fetch
    the components at once: they are there when the first of them is asked for.

    Parameters
    ----------
    app : ASGI application
    static : Path
        Streamlit's folder of static files, with index.html.
    titles : mapping
        Title of each page by its address, such as "convolution"; "" is the start page, and has the
        title of what no page has.
    script : str
        Address of the components, relative to the root.
    styles : str
        CSS of the app around Streamlit's.
    base : str
        What stands before every address, such as "/cnn"; nothing as a rule.
    """

    def __init__(
        self,
        app: ASGIApp,
        static: Path,
        titles: Mapping[str, str],
        script: str,
        styles: str,
        base: str = "",
    ) -> None:
        self._app = app
        self._base = base
        self._files = Files(static / "static")
        page = (static / "index.html").read_text(encoding="utf-8")
        self._pages = {
            f"/{name}": _Page(_dressed(page, title, script, styles))
            for name, title in titles.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on what is somebody else's."""
        answer = await self._answer(scope) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        if scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith(self._base):
            return None
        path, headers = scope["path"].removeprefix(self._base), Headers(scope=scope)
        if path.startswith("/static/"):
            return await self._files.answer(path.removeprefix("/static/"), headers)
        if "text/html" not in headers.get("accept", "") or path.startswith(_OTHERS):
            return None
        return self._pages.get(path, self._pages["/"]).answer(headers)


class _Page:
    """A page as it goes out; who has it already is told so."""

    def __init__(self, html: str) -> None:
        self._plain = html.encode()
        self._compressed = gzip.compress(self._plain, mtime=0)
        self._tag = f'"{hashlib.blake2b(self._plain, digest_size=8).hexdigest()}"'

    def answer(self, headers: Headers) -> Response:
        common = {"Cache-Control": "no-cache", "ETag": self._tag, "Vary": "Accept-Encoding"}
        if self._tag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=common)
        if "gzip" not in headers.get("accept-encoding", ""):
            return Response(self._plain, media_type="text/html", headers=common)
        common["Content-Encoding"] = "gzip"
        return Response(self._compressed, media_type="text/html", headers=common)


def _dressed(page: str, title: str, script: str, styles: str) -> str:
    """Streamlit's page with our own title, hint and styles; these last, for they have to win."""
    hint = f'<link rel="modulepreload" fetchpriority="low" href="./{script}">'  # after Streamlit
    head = f"<title>{title}</title>{hint}"
    page = page.replace("<title>Streamlit</title>", head, 1)
    return page.replace("</body>", f"<style>{styles}</style></body>", 1)
