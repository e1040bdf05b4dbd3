"""What a server tells those who watch over it: people, actions and how long each took, memory.

Off unless CONVSCOPE_METRICS is set. Each process answers for itself, as Prometheus expects it.
"""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vizcore.errors import ConvScopeError

if TYPE_CHECKING:
    from prometheus_client import Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_actions: "Histogram | None" = None


class MetricsError(ConvScopeError):
    """Figures are asked for and cannot be kept; the message says what is missing."""


def metrics_wanted() -> bool:
    """Whether CONVSCOPE_METRICS asks for them."""
    return os.environ.get("CONVSCOPE_METRICS", "") not in ("", "0")


def acted(page: str, seconds: float) -> None:
    """Count one run of a page, or of a part of it, and how long it took."""
    if _actions is not None:
        _actions.labels(page).observe(seconds)


def metrics_route(now: Mapping[str, tuple[str, Callable[[], float]]], base: str = "") -> Route:
    """`/metrics`, in the format of Prometheus.

    Parameters
    ----------
    now : mapping
        What is read when it is asked for: a name, what it means, and a function that returns it.
    base : str
        What stands before every address.

    Raises
    ------
    MetricsError
        If prometheus-client is not installed.
    """
    global _actions
    try:
        from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
    except ImportError as error:
        raise MetricsError(
            "CONVSCOPE_METRICS asks for figures: pip install 'convscope[metrics]', or unset it"
        ) from error
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    _actions = Histogram(
        "convscope_action_seconds",
        "How long a page, or a part of it, took to run",
        ["page"],
        registry=registry,
        buckets=_SECONDS,
    )
    for name, (meaning, read) in now.items():
        Gauge(f"convscope_{name}", meaning, registry=registry).set_function(read)

    def metrics(_: Request) -> Response:
        headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
        return Response(generate_latest(registry), headers=headers)

    return Route(f"{base}/metrics", metrics)
