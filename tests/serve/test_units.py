"""The routes of the units' cards: files, climbs, what is refused."""

import asyncio
import base64
import gzip
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import cv2
import numpy as np
import pytest
from starlette.applications import Starlette

from vizcore.errors import ConvScopeError
from vizcore.nets.unit_cards import load_cards
from vizcore.serve import climbs, unit_parts, unit_pictures, units
from vizcore.serve.turns import Turns
from vizcore.serve.units import units_address, units_routes

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What a route answered."""

    status: int
    headers: dict[str, str]
    content: bytes

    def json(self):
        packed = self.headers.get("content-encoding") == "gzip"
        return json.loads(gzip.decompress(self.content) if packed else self.content)


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=units_routes("/cnn"))


async def asked(app: Starlette, path: str) -> Answer:
    told = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        told.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "headers": [], "query_string": b"", "root_path": "",
    }  # fmt: skip
    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return Answer(told[0]["status"], headers, b"".join(part["body"] for part in told[1:]))


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser of other tests may hold this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def get(app: Starlette, name: str) -> Answer:
    return run(asked(app, f"/cnn/{units_address()}/{name}"))


def picture(data: bytes) -> np.ndarray:
    return cv2.cvtColor(
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB
    )


def test_the_facts_of_a_layer_are_the_cards_and_stay_in_the_browser(app):
    answer = get(app, "conv3-0.json")
    assert "immutable" in answer.headers["cache-control"]
    told = answer.json()
    cards, unit = load_cards(), told["units"][12]
    best = cards.exciting("conv3", told["pictures"])
    assert [value for _, _, value in unit["best"]] == pytest.approx(best.value[12], rel=1e-4)
    assert [place for _, place, _ in unit["best"]] == best.place[12].tolist()
    assert unit["means"] == pytest.approx(cards.arrays["conv3.means"][12], rel=1e-4, abs=1e-6)
    assert unit["off"] == pytest.approx(cards.arrays["conv3.off"][12], rel=1e-4, abs=1e-6)
    assert len(told["units"]) == 64
    assert len(answer.content) < 60_000


def test_links_lead_to_the_strongest_and_bring_the_weights_between(app):
    unit = get(app, "conv3-0.json").json()["units"][12]
    weight = unit_parts.network().weight("conv3")[12]
    size = load_cards().arrays["conv2.size"]
    strength = np.abs(weight).sum((1, 2)) * size
    assert [tie[0] for tie in unit["back"]] == np.argsort(-strength)[:5].tolist()
    for (source, told, _), piece in zip(unit["back"], unit["slices"], strict=True):
        assert told == pytest.approx(strength[source], rel=1e-3)
        found = np.array(piece["steps"]).reshape(piece["size"]) * piece["step"]
        np.testing.assert_allclose(found, weight[source], atol=0.6 * piece["step"])
    onwards = np.abs(unit_parts.network().weight("conv4")[:, 12]).sum((1, 2))
    assert [tie[0] for tie in unit["on"]] == np.argsort(-onwards)[:5].tolist()


def test_the_first_layer_has_its_kernel_and_the_last_no_effect(app):
    first = get(app, "conv1-0.json").json()["units"][3]
    weight = unit_parts.network().weight("conv1")[3]
    assert first["kernel"] == pytest.approx(weight.ravel(), rel=1e-4)
    assert len(first["nearest"]) == 4
    assert (first["back"], first["slices"]) == ([], [])
    last = get(app, "fc2-0.json").json()["units"][3]
    assert (last["off"], last["on"]) == ([], [])


def test_the_sheet_has_the_nine_pictures_of_each_unit_in_a_row(app):
    sheet = picture(get(app, "conv4-0.webp").content)
    assert sheet.shape == (64 * 32, 9 * 32, 3)
    source = unit_pictures.source()
    best = load_cards().exciting("conv4", source.kind).picture[17]
    for nth, pixels in enumerate(source.read(best)):
        tile = sheet[17 * 32 : 18 * 32, nth * 32 : (nth + 1) * 32]
        assert np.abs(tile.astype(int) - pixels).mean() < 8


def test_without_the_data_set_our_own_pictures_stand_there(monkeypatch):
    monkeypatch.delenv("CONVSCOPE_CIFAR10", raising=False)
    found = unit_pictures.source()
    assert found.kind == "own"
    assert found.name(0) == "china:0,42,171"
    assert found.read(np.array([0, 3])).shape == (2, 32, 32, 3)


def test_images_in_another_order_are_not_taken_for_the_known_ones(cifar10, monkeypatch):
    cards = load_cards()
    wrong = {**cards.arrays, "fingerprint": cards.arrays["fingerprint"][::-1]}
    monkeypatch.setattr("vizcore.nets.unit_cards.load_cards", lambda: type(cards)(wrong))
    with pytest.raises(ConvScopeError, match="in another order"):
        unit_pictures.test_images(cifar10)


def test_a_climb_comes_with_its_values_and_pictures(app):
    told = get(app, "climb/conv2/9/decay,jitter").json()
    assert told["values"][-1] > told["values"][0]
    assert len(told["at"]) == 9
    stages = picture(base64.b64decode(told["stages"]))
    assert stages.shape == (5, 9 * 5, 3)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("climb/conv2/9/magic", "There is no regulariser 'magic'."),
        ("climb/conv2/99/decay", "Conv2 has 32 channels and none at 99."),
        ("climb/conv9/9/decay", "'conv9' is no layer with weights"),
    ],
)
def test_what_cannot_be_climbed_is_said_in_one_sentence(app, name, words):
    answer = get(app, name)
    assert answer.status == 503
    assert answer.json()["says"].startswith(words)


@pytest.mark.parametrize("name", ["conv9-0.json", "conv3-1.json", "conv3.json", "..%2Fsecret"])
def test_there_is_nothing_else(app, name):
    assert get(app, name).status == 404
    assert run(asked(app, "/cnn/units/0123456789abcdef/conv3-0.json")).status == 404


def test_whom_nobody_can_answer_soon_is_told_so(app, monkeypatch):
    monkeypatch.setattr(climbs, "TURNS", Turns(0))
    answer = get(app, "climb/conv1/3/jitter")
    assert answer.status == 503
    assert answer.json()["says"] == (
        "0 questions wait already, as many as this server takes: ask again in a moment."
    )


def test_another_file_of_cards_has_another_address(monkeypatch, tmp_path):
    here = units_address()
    folder = tmp_path / "units"
    folder.mkdir()
    (folder / "minivgg.safetensors").write_bytes(json.dumps({}).encode())
    monkeypatch.setattr(units, "ASSETS", tmp_path)
    units_address.cache_clear()
    try:
        assert units_address() != here
    finally:
        units_address.cache_clear()
