"""The route that serves the components' own files: plain modules, styles and markup."""

import hashlib
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from vizcore.locations import ASSETS
from vizcore.serve.files import Files

#: Where the files lie.
COMPONENTS = ASSETS / "components"

_IMPORT = re.compile(
    r'^(?:import|export)\b[^;]*?from\s*"(\.[^"]+\.js)";|^import\s*"(\.[^"]+)";', re.M
)
_SHIPPED = {".js", ".css", ".html"}


def components_version() -> str:
    """A short text that changes when any file of a component does; it is part of every address."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(COMPONENTS.rglob("*")):
        if path.suffix in _SHIPPED:
            digest.update(path.relative_to(COMPONENTS).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def module_files(name: str) -> tuple[str, ...]:
    """What the browser fetches for component `name`, in the order in which it learns of it.

    >>> module_files("gallery")[:2]
    ('gallery/component.html', 'gallery/component.css')
    """
    folder = COMPONENTS / name
    modules: dict[Path, None] = {}
    _collect((COMPONENTS / "core" / "load.js").resolve(), modules)
    _collect((folder / "component.js").resolve(), modules)
    found = [folder / "component.html", folder / "component.css", *modules]
    return tuple(path.relative_to(COMPONENTS).as_posix() for path in found)


def _collect(module: Path, modules: dict[Path, None]) -> None:
    if module in modules:
        return
    modules[module] = None
    for found in _IMPORT.finditer(module.read_text(encoding="utf-8")):
        _collect((module.parent / (found[1] or found[2])).resolve(), modules)


def components_route(version: str, base: str = "") -> Route:
    """Serve /components/<version>/<file>; another version than this server's is answered as well.

    A browser that held a page open over an update asks for files of the version before. It gets
    today's, uncached: they are all there is.
    """
    current, other = Files(COMPONENTS), Files(COMPONENTS, cache="no-store")

    async def serve(request: Request) -> Response:
        files = current if request.path_params["version"] == version else other
        name = request.path_params["file"]
        if Path(name).suffix in _SHIPPED and (answer := await files.answer(name, request.headers)):
            return answer
        return PlainTextResponse("There is no such file.", status_code=404)

    return Route(f"{base}/components/{{version}}/{{file:path}}", serve, methods=["GET", "HEAD"])
