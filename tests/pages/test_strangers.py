"""Forty people at once, each with a picture: nobody is ever sent anything of another's.

Every picture, painted here or brought as a file, is that of two people who do not know each other.
What the two are sent is the same, page by page, and what anybody else is sent is not: so nothing is
mixed up, neither between those who have different pictures nor within a page.
"""

import asyncio
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from itertools import combinations
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
from PIL import Image
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from tests.pages.files import Carrier
from tests.serve.test_live import read
from vizcore.nets import load_minivgg
from vizcore.nets.batching import pass_together
from vizcore.serve.messages import PIXELS, Frame, frame_bytes

PAIRS, SIDE, VISITS = 20, 12, 2
LIVE = 24  # from one address no more than thirty may be live
#: Pages that show the picture, with what an address needs for that.
PAGES: dict[str, dict[str, str]] = {
    "pixels": {"tab": "variants"},
    "kernels": {},
    "activations": {},
    "convolution": {"example": "picture"},
    "pooling": {"example": "picture"},
    "matrix_view": {"example": "picture"},
    "feature_maps": {},
    "network": {},
    "explain": {},
    "learning": {},
    "dense": {},
    "batch_norm": {"pictures": "one"},
    "dropout": {},
    "live": {},
    "transposed": {"example": "picture"},
    "volumes": {"source": "picture"},
}

#: Pages whose files are all made of the picture.
OF_THE_PICTURE = ("pixels", "kernels")


def finished(doing: Coroutine[Any, Any, Any]) -> Any:
    """What it returns; in a thread of its own, for a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, doing).result()


@dataclass
class Painter(Carrier):
    """Somebody who has a picture of their own, and keeps in mind what every page sends."""

    seed: int = 0
    mark: str = ""
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    files: dict[str, set[str]] = field(default_factory=dict)
    _painter: tuple[str, str] = "", ""

    def _element(self, message: ForwardMsg, path: list[int]) -> None:
        super()._element(message, path)
        if message.WhichOneof("type") != "delta" or not message.delta.HasField("new_element"):
            return
        element = message.delta.new_element
        sent = [image.url for image in element.imgs.imgs]
        if element.HasField("bidi_component"):
            inside = element.bidi_component
            name = inside.component_name.removeprefix("convscope_")
            if name == "painter":
                self._painter = inside.id, message.delta.fragment_id
            elif name == "place":
                query = parse_qs(json.loads(inside.json)["query"])
                self.mark = query.get("picture", [self.mark])[0]
            sent += [f"{name} {hashlib.sha256(inside.bytes).hexdigest()}"] if inside.bytes else []
        self.seen[self.lesson].update(sent)

    async def paint(self) -> None:
        """Make the painting the picture of the app."""
        cells = np.random.default_rng(self.seed).integers(0, 256, SIDE * SIDE).tolist()
        name, fragment = self._painter
        trigger = _make_trigger_id(name, "events")
        told = [{"event": "taken", "value": cells}]
        self._set(trigger).json_trigger_value = json.dumps(told)
        await self._run(fragment)
        assert self.mark.startswith("own-"), self.mark

    async def bring_a_file(self) -> None:
        """Make a file the picture of the app; everybody's has the same name."""
        cells = np.random.default_rng(self.seed).integers(0, 256, (40, 50, 3), np.uint8)
        file = BytesIO()
        Image.fromarray(cells).save(file, "PNG")
        await self.bring("picture.png", file.getvalue())
        assert self.mark.startswith("own-"), self.mark

    async def go(self, lesson: str, picture: str = "") -> None:
        """Open another page by a link."""
        self._states.clear()
        self._controls.clear()
        self.leave()
        self.seen[lesson].clear()
        self.lesson, self._page = lesson, ""
        self._query = urlencode(PAGES[lesson] | {"picture": picture or self.mark})
        await self._run("")
        if lesson in OF_THE_PICTURE:
            self.files[lesson] = await self.take_files()


async def walk(person: Painter, start: int) -> None:
    """Paint or bring a file, then look at some of the pages."""
    person._query = "tab=paint"
    async with person.visit():
        await (person.bring_a_file() if person.seed // 8 % 2 else person.paint())
        person.seen.clear()
        for lesson in (list(PAGES) * 2)[start : start + VISITS]:
            await person.go(lesson)


async def crowd(server: str) -> list[Painter]:
    people = [
        Painter(server, "pixels", random.Random(i), seed=i // 2 + 1) for i in range(2 * PAIRS)
    ]
    # Pixels, where all of them paint, comes second: who is there already is not arriving.
    starts = [(VISITS * person.seed + 1) % len(PAGES) for person in people]
    await asyncio.gather(*map(walk, people, starts))
    return people


def test_nobody_is_sent_what_belongs_to_another(server: str) -> None:
    people = finished(crowd(server))
    assert [person.errors for person in people] == [[]] * len(people)
    for one, two in zip(people[::2], people[1::2], strict=True):
        assert one.mark == two.mark
        for lesson in set(one.seen):
            assert one.seen[lesson] == two.seen[lesson], lesson
        assert one.files == two.files
    compared = set()
    for one, two in combinations(people[::2], 2):
        assert one.mark != two.mark
        for lesson in set(one.seen) & set(two.seen):
            compared.add(lesson)
            assert one.seen[lesson] - two.seen[lesson], lesson
            assert two.seen[lesson] - one.seen[lesson], lesson
            assert not one.files.get(lesson, set()) & two.files.get(lesson, set()), lesson
    assert compared == set(PAGES)
    assert {name for one in people for name in one.files if one.files[name]} == {*OF_THE_PICTURE}


def test_a_picture_is_not_had_by_knowing_what_it_is_called(server: str) -> None:
    async def look() -> tuple[set[str], set[str], set[str]]:
        owner, other = (Painter(server, "pixels", random.Random(i), seed=99 + i) for i in (0, 1))
        owner._query = other._query = "tab=paint"
        async with owner.visit(), other.visit():
            await owner.paint()
            await owner.go("activations")
            await other.go("activations", "cat")
            sample = set(other.seen["activations"])
            await other.go("activations", owner.mark)
            return owner.seen["activations"], sample, other.seen["activations"]

    own, sample, asked = finished(look())
    assert asked == sample
    assert own - asked


def test_each_picture_of_live_is_answered_to_whoever_sent_it(server: str) -> None:
    frames = [
        Frame(i, "fc1", True, np.random.default_rng(i).integers(0, 256, PIXELS, np.uint8).tobytes())
        for i in range(LIVE)
    ]

    async def ask(frame: Frame) -> bytes:
        address = f"{server.replace('http', 'ws', 1)}/live/frames"
        async with connect(address, max_size=None) as socket:
            await socket.send(frame_bytes(frame))
            return bytes(await socket.recv())  # type: ignore[arg-type]

    async def all_ask() -> list[bytes]:
        return await asyncio.gather(*map(ask, frames))

    answers = [read(data) for data in finished(all_ask())]
    pictures = np.stack([frame.picture for frame in frames])
    _, units = pass_together(load_minivgg("cpu"), pictures, ["fc1"] * LIVE)
    for frame, answer, expected in zip(frames, answers, units, strict=True):
        assert answer.number == frame.number
        np.testing.assert_allclose(answer.maps, expected, atol=1e-4)
    assert len({answer.maps.tobytes() for answer in answers}) == LIVE
