"""What the server answers beside Streamlit: files compressed once, headers, health."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from starlette.middleware import Middleware
from starlette.routing import Route

from vizcore.serve.components import components_route, components_version, module_files
from vizcore.serve.front import Front
from vizcore.serve.headers import SecurityHeaders, content_policy
from vizcore.serve.health import health_route

__all__ = ["Beside", "beside_streamlit", "components_version"]


class Beside(NamedTuple):
    """As `st.App` takes them."""

    routes: list[Route]
    middleware: list[Middleware]


def beside_streamlit(
    static: Path, version: str, pages: Mapping[str, tuple[str, Sequence[str]]], *, base: str = ""
) -> Beside:
    """Routes and middleware of the app.

    Parameters
    ----------
    static : Path
        Streamlit's folder of static files.
    version : str
        Of the components' files, from `components_version`.
    pages : mapping
        Address of each page, "" for the first, to its title and the components on it.
    base : str
        What stands before every address, such as "/cnn"; nothing as a rule.
    """
    policy = content_policy((static / "index.html").read_text(encoding="utf-8"))
    titles = {address: title for address, (title, _) in pages.items()}
    modules = {
        address: [f"components/{version}/{file}" for file in _files(components)]
        for address, (_, components) in pages.items()
    }
    front = Middleware(Front, static=static, titles=titles, modules=modules, base=base)
    return Beside(
        routes=[components_route(version, base), health_route(base)],
        middleware=[Middleware(SecurityHeaders, policy=policy), front],
    )


def _files(components: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(file for name in components for file in module_files(name)))
