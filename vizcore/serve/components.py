"""The components' files as the one script that a browser fetches, once and for good.

Each module is in it as it is on disk but for the names of its imports, and
assets/components/core/loader.js makes modules of them again. Sixty files over six connections, each
with the delay of the line, would take longer; docs/decisions/0002 has the figures.
"""

import functools
import gzip
import hashlib
import json
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from vizcore.locations import ASSETS
from vizcore.serve.files import FOREVER

_COMPONENTS = (ASSETS / "components").resolve()
_LOADER = _COMPONENTS / "core" / "loader.js"
_IMPORT = re.compile(r'(from\s*|^import\s*)"(\.[^"]+\.js)"', re.MULTILINE)


@functools.cache
def script() -> str:
    """All modules, all markup and styles, and the loader."""
    modules = {
        _name(file): _linked(file) for file in sorted(_COMPONENTS.glob("*/*.js")) if file != _LOADER
    }
    texts = {
        _name(path): path.read_text(encoding="utf-8")
        for path in sorted(_COMPONENTS.glob("*/*.*"))
        if path.suffix in (".html", ".css") and path.parent.name != "app"
    }
    loader = _LOADER.read_text(encoding="utf-8")
    return f"const MODULES = {json.dumps(modules)};\nconst TEXTS = {json.dumps(texts)};\n{loader}"


def script_address() -> str:
    """Where the script is, below the app's own address: another place once any file has changed."""
    digest = hashlib.blake2b(script().encode(), digest_size=8).hexdigest()
    return f"components/{digest}.js"


def components_route(base: str = "") -> Route:
    """Serve the script.

    A browser that held a page open over an update may ask for the script of before. It gets
    today's, uncached: there is no other.
    """
    plain = script().encode()
    compressed = gzip.compress(plain, mtime=0)
    name = Path(script_address()).name

    async def serve(request: Request) -> Response:
        asked = request.path_params["name"]
        if not re.fullmatch(r"[0-9a-f]{16}\.js", asked):
            return PlainTextResponse("There is no such file.", status_code=404)
        headers = {
            "Cache-Control": FOREVER if asked == name else "no-store",
            "Vary": "Accept-Encoding",
        }
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(plain, media_type="text/javascript", headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(compressed, media_type="text/javascript", headers=headers)

    return Route(f"{base}/components/{{name}}", serve, methods=["GET", "HEAD"])


def _linked(module: Path) -> str:
    """Its text, in which imports name a module of the script."""
    return _IMPORT.sub(
        lambda found: f'{found[1]}"module:{_name((module.parent / found[2]).resolve())}"',
        module.read_text(encoding="utf-8"),
    )


def _name(file: Path) -> str:
    return file.relative_to(_COMPONENTS).as_posix()
