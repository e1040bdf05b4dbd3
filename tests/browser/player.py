"""The step player in a browser: where its cells are, what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from vizcore.serve import script_address
from vizcore.steps import ConvSettings, PoolSettings

_PLACE = """async (root, {module, spec, role, cell}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {layout} = await use("player/geometry.js");
  const {grids} = layout(spec, Math.floor(root.clientWidth), 0.5 * innerHeight);
  const grid = grids.find((g) => g.role === role);
  return [grid.x + (cell[1] + 0.5) * grid.cell, grid.y + (cell[0] + 0.5) * grid.cell];
}"""
_COUNT_FRAMES = """(root, seconds) => new Promise((done) => {
  const [start, first] = [performance.now(), Number(root.dataset.frames)];
  const tick = (now) => {
    const passed = (now - start) / 1000;
    if (passed < seconds) requestAnimationFrame(tick);
    else done((Number(root.dataset.frames) - first) / passed);
  };
  requestAnimationFrame(tick);
})"""
_WATCH_KEYS = """(root) => {
  window.steps = [];
  root.addEventListener("keydown", ({timeStamp}) => {
    const before = root.dataset.step;
    requestAnimationFrame(() => {
      const changed = root.dataset.step !== before;
      window.steps.push({changed, milliseconds: performance.now() - timeStamp});
    });
  }, {capture: true});
}"""
_A_FEW_FRAMES = """() => new Promise((done) => {
  let left = 12;
  const tick = () => (left-- ? requestAnimationFrame(tick) : done());
  requestAnimationFrame(tick);
})"""
_SUM = re.compile(r"^y\[(?P<place>[^]]*)\] = (?P<sum>.*) [=≈] (?P<total>\S+?)(?: → ReLU: (\S+))?$")


@dataclass(frozen=True)
class Told:
    """The line below the buttons, read back: y[place] = terms = total."""

    place: tuple[int, ...]
    terms: tuple[float, ...]
    total: float


@dataclass(frozen=True)
class Latency:
    """From a key to the next frame, and whether that frame shows the new step."""

    changed: bool
    milliseconds: float


class Player:
    """The one player of a page, playing `settings` of one channel and two axes."""

    def __init__(self, page: Page, settings: ConvSettings | PoolSettings) -> None:
        self.page = page
        self.settings = settings
        self.root: Locator = page.locator(".player")
        self.line: Locator = self.root.locator(".sum")
        self.count: Locator = self.root.locator(".count")
        expect(self.count).to_have_text(re.compile(rf" / {self.steps}$"))

    @property
    def steps(self) -> int:
        rows, columns = self.settings.shape
        return rows * columns

    def expect_step(self, step: int) -> None:
        expect(self.count).to_have_text(f"{step + 1} / {self.steps}")

    def point(self, role: str, row: int, column: int) -> dict[str, float]:
        """Middle of a cell, in pixels of the canvas."""
        argument = {
            "module": script_address(),
            "spec": self._spec(),
            "role": role,
            "cell": [row, column],
        }
        x, y = self.root.evaluate(_PLACE, argument)
        return {"x": x, "y": y}

    def hover(self, role: str, row: int, column: int) -> None:
        self.root.locator("canvas").hover(position=self.point(role, row, column))

    def click(self, role: str, row: int, column: int) -> None:
        self.root.locator("canvas").click(position=self.point(role, row, column))

    def told(self) -> Told:
        """What the line says now; only for sums of products."""
        match = _SUM.match(self.line.inner_text())
        assert match, self.line.inner_text()
        place = tuple(int(part) for part in match["place"].split(", "))
        terms = tuple(_value(term) for term in match["sum"].split(" + "))
        return Told(place, terms, _number(match["total"]))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.root.press(key)

    def frames_a_second(self, seconds: float) -> float:
        """Frames that the player draws in each of the next seconds."""
        return float(self.root.evaluate(_COUNT_FRAMES, seconds))

    def latencies(self, keys: Sequence[str]) -> list[Latency]:
        """How long each key takes to be seen; every key has to lead to another step."""
        self.root.evaluate(_WATCH_KEYS)
        for key in keys:
            self.press(key)
            wait_a_few_frames(self.page)
        return [Latency(**step) for step in self.page.evaluate("window.steps")]

    def frames(self) -> int:
        return int(self.root.get_attribute("data-frames") or 0)

    def _spec(self) -> dict[str, object]:
        axes = self.settings.axes
        kind = self.settings.kind if isinstance(self.settings, PoolSettings) else "conv"
        return {
            "kind": kind,
            "axes": 2,
            "channels": 1,
            "input": [axis.size for axis in axes],
            "window": [axis.window for axis in axes],
            "output": [axis.count for axis in axes],
            "stride": [axis.stride for axis in axes],
            "dilation": [axis.dilation for axis in axes],
            "pads": [[axis.before, axis.after] for axis in axes],
        }


def wait_a_few_frames(page: Page) -> None:
    """Let the browser draw, so that what was going to move has moved."""
    page.evaluate(_A_FEW_FRAMES)


def wait_until_it_fits(page: Page) -> None:
    """A page is not wider than its screen; a canvas may follow a moment later."""
    fits = "() => document.querySelector('.stMain').scrollWidth <= innerWidth"
    page.wait_for_function(fits, timeout=5_000)


def _value(term: str) -> float:
    value = 1.0
    for factor in term.removesuffix(" (bias)").split("·"):
        value *= _number(factor)
    return value


def _number(text: str) -> float:
    above, _, below = text.strip("()").replace("−", "-").replace("∞", "inf").partition("/")
    return float(above) / float(below or 1)
