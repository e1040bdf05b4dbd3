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
from collections.abc import Callable

from anyio import Lock, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from vizcore.errors import ConvScopeError
from vizcore.locations import ASSETS
from vizcore.serve.climbs import Climbs
from vizcore.serve.files import FOREVER
from vizcore.text import sentence

_PART = re.compile(r"([a-z]+\d+)(?:-(\d{1,2}))?\.(json|webp)")
_NONE = Response("There is no such file.", 404, media_type="text/plain")


@functools.cache
def units_address() -> str:
    """Where the cards are, below the app's own address."""
    cards = (ASSETS / "units" / "minivgg.safetensors").read_bytes()
    named = os.environ.get("CONVSCOPE_CIFAR10", "")
    told = os.stat(named) if named and os.path.exists(named) else None
    content = hashlib.blake2b(cards, digest_size=8)
    content.update(f"{named} {told and (told.st_size, told.st_mtime_ns)}".encode())
    return f"units/{content.hexdigest()}"


def units_routes(base: str = "") -> list[BaseRoute]:
    """Serve them; each is made when the first person asks for it."""
    lock, climbs = Lock(), Climbs()

    async def file(request: Request) -> Response:
        if not _is_today(request):
            return _NONE
        async with lock:  # fifty people who come at once wait for one making
            try:
                made = await to_thread.run_sync(_made, request.path_params["name"])
            except ConvScopeError as error:
                return JSONResponse({"says": sentence(error)}, 503)
        if made is None:
            return _NONE
        content, kind = made
        headers = {"Cache-Control": FOREVER}
        if kind == "application/json":
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(content, media_type=kind, headers=headers)

    async def climb(request: Request) -> Response:
        asked = request.path_params
        if not _is_today(request):
            return _NONE
        try:
            told = await climbs.ask(asked["layer"], asked["unit"], asked["held"])
        except ConvScopeError as error:
            return JSONResponse({"says": sentence(error)}, 503)
        return Response(told, media_type="application/json", headers={"Cache-Control": FOREVER})

    start = f"{base}/units/{{digest}}"
    return [
        Route(f"{start}/{{name}}", file, methods=["GET", "HEAD"]),
        Route(f"{start}/climb/{{layer}}/{{unit:int}}/{{held}}", climb, methods=["GET"]),
    ]


def _is_today(request: Request) -> bool:
    return f"units/{request.path_params['digest']}" == units_address()


@functools.lru_cache(maxsize=64)
def _made(name: str) -> tuple[bytes, str] | None:
    """A file as it is sent, and its type; None where there is none of that name."""
    from vizcore.serve import unit_parts

    found = _PART.fullmatch(name)
    net = unit_parts.network()
    if found is None or found[1] not in net.names:
        return None
    layer, part, kind = found[1], found[2], found[3]
    if part is None:
        return (unit_parts.climbed(layer), "image/webp") if kind == "webp" else None
    if int(part) >= unit_parts.parts_of(net.layers[net.names.index(layer)]):
        return None
    makers: dict[str, tuple[Callable[[str, int], bytes], str]] = {
        "json": (_compressed, "application/json"),
        "webp": (unit_parts.sheet, "image/webp"),
    }
    make, media = makers[kind]
    return make(layer, int(part)), media


def _compressed(layer: str, part: int) -> bytes:
    from vizcore.serve import unit_parts

    return gzip.compress(unit_parts.facts(layer, part), mtime=0)
