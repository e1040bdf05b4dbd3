"""The units' cards over HTTP: facts and pictures that stay the same, and climbs that are asked for.

    /units/<digest>/conv3-0.json     what is known of the first 64 units of conv3
    /units/<digest>/conv3-0.webp     the nine pictures of each, a row a unit
    /units/<digest>/conv3.webp       what climbs of all its units have made
    /units/<digest>/climb/conv3/12/jitter,fourier    a climb with these regularisers

The digest names the cards and the pictures, so a browser may keep what it got for good.
"""

import functools
import gzip
import hashlib
import os
import re
from pathlib import Path

from anyio import Lock, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from vizcore.errors import ConvScopeError
from vizcore.locations import ASSETS
from vizcore.serve import climbs
from vizcore.serve.files import FOREVER
from vizcore.text import sentence

_PART = re.compile(r"([a-z]+\d+)(?:-(\d{1,2}))?\.(json|webp)")
_NONE = Response("There is no such file.", 404, media_type="text/plain")
_JSON, _WEBP = "application/json", "image/webp"
_CARDS = "minivgg.safetensors"


@functools.cache
def units_address() -> str:
    """Where the cards are, below the app's own address; other cards or images, another place."""
    content = hashlib.blake2b((ASSETS / "units" / _CARDS).read_bytes(), digest_size=8)
    named = os.environ.get("CONVSCOPE_CIFAR10", "")
    if named and Path(named).exists():
        told = Path(named).stat()
        content.update(f"{named} {told.st_size} {told.st_mtime_ns}".encode())
    return f"units/{content.hexdigest()}"


def units_routes(base: str = "") -> list[BaseRoute]:
    """Serve them; each is made when the first person asks for it."""
    start = f"{base}/units/{{digest}}"
    return [
        Route(f"{start}/{{name}}", _Files(), methods=["GET", "HEAD"]),
        Route(f"{start}/climb/{{layer}}/{{unit:int}}/{{held}}", _Climb(), methods=["GET", "HEAD"]),
    ]


class _Answering:
    """Answers a request for today's cards with what `make` gives; others with nothing."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As Starlette calls what stands behind a route."""
        request = Request(scope, receive)
        answer = _NONE
        if f"units/{request.path_params['digest']}" == units_address():
            try:
                answer = await self.make(request)
            except ConvScopeError as error:
                answer = JSONResponse({"says": sentence(error)}, 503)
        await answer(scope, receive, send)

    async def make(self, request: Request) -> Response:
        """The answer, or a ConvScopeError that says why there is none."""
        raise NotImplementedError


class _Files(_Answering):
    def __init__(self) -> None:
        self._lock = Lock()

    async def make(self, request: Request) -> Response:
        async with self._lock:  # fifty people who come at once wait for one making
            made = await to_thread.run_sync(_made, request.path_params["name"])
        if made is None:
            return _NONE
        content, kind = made
        headers = {"Cache-Control": FOREVER}
        if kind == _JSON:
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(content, media_type=kind, headers=headers)


class _Climb(_Answering):
    async def make(self, request: Request) -> Response:
        asked = request.path_params
        told = await climbs.asked(asked["layer"], asked["unit"], asked["held"])
        return Response(told, media_type=_JSON, headers={"Cache-Control": FOREVER})


@functools.lru_cache(maxsize=64)
def _made(name: str) -> tuple[bytes, str] | None:
    """A file as it is sent, and its type; None where there is none of that name."""
    from vizcore.serve import unit_parts

    found = _PART.fullmatch(name)
    net = unit_parts.network()
    if found is None or found[1] not in net.names:
        return None
    layer, part, kind = found.groups()
    if part is None:
        return (unit_parts.climbed(layer), _WEBP) if kind == "webp" else None
    if int(part) >= unit_parts.parts_of(net.layers[net.names.index(layer)]):
        return None
    if kind == "webp":
        return unit_parts.sheet(layer, int(part)), _WEBP
    return gzip.compress(unit_parts.facts(layer, int(part)), mtime=0), _JSON
