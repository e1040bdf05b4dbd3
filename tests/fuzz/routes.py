"""Requests and sockets that no browser makes: the routes answer, or refuse, and go on."""

import asyncio
import functools
import json
import random
import tempfile
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import numpy as np
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.fuzz.hostile import damaged, value, word
from vizcore.errors import ConvScopeError
from vizcore.laboratory.pool import Pool
from vizcore.laboratory.run import Run
from vizcore.laboratory.settings import RunSettings
from vizcore.serve import beside_streamlit, script_address
from vizcore.serve.frames import Frames
from vizcore.serve.laboratory import laboratory_routes
from vizcore.serve.live import live_routes
from vizcore.serve.messages import PIXELS

_PATHS = (
    "/", "/convolution", f"/{script_address()}", "/components/../app.py", "/samples.jpg",
    "/static/a.js", "/static/../index.html", "/live/health", "/live/frames", "/laboratory/run",
    "/laboratory/run/ready", "/_stcore/upload_file/a/b", "/metrics", "/healthz",
)  # fmt: skip
_SOCKETS = ("/live/frames", "/laboratory/run")
_ORIGINS = ("", "http://here", "http://there", "null", "http://[", "://", "http://here:99999999")
_KNOWN = range(200, 500)


@functools.cache
def application() -> Starlette:
    """The routes and the middleware around a page of their own; a network that says nothing."""
    folder = Path(tempfile.mkdtemp())
    (folder / "static").mkdir()
    (folder / "static" / "a.js").write_text("1")
    (folder / "index.html").write_text("<title>Streamlit</title><body></body>")
    beside = beside_streamlit(folder, {"": "ConvScope", "convolution": "Convolution"}, "")
    own = [*live_routes(frames=Frames(lambda: _silent)), *laboratory_routes("", _Nobody(1))]
    taken = {getattr(route, "path", "") for route in own}
    others = [route for route in beside.routes if getattr(route, "path", "") not in taken]
    asked = {"methods": ["GET", "PUT", "POST"]}
    rest = Route("/{rest:path}", lambda _: PlainTextResponse("page"), **asked)  # type: ignore[arg-type]
    return Starlette(routes=[*own, *others, rest], middleware=beside.middleware)


class _Nobody(Pool):
    """Reads the settings and starts nothing."""

    def start(self, settings: RunSettings, person: str) -> Run:
        raise ConvScopeError(f"{person} starts no run of {settings.steps} steps here")

    async def prepare(self) -> None:
        pass


def _silent(pictures: Any, layers: Any) -> Any:
    even = np.full((len(pictures), 10), 0.1, np.float32)
    return even, [np.zeros((1, 2, 2), np.float32) for _ in layers]


def probe(rng: random.Random) -> None:
    """A request or a socket with wrong headers, bodies and messages."""
    asyncio.run(_socket(rng) if rng.random() < 0.5 else _request(rng))


async def _request(rng: random.Random) -> None:
    scope = _scope(rng, "http", rng.choice(_PATHS))
    scope["method"] = rng.choice(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "", "G\0T"))
    body = rng.randbytes(rng.choice((0, 10, 70_000)))
    answers = await played(scope, [{"type": "http.request", "body": body, "more_body": False}])
    started = [answer for answer in answers if answer["type"] == "http.response.start"]
    assert [answer["status"] in _KNOWN for answer in started] == [True], answers[:2]
    names = {name.lower() for name, _ in started[0]["headers"]}
    assert b"content-security-policy" in names


async def _socket(rng: random.Random) -> None:
    path = rng.choice(_SOCKETS)
    scope = _scope(rng, "websocket", path)
    messages: list[dict[str, Any]] = [{"type": "websocket.connect"}]
    for _ in range(rng.randrange(1, 6)):
        kind = rng.choice(("text", "bytes"))
        sent = _text(rng) if kind == "text" else _frame(rng)
        messages.append({"type": "websocket.receive", kind: sent})
    answers = await played(scope, [*messages, {"type": "websocket.disconnect", "code": 1001}])
    assert answers
    assert answers[0]["type"] in ("websocket.accept", "websocket.close")


async def played(
    scope: MutableMapping[str, Any], messages: list[dict[str, Any]]
) -> list[MutableMapping[str, Any]]:
    """What the application answers; after the last message comes nothing."""
    answers: list[MutableMapping[str, Any]] = []
    left = iter(messages)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        last = "http.disconnect" if scope["type"] == "http" else "websocket.disconnect"
        return next(left, {"type": last, "code": 1006})

    async def send(message: MutableMapping[str, Any]) -> None:
        answers.append(message)

    async with asyncio.timeout(20):
        await application()(scope, receive, send)
    return answers


def _scope(rng: random.Random, kind: str, path: str) -> dict[str, Any]:
    headers = {
        b"host": b"here",
        b"origin": rng.choice(_ORIGINS).encode(),
        b"accept": rng.choice((b"text/html", b"*/*", b"")),
        b"accept-encoding": rng.choice((b"gzip", b"", b"\xff")),
        b"if-none-match": rng.choice((b"", b'"', b"W/*")),
        b"cookie": rng.choice((b"", b"convscope_worker=\xff; =; ;;", b"a=" * 3000)),
        b"x-forwarded-host": rng.choice((b"", b"here", b"\xe9")),
    }
    odd = word(rng).encode("utf-8", "replace")
    path += rng.choice(("", "", "", "/", "/\udcff", word(rng)[:200]))
    return scope_of(kind, path, headers | {b"x-odd": odd[:500]}, odd[:500])


def scope_of(
    kind: str, path: str, headers: Mapping[bytes, bytes], query: bytes = b""
) -> dict[str, Any]:
    """A request or a socket as a server hands it on."""
    return {
        "type": kind, "path": path, "raw_path": path.encode("utf-8", "replace"), "root_path": "",
        "query_string": query, "headers": list(headers.items()), "subprotocols": [],
        "client": ("127.0.0.1", 5), "server": ("here", 80), "scheme": "http",
        "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip


def _frame(rng: random.Random) -> bytes:
    head = bytes([1, 0, 0, 0, rng.randrange(30), rng.randrange(3), 0, 0])
    return head + bytes(PIXELS) if rng.random() < 0.5 else damaged(rng, head + bytes(30))


def _text(rng: random.Random) -> str:
    settings = RunSettings().as_sent()
    settings[rng.choice(tuple(settings))] = value(rng)
    orders = ("watch", "rate", "pause", "stop")
    sent = rng.choice(({"start": settings}, {rng.choice(orders): value(rng)}, value(rng, orders)))
    return rng.choice((json.dumps(sent), json.dumps(sent)[:-1], "[" * 19_000))
