"""Files over HTTP that never change under their address: compressed once, cached for good."""

import gzip
import mimetypes
from pathlib import Path

from anyio import Lock, to_thread
from starlette.datastructures import Headers
from starlette.responses import Response

#: For a file whose address names its content.
FOREVER = "public, max-age=31536000, immutable"

_LEVEL = 9  # it is done once
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2"}
_COMPRESSIBLE = {".js", ".mjs", ".css", ".html", ".json", ".svg", ".map", ".txt", ".ttf"}


class Files:
    """The files below a folder, listed once: an address that is not in the list is no file.

    Parameters
    ----------
    folder : Path
    cache : str
        The header Cache-Control of every answer.
    """

    def __init__(self, folder: Path, *, cache: str = FOREVER) -> None:
        self._paths = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self._cache = cache
        self._compressed: dict[str, tuple[float, bytes]] = {}
        self._lock = Lock()

    async def answer(self, name: str, headers: Headers) -> Response | None:
        """The file called `name` as the browser wants it, or None where there is none."""
        path = self._paths.get(name)
        if path is None:
            return None
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
        common = {"Cache-Control": self._cache}
        if path.suffix in _COMPRESSIBLE:
            common["Vary"] = "Accept-Encoding"
        if "Vary" not in common or "gzip" not in headers.get("accept-encoding", ""):
            content = await to_thread.run_sync(path.read_bytes)
            return Response(content, media_type=kind, headers=common)
        content = await self._compress(name, path)
        return Response(content, media_type=kind, headers=common | {"Content-Encoding": "gzip"})

    async def _compress(self, name: str, path: Path) -> bytes:
        changed = path.stat().st_mtime
        if (held := self._compressed.get(name)) and held[0] == changed:
            return held[1]
        async with self._lock:  # fifty people who come at once wait for one compression
            if (held := self._compressed.get(name)) and held[0] == changed:
                return held[1]
            content = await to_thread.run_sync(_gzip, path)
            self._compressed[name] = changed, content
            return content


def _gzip(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), _LEVEL, mtime=0)
