"""The samples in small, side by side on one sheet: one file for every page and every person."""

import functools
import math

import numpy as np
from anyio import Lock, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vizcore.images import SAMPLES
from vizcore.images.encode import encode_jpeg, square_thumbnail

SIDE = 88  # pixels; shown at half of it
COLUMNS = 8
_DAY = "public, max-age=86400"


def sheet_shape() -> tuple[int, int]:
    """Rows and columns of the sheet, which is read row by row."""
    return math.ceil(len(SAMPLES) / COLUMNS), COLUMNS


@functools.cache
def sheet() -> bytes:
    """The sheet as a JPEG file."""
    rows, columns = sheet_shape()
    tiles = np.zeros((rows * columns, SIDE, SIDE, 3), np.uint8)
    for tile, sample in zip(tiles, SAMPLES.values(), strict=False):
        tile[:] = square_thumbnail(sample.thumbnail(2 * SIDE), SIDE)
    grid = tiles.reshape(rows, columns, SIDE, SIDE, 3).transpose(0, 2, 1, 3, 4)
    return encode_jpeg(grid.reshape(rows * SIDE, columns * SIDE, 3))


def samples_route(base: str = "") -> Route:
    """Serve the sheet; it is made when the first person asks for it."""
    lock = Lock()

    async def serve(_: Request) -> Response:
        async with lock:  # fifty people who come at once wait for one sheet
            content = await to_thread.run_sync(sheet)
        return Response(content, media_type="image/jpeg", headers={"Cache-Control": _DAY})

    return Route(f"{base}/samples.jpg", serve, methods=["GET", "HEAD"])
