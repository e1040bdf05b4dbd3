"""What the server answers beside Streamlit: files compressed once, headers, health, figures."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from vizcore.laboratory.pool import Pool, workers_here
from vizcore.serve.components import components_route, script_address
from vizcore.serve.embedding import frames_allowed
from vizcore.serve.front import Front
from vizcore.serve.headers import SecurityHeaders, content_policy
from vizcore.serve.health import health_route
from vizcore.serve.laboratory import laboratory_routes
from vizcore.serve.live import live_routes
from vizcore.serve.metrics import acted, metrics_route, metrics_wanted
from vizcore.serve.samples import samples_route, sheet_shape
from vizcore.serve.sticky import Sticky, worker_name
from vizcore.serve.units import units_address, units_routes
from vizcore.serve.uploads import UploadLimits

__all__ = [
    "Beside",
    "acted",
    "beside_streamlit",
    "script_address",
    "sheet_shape",
    "units_address",
]


class Beside(NamedTuple):
    """As `st.App` takes them."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def beside_streamlit(
    static: Path,
    titles: Mapping[str, str],
    styles: str,
    *,
    base: str = "",
    people: Callable[[], int] = int,
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
    people : callable
        Returns how many have a page open.
    """
    runs = Pool(workers_here())
    now = {
        "people": ("People with a page open", people),
        "laboratory_runs": ("Runs of the training laboratory that go on", lambda: runs.busy),
        "laboratory_waiting": ("Runs that wait for their turn", lambda: runs.waiting),
    }
    frames = frames_allowed()
    policy = content_policy((static / "index.html").read_text(encoding="utf-8"), frames=frames)
    front = Middleware(
        Front, static=static, titles=titles, script=script_address(), styles=styles, base=base
    )
    return Beside(
        routes=[
            components_route(base),
            samples_route(base),
            *laboratory_routes(base, runs),
            *live_routes(base),
            *units_routes(base),
            health_route(base),
            *([metrics_route(now, base)] if metrics_wanted() else []),
        ],
        middleware=[
            *(
                [Middleware(Sticky, name=name, framed=bool(frames))]
                if (name := worker_name())
                else []
            ),
            Middleware(SecurityHeaders, policy=policy),
            front,
            Middleware(UploadLimits),
        ],
    )
