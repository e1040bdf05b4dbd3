"""What the server answers beside Streamlit, over real HTTP."""

import asyncio
import gzip
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

import vizcore
from pages.ui.sections import LESSONS, titles
from vizcore.locations import ASSETS
from vizcore.serve import beside_streamlit, script_address
from vizcore.serve.components import script

STATIC = Path(streamlit.__file__).parent / "static"
PAGE = {"accept": "text/html,application/xhtml+xml"}


@dataclass
class Answer:
    """What came back: gzip is undone, as a browser does."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def content(self) -> bytes:
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.raw) if packed else self.raw

    @property
    def text(self) -> str:
        return self.content.decode()


class Site:
    """The routes and middleware around an app that answers everything else with one word."""

    def __init__(self, base: str = "") -> None:
        beside = beside_streamlit(STATIC, titles(), "body { margin: 0 }", base=base)

        async def streamlit_itself(_: object) -> PlainTextResponse:
            return PlainTextResponse("streamlit")

        routes = [*beside.routes, Route("/{rest:path}", streamlit_itself)]
        self.app = Starlette(routes=routes, middleware=beside.middleware)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path, by ASGI's own rules."""
        sent: list[dict[str, Any]] = []
        asked = {"accept_encoding": "gzip"} | headers
        scope = {
            "type": "http",
            "method": "GET",
            "path": urllib.parse.unquote(path),
            "query_string": b"",
            "root_path": "",
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in asked.items()],
        }

        async def receive() -> dict[str, str]:
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type]
        head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], head, body)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_page_has_its_title_its_styles_and_asks_for_the_components_at_once(
    site: Site, lesson: str
) -> None:
    address = "/" if lesson == "start" else f"/{lesson}"
    html = site.get(address, **PAGE).text
    assert f"<title>{LESSONS[lesson].title} · ConvScope</title>" in html
    assert f'<link rel="modulepreload" fetchpriority="low" href="./{script_address()}">' in html
    assert html.index("body { margin: 0 }") > html.index("<body")


def test_an_address_that_no_page_has_gets_the_same_page(site: Site) -> None:
    assert "<title>Start · ConvScope</title>" in site.get("/nothing", **PAGE).text


@pytest.mark.parametrize("path", ["/_stcore/health", "/media/x.png", "/favicon.png"])
def test_what_is_no_page_is_streamlits(site: Site, path: str) -> None:
    headers = {"accept": "*/*"} if path == "/favicon.png" else PAGE
    assert site.get(path, **headers).text == "streamlit"


def test_who_has_the_page_is_told_that_it_is_still_the_same(site: Site) -> None:
    first = site.get("/kernels", **PAGE)
    again = site.get("/kernels", **PAGE, if_none_match=first.headers["etag"])
    assert (again.status, again.raw) == (304, b"")
    assert first.headers["cache-control"] == "no-cache"


def test_streamlits_files_are_compressed_once_and_kept_by_the_browser_for_good(site: Site) -> None:
    (name,) = (path.name for path in (STATIC / "static" / "js").glob("protobuf.*.js"))
    answer = site.get(f"/static/js/{name}")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == (STATIC / "static" / "js" / name).read_bytes()
    assert int(answer.headers["content-length"]) < len(answer.content) / 3
    plain = site.get(f"/static/js/{name}", accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content


@pytest.mark.parametrize(
    "path", ["/static/../index.html", "/static/%2e%2e/index.html", "/static/x"]
)
def test_nothing_outside_the_folder_is_served(site: Site, path: str) -> None:
    assert site.get(path).text == "streamlit"


def test_the_script_holds_every_file_that_ships_and_no_circle_of_imports(
    site: Site,
) -> None:
    first, second, loader = script().split("\n", 2)
    modules = json.loads(first.removeprefix("const MODULES = ")[:-1])
    components = ASSETS / "components"
    ships = {path.relative_to(components).as_posix() for path in components.glob("*/*.js")}
    assert set(modules) == ships - {"core/loader.js"}
    imports = {name: re.findall(r'"module:([^"]+)"', text) for name, text in modules.items()}
    assert set(TopologicalSorter(imports).static_order()) == set(modules)
    for name, text in modules.items():
        original = (components / name).read_text(encoding="utf-8")
        assert re.sub(r'"module:[^"]+"', '""', text) == re.sub(
            r'((?:from|import)\s*)"\.[^"]+\.js"', r'\1""', original
        )
    texts = json.loads(second.removeprefix("const TEXTS = ")[:-1])
    assert texts["player/component.css"] in (components / "player/component.css").read_text("utf-8")
    assert loader == (components / "core" / "loader.js").read_text(encoding="utf-8")


def test_the_script_is_kept_for_good_under_its_own_address_only(site: Site) -> None:
    answer = site.get(f"/{script_address()}")
    assert answer.text == script()
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    before = site.get("/components/0123456789abcdef.js")
    assert before.headers["cache-control"] == "no-store"
    assert before.text == script()
    assert site.get("/components/passwd").status == 404


def test_every_answer_carries_the_headers(site: Site) -> None:
    for path in ("/", "/healthz", f"/{script_address()}", "/_stcore/health"):
        headers = site.get(path, **PAGE).headers
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "object-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "unsafe-inline" not in policy.partition("style-src")[0]


def test_health_names_the_version(site: Site) -> None:
    assert json.loads(site.get("/healthz").text) == {"status": "ok", "version": vizcore.__version__}


def test_all_of_it_works_below_a_base_path() -> None:
    below = Site("/cnn")
    assert below.get("/cnn/healthz").status == 200
    assert below.get(f"/cnn/{script_address()}").text == script()
    assert "Kernels · ConvScope" in below.get("/cnn/kernels", **PAGE).text


def test_a_running_server_answers_so(server: str) -> None:
    request = urllib.request.Request(
        f"{server}/kernels", headers=PAGE | {"accept-encoding": "gzip"}
    )
    with urllib.request.urlopen(request) as answer:
        assert b"Kernels" in gzip.decompress(answer.read())
        assert answer.headers["content-security-policy"]
    with urllib.request.urlopen(f"{server}/healthz") as answer:
        assert json.load(answer)["status"] == "ok"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server}/components/x")
