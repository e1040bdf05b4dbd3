"""The laboratory over a real socket: what is told, what is refused, what a closed tab leaves."""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import safetensors.numpy
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from vizcore.laboratory.settings import RunSettings

QUICK = RunSettings(batch_size=512).as_sent()


@contextmanager
def socket(server: str, first: object, origin: str | None = None) -> Iterator[ClientConnection]:
    address = f"{server.replace('http', 'ws')}/laboratory/run"
    with connect(address, origin=origin) as line:  # type: ignore[arg-type]
        line.send(first if isinstance(first, str) else json.dumps(first))
        yield line


def told(line: ClientConnection) -> Iterator[dict[str, Any] | bytes]:
    """Everything that comes, until the server has nothing more to say."""
    try:
        while True:
            message = line.recv(timeout=60)
            yield json.loads(message) if isinstance(message, str) else message
    except ConnectionClosed:
        return


def test_a_run_is_told_step_by_step_and_ends_with_its_weights(server: str) -> None:
    losses, epochs, blobs, states = [], [], [], []
    with socket(server, {"start": QUICK, "person": "told"}) as line:
        for message in told(line):
            if isinstance(message, bytes):
                blobs.append(message)
                continue
            losses += message["losses"]
            epochs += message["epochs"]
            states.append(message["state"])
            assert message["steps"] == 120
    assert len(losses) == 120
    assert [epoch["epoch"] for epoch in epochs] == list(range(1, 41))
    assert states[-1] == "ended"
    assert len(states) > 3
    assert len(blobs[0]) == 16 * 9 + 16 * 32 * 32
    assert safetensors.numpy.load(blobs[-1])["fc2.weight"].shape == (10, 64)


def test_a_second_run_of_a_person_is_refused_and_a_stop_ends_the_first(server: str) -> None:
    long = {"start": RunSettings().as_sent(), "person": "one"}
    with socket(server, long) as line:
        name = json.loads(line.recv())["name"]
        with socket(server, long) as other:
            assert json.loads(other.recv()) == {
                "state": "refused",
                "says": "You have a run that goes on, perhaps in another tab; stop it first.",
            }
        with socket(server, {"watch": name}) as again:  # a reload
            assert json.loads(again.recv())["name"] == name
        line.send(json.dumps({"stop": True}))
        states = [m["state"] for m in told(line) if isinstance(m, dict)]
        assert states[-1] == "ended"


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ({"watch": "nobody"}, {"state": "gone"}),
        (
            {"start": QUICK | {"rate": "x"}},
            "A learning rate is a number from 1e-06 to 100, not 'x'.",
        ),
        ({"start": QUICK | {"data": "../etc"}}, "There is no data set '../etc'; there are digits"),
        ({}, "There is no data set None"),
        ("not json", "There is no data set None"),
        ("[1, 2]", "There is no data set None"),
        ("9" * 19_000, "There is no data set None"),
    ],
)
def test_what_cannot_be_is_one_sentence(server: str, first: object, answer: object) -> None:
    with socket(server, first) as line:
        said = json.loads(line.recv())
    if isinstance(answer, dict):
        assert said == answer
    else:
        assert said["state"] == "refused"
        assert said["says"].startswith(answer)


def test_another_sites_page_gets_nothing(server: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), socket(server, {}, "http://elsewhere.org"):
        pass
    with socket(server, {"watch": "x"}, server) as line:
        assert json.loads(line.recv()) == {"state": "gone"}


def test_pages_answer_while_a_run_goes_on(server: str) -> None:
    """The worker takes only what others leave: a health check waits no longer than a moment."""
    with socket(server, {"start": RunSettings().as_sent(), "person": "busy"}) as line:
        for message in told(line):
            if isinstance(message, dict) and message["losses"]:
                break
        begin = time.perf_counter()
        for _ in range(20):
            urllib.request.urlopen(f"{server}/healthz").close()
        assert (time.perf_counter() - begin) / 20 < 0.2
        line.send(json.dumps({"stop": True}))
        for _ in told(line):
            pass
