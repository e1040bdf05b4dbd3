"""What holds of every lesson in the one list of pages, whoever adds the next one."""

import csv
import importlib
import io
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import streamlit as st
from PIL import Image
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from pages.ui.exercises import draw
from pages.ui.network_programs import WEIGHTS
from pages.ui.sections import LESSONS, Entry
from tests.browser import axe, senses
from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_a_few_frames, wait_until_it_fits
from tests.browser.tabs import wait_for_run
from tests.pages.helpers import execute, fresh, opened_at
from tests.pages.sent import address
from vizcore.images import encode_png, luma, shrink, to_network_input
from vizcore.locations import APP, ASSETS

TAUGHT = [lesson for lesson in LESSONS if lesson != "start"]
DRAWN = 200
#: Cumulative layout shift of a page that loads, at most; most have 0.02. The rest is room for the
#: order in which Streamlit's kinds of widgets arrive, which differs from load to load.
MOVED = 0.1
#: Presses of Tab from the top of a page, past the list of pages, to its figure, at most.
TABS = 40
#: Pictures that a person makes, and whose numbers stand beside them.
MADE = {"painter", "mixer"}
#: A laptop at 200 %, and a phone on its side.
NARROW = ((720, 450), (844, 390))

every_lesson = pytest.mark.parametrize("lesson", LESSONS)
every_taught = pytest.mark.parametrize("lesson", TAUGHT)


def folder(lesson: str) -> Path:
    return APP / "pages" / lesson


@every_taught
def test_a_lesson_has_its_page_its_programs_and_its_exercises_in_one_folder(lesson: str) -> None:
    assert {"page.py", "code.py", "exercises.py"} <= {p.name for p in folder(lesson).iterdir()}
    tests = APP / "tests" / "pages" / lesson
    assert (tests / "test_page.py").is_file()


@every_lesson
def test_a_key_begins_with_the_name_of_its_lesson(lesson: str) -> None:
    shared = {"lecture", "code", "picture"}
    pattern = re.compile(r'key=f?"([a-z]+[a-z_]*)')
    for file in folder(lesson).glob("*.py"):
        keys = set(pattern.findall(file.read_text(encoding="utf-8")))
        assert {key for key in keys if not key.startswith((lesson, "lines_"))} <= shared, file


@every_lesson
def test_a_lesson_opens_by_its_address_under_its_name_without_a_word_of_complaint(
    lesson: str,
) -> None:
    app = opened_at(fresh(lesson), lesson)
    assert app.title[0].value
    assert lesson == "start" or [title.value for title in app.title] == [LESSONS[lesson].title]
    assert not app.error
    assert not app.warning
    assert address(app) == {}


