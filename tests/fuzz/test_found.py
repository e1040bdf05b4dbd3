"""What the search has found, made small: each of these once ended in a traceback."""

import asyncio
import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.fuzz import routes
from tests.fuzz.messages import send
from tests.pages.helpers import fresh, opened_at
from tests.pages.sent import protos
from vizcore.errors import NumberError
from vizcore.laboratory.settings import RunSettings
from vizcore.matrix_text import parse_number
from vizcore.serve.origin import FOREIGN

HUGE = 10**400  # JSON knows numbers of any length
LETTER = "é"  # in what should be base64


def told(app: AppTest, component: str, *, state: Any = None, trigger: Any = None) -> AppTest:
    """The page after the first component of a kind has said something."""
    events = [{"event": name, "value": value} for name, value in (trigger or {}).items()]
    name = protos(app, component)[0].id
    send(app, {name: (json.dumps(state or {}), json.dumps(events))})
    return app


@pytest.mark.parametrize("name", [["cat"], {}, 3, None])
def test_a_picture_is_named_by_a_text(name: object) -> None:
    told(opened_at(fresh("pixels"), "pixels"), "picker", trigger={"chosen": name})


@pytest.mark.parametrize("value", [HUGE, 1e308, float("nan")], ids=["huge", "large", "none"])
def test_a_cell_of_a_matrix_is_a_number_that_can_be_multiplied(value: float) -> None:
    sent = {"edited": {"values": [[value]], "edit": 1}}
    told(opened_at(fresh("convolution"), "convolution"), "matrix", state=sent)


@pytest.mark.parametrize(
    ("name", "value"),
    [("layer", ["conv1"]), ("pixels", LETTER), ("channel", HUGE)],
    ids=["layer", "pixels", "channel"],
)
def test_a_picture_to_follow_is_whole_or_none(name: str, value: object) -> None:
    held = {"pixels": "", "layer": "conv1", "channel": 0, "row": 0, "column": 0, name: value}
    told(opened_at(fresh("live"), "live"), "live", trigger={"follow": held})


@pytest.mark.parametrize("crop", [[HUGE, 0.5, 0.5], [0.5, 0.5], "0.5"], ids=["huge", "two", "one"])
def test_a_crop_is_three_numbers(crop: object) -> None:
    app = opened_at(fresh("feature_maps"), "feature_maps")
    digest = app.session_state["picture_chosen"].digest
    told(app, "maps", state={"crop": {"picture": digest, "crop": crop}})


def test_a_number_of_five_thousand_digits_is_no_place_in_a_map() -> None:
    opened_at(fresh("feature_maps"), "feature_maps", layer="conv1", channel="9" * 5000)


@pytest.mark.parametrize("text", ["1e400", "-1e999", "1e400/1e400", "1e300/1e-300"])
def test_an_answer_is_finite(text: str) -> None:
    with pytest.raises(NumberError, match="too large"):
        parse_number(text)


@pytest.mark.parametrize("path", ["/live/frames", "/laboratory/run"])
def test_an_origin_that_is_no_address_is_foreign(path: str) -> None:
    (answer,) = said_on(path, origin=b"http://[")
    assert (answer["type"], answer["code"]) == ("websocket.close", FOREIGN)


def test_a_message_nested_deeper_than_any_reader_goes_is_refused_in_a_sentence() -> None:
    _, answer = said_on("/laboratory/run", "[" * 19_000)
    assert json.loads(answer["text"])["state"] == "refused"


def test_good_settings_come_as_far_as_the_pool() -> None:
    """The search would say nothing about the rest if all were refused before."""
    start = json.dumps({"start": RunSettings().as_sent(), "person": "x"})
    _, answer = said_on("/laboratory/run", start)
    assert "starts no run" in json.loads(answer["text"])["says"]


def said_on(path: str, *texts: str, origin: bytes = b"http://here") -> list[Any]:
    """What a socket answers to some messages."""
    scope = routes.scope_of("websocket", path, {b"host": b"here", b"origin": origin})
    sent = [{"type": "websocket.receive", "text": text} for text in texts]
    return asyncio.run(routes.played(scope, [{"type": "websocket.connect"}, *sent]))
