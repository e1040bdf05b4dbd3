"""What the server answers beside Streamlit: files compressed once, headers, health."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from vizcore.serve.components import components_route, script_address
from vizcore.serve.front import Front
from vizcore.serve.headers import SecurityHeaders, content_policy
from vizcore.serve.health import health_route
from vizcore.serve.laboratory import laboratory_routes
from vizcore.serve.live import live_routes
from vizcore.serve.samples import samples_route, sheet_shape
from vizcore.serve.units import units_address, units_routes

__all__ = ["Beside", "beside_streamlit", "script_address", "sheet_shape", "units_address"]


class Beside(NamedTuple):
    """As `st.App` takes them."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def beside_streamlit(
    static: Path, titles: Mapping[str, str], styles: str, *, base: str = ""
) -> Beside:
    """Routes and middleware of the app.

    Parameters
    ----------
    static : Path
        Streamlit's folder of static files.
    titles : mapping
        Title of each page by its address, "" for the first.
    styles : str
        CSS of the app around Streamlit's.
    base : str
        What stands before every address, such as "/cnn"; nothing as a rule.
    """
    policy = content_policy((static / "index.html").read_text(encoding="utf-8"))
    front = Middleware(
        Front, static=static, titles=titles, script=script_address(), styles=styles, base=base
    )
    return Beside(
        routes=[
            components_route(base),
            samples_route(base),
            *laboratory_routes(base),
            *live_routes(base),
            *units_routes(base),
            health_route(base),
        ],
        middleware=[Middleware(SecurityHeaders, policy=policy), front],
    )