@every_taught
def test_the_programs_on_the_page_run(
    lesson: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened_at(fresh(lesson), lesson)
    _files_beside_a_program(app, tmp_path)
    monkeypatch.chdir(tmp_path)
    libraries = [option.content for option in app.button_group(key="code").proto.options]
    assert {"PyTorch", "NumPy"} <= set(libraries)
    for library in libraries:
        app.button_group(key="code").set_value(library.lower()).run()
        program = app.code[-1].value
        compile(program, library, "exec")
        if library in ("PyTorch", "NumPy"):
            _, printed = execute(program)
            assert printed.strip(), library


def _files_beside_a_program(app: AppTest, path: Path) -> None:
    """The files that a program says it reads, saved as the page saves them."""
    if "picture_chosen" not in app.session_state:
        return
    picture = app.session_state["picture_chosen"]
    grey = app.session_state["places"].lesson == "activations"
    pixels = luma(shrink(picture.preview, 256)) if grey else picture.preview
    (path / "picture.png").write_bytes(encode_png(pixels))
    (path / "convscope-32x32.png").write_bytes(encode_png(to_network_input(picture.preview)))
    (path / WEIGHTS).symlink_to(ASSETS / "weights" / WEIGHTS)
    (path / "assets").symlink_to(ASSETS)


@every_taught
def test_two_hundred_exercises_can_be_drawn_and_their_workings_end_in_the_answer(
    lesson: str,
) -> None:
    for number in range(1, DRAWN + 1):
        exercise = draw(_makers(lesson), number)
        assert exercise.accepts(exercise.answer)
        assert "?" in exercise.question, exercise.question
        numbers = [float(text.replace(",", "")) for text in _numbers(exercise.worked)]
        near = max(exercise.tolerance, 1e-3 * abs(exercise.answer))
        ends = [n for n in numbers[-4:] if math.isclose(n, exercise.answer, abs_tol=near + 1e-9)]
        assert ends, (number, exercise)


def test_no_two_lessons_ask_the_same() -> None:
    asked: dict[str, str] = {}
    for lesson in TAUGHT:
        for maker in importlib.import_module(f"pages.{lesson}.exercises").MAKERS:
            source = f"{maker.__module__}.{maker.__qualname__}"
            assert asked.setdefault(source, lesson) == lesson, source
        questions = {draw(_makers(lesson), number).question for number in range(1, 30)}
        for question in questions:
            assert asked.setdefault(question, lesson) == lesson, question


def _makers(lesson: str) -> Any:
    return importlib.import_module(f"pages.{lesson}.exercises").MAKERS


def _numbers(text: str) -> list[str]:
    plain = text.replace("−", "-").replace("\\,", "").replace("{,}", "")
    return re.findall(r"-?\d[\d,]*\.?\d*", plain)


@every_lesson
def test_what_can_be_taken_away_can_be_read_back(
    lesson: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    real = st.download_button

    def note(label: str, data: object, file_name: str, *rest: object, **options: object) -> bool:
        offered[file_name] = data if callable(data) else lambda: data  # type: ignore[assignment,return-value]
        return real(label, data, file_name, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "download_button", note)
    opened_at(fresh(lesson), lesson)
    assert offered or lesson in ("start", "feature_maps", "softmax", "scaling", "architectures"), (
        "its figure is saved in the browser"
    )
    for name, data in offered.items():
        content = data()
        if name.endswith(".csv"):
            head, *rows = csv.reader(io.StringIO(content.decode()))
            assert rows, name
            assert {len(row) for row in rows} == {len(head)}, name
        elif name.endswith(".safetensors"):
            assert safetensors.numpy.load(content), name
        else:
            image = Image.open(io.BytesIO(content))
            image.load()
            assert np.asarray(image).size, name
            assert image.format == {"png": "PNG", "gif": "GIF"}[name.rpartition(".")[2]]


_FAINT = """() => {
  const rgba = (text) => { // "rgb(29, 35, 44)" or "color(srgb 0.11 0.14 0.17 / 0.5)"
    const [r, g, b, alpha = 1] = (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return [...[r, g, b].map((c) => (text.startsWith("color") ? 255 * c : c)), alpha];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const faint = [];
  const over = (upper, lower) => lower.map((c, i) => c + upper[3] * (upper[i] - c));
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const colour = rgba(getComputedStyle(element).backgroundColor);
    if (colour[3] === 1) return colour.slice(0, 3);
    return over(colour, behind(element.parentElement ?? element.getRootNode().host));
  };
  const solid = (element) => { // the opacity of all that an element lies in
    if (!element) return 1;
    const above = element.parentElement ?? element.getRootNode().host;
    return Number(getComputedStyle(element).opacity) * solid(above);
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
      if (!own || element.closest("style, script, [hidden], [disabled], .katex-mathml")) continue;
      if (element.closest("label")?.control?.disabled) continue;
      const { width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const shown = solid(element);
      if (!width || !height || style.visibility === "hidden" || !shown) continue;
      if (style.backgroundImage !== "none") continue;
      const ground = behind(element);
      const ink = rgba(style.color);
      const [a, b] = [light(over([...ink.slice(0, 3), ink[3] * shown], ground)), light(ground)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
      if (ratio >= (large ? 3 : 4.5)) continue;
      faint.push(`${ratio.toFixed(2)} ${element.textContent.trim().slice(0, 40)}`);
    }
  };
  walk(document.querySelector("[data-testid=stMain]"));
  return faint;
}"""


_READY = """() => {
  const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
  return roots.some(Boolean) && roots.every((root) => !root || root.adoptedStyleSheets.length);
}"""


def _settle(page: Page, entry: Entry) -> None:
    """Wait until the lesson has come to rest."""
    expect(page).to_have_title(f"{entry.title} · ConvScope")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wait_for_run(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(_READY)  # every component is there


_IS_DARK = """() => {
  const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  return ground === "rgb(18, 22, 28)";
}"""

# Whether what has the focus lies in a component that draws, or has a slider; the row of pictures
# above it is none.
_AT_FIGURE = """() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const root = active?.getRootNode();
  return root instanceof ShadowRoot && !!root.querySelector("canvas, svg, input[type=range]");
}"""

# Places kept for what is there by now, and higher than that: name, height, height of what is there.
_TOO_HIGH = """() => {
  const kept = [...document.querySelectorAll("[class*=st-key-]:not([data-mounted])")]
    .filter((place) => parseFloat(getComputedStyle(place).minHeight) > 0);
  return kept.map((place) => {
    const high = place.getBoundingClientRect().height;
    place.style.minHeight = 0;
    const needed = place.getBoundingClientRect().height;
    place.style.minHeight = "";
    return [place.className, high, needed];
  }).filter(([, high, needed]) => high > needed + 1);
}"""

_SHIFT = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}"""


def _asked_for(page: Page) -> list[str]:
    """A list that grows with every address that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws", "http", 1)))
    return asked


def _fits(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    wait_until_it_fits(page)
    wait_a_few_frames(page)


def _figure_is_reached_by_tab(page: Page) -> bool:
    skip = page.get_by_role("link", name="Skip the list of pages")
    expect(skip).to_be_attached()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate(_AT_FIGURE):
            return True
    return False


@every_lesson
def test_nothing_moves_while_a_lesson_loads_and_on_a_phone_all_fits_and_can_be_read(
    lesson: str, open_page: OpenPage, server: str
) -> None:
    """Loaded once, for it takes seconds: wide, then narrow, then in the dark theme as well."""
    page = open_page(fresh=True)
    asked = _asked_for(page)
    page.add_init_script(f"({_SHIFT})()")
    page.goto(f"{server}/{'' if lesson == 'start' else lesson}")
    _settle(page, LESSONS[lesson])
    wait_a_few_frames(page)
    assert page.evaluate("window.shift") < MOVED
    assert page.evaluate(_TOO_HIGH) == []
    assert lesson == "start" or _figure_is_reached_by_tab(page)
    _fits(page, 390, 844)
    assert page.evaluate(_TOO_HIGH) == []
    assert page.evaluate(_FAINT) == []
    assert axe.findings(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(_IS_DARK)
    _settle(page, LESSONS[lesson])
    assert page.evaluate(_FAINT) == []
    for size in NARROW:
        _fits(page, *size)
    page.set_viewport_size({"width": 1440, "height": 900})
    assert set(senses.unread(page)) <= MADE
    assert all(rows > 1 for rows in senses.open_tables(page))
    assert axe.findings(page) == []
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
    assert not [url for url in asked if "SyntaxHighlighter" in url]  # a third of a second of work
