"""Whether the server is there, for whoever watches over it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import vizcore


def health_route(base: str = "") -> Route:
    """`/healthz`: 200 while requests are answered; it names the version."""

    async def health(_: Request) -> Response:
        return JSONResponse(
            {"status": "ok", "version": vizcore.__version__}, headers={"Cache-Control": "no-store"}
        )

    return Route(f"{base}/healthz", health, methods=["GET", "HEAD"])
