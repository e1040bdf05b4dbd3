"""The live route over a real socket: answers, fairness, what is refused, what does not pile up."""

import asyncio
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from vizcore.errors import WeightsError
from vizcore.nets import load_minivgg
from vizcore.nets.batching import pass_together
from vizcore.serve.frames import Frames
from vizcore.serve.limits import Limits
from vizcore.serve.live import live_routes
from vizcore.serve.messages import LAYERS, PIXELS, Frame, frame_bytes
from vizcore.serve.quantising import Quantised

NAMES = tuple(LAYERS)


@dataclass(frozen=True)
class Answer:
    """What the server sent, as the browser reads it."""

    number: int
    layer: str
    exact: bool
    together: int
    probabilities: np.ndarray
    maps: np.ndarray


def read(data: bytes) -> Answer:
    number, layer, exact = int.from_bytes(data[:4], "little"), data[4], bool(data[5])
    maps, rows, columns, classes = np.frombuffer(data, "<u2", 4, 6).tolist()
    together = int(np.frombuffer(data, "<u2", 1, 22)[0])
    probabilities = np.frombuffer(data, "<f4", classes, 24)
    rest = data[24 + 4 * classes :]
    shape = maps, rows, columns
    if exact:
        values = np.frombuffer(rest, "<f4").reshape(shape)
    else:
        steps = np.frombuffer(rest, np.uint8, maps * rows * columns, 4 * maps).reshape(shape)
        zero = np.frombuffer(rest[-maps:], np.uint8)
        values = Quantised(steps, np.frombuffer(rest, "<f4", maps), zero).values
    return Answer(number, NAMES[layer], exact, together, probabilities, values)


def frame(number: int = 1, layer: str = "conv1", *, exact: bool = False, seed: int = 0) -> Frame:
    pixels = np.random.default_rng(seed).integers(0, 256, PIXELS, np.uint8)
    return Frame(number, layer, exact, pixels.tobytes())


@dataclass
class FakePass:
    """A network of one map that is the picture's red; it waits until it is let go on."""

    gate: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)
    sizes: list[int] = field(default_factory=list)

    def __call__(
        self, pictures: np.ndarray, _: Sequence[str]
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        self.entered.set()
        assert self.gate.wait(10)
        self.sizes.append(len(pictures))
        even = np.full((len(pictures), 10), 0.1, np.float32)
        return even, [picture[None, ..., 0].astype(np.float32) for picture in pictures]


@contextmanager
def serving(frames: Frames, limits: Limits | None = None) -> Iterator[str]:
    """A server of the route alone."""
    app = Starlette(routes=live_routes(frames=frames, limits=limits))
    config = uvicorn.Config(app, port=0, log_level="error", ws="websockets-sansio", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not what():
        assert time.monotonic() < end
        time.sleep(0.005)


@contextmanager
def line(server: str, **options: str) -> Iterator[ClientConnection]:
    address = f"{server.replace('http', 'ws')}/live/frames"
    with connect(address, max_size=None, **options) as opened:  # type: ignore[arg-type]
        yield opened


def told(opened: ClientConnection) -> dict[str, object]:
    """The sentence before the socket is closed."""
    while isinstance(message := opened.recv(timeout=10), bytes):
        pass
    with pytest.raises(ConnectionClosed):
        opened.recv(timeout=10)
    return json.loads(message)


@pytest.fixture
def fake() -> FakePass:
    made = FakePass()
    made.gate.set()
    return made


@pytest.fixture
def small(fake: FakePass) -> Iterator[str]:
    with serving(Frames(lambda: fake), Limits(people=2, rate=20.0, patience=0.4)) as address:
        yield address


def test_the_running_app_answers_with_the_networks_numbers(server: str) -> None:
    model = load_minivgg("cpu")
    with line(server) as opened:
        for number, layer in enumerate(("conv1", "bn3", "fc1", "softmax"), 1):
            for exact in (True, False):
                sent = frame(number, layer, exact=exact, seed=number)
                opened.send(frame_bytes(sent))
                answer = read(opened.recv(timeout=60))
                probabilities, (maps,) = pass_together(model, sent.picture[None].copy(), [layer])
                assert (answer.number, answer.layer, answer.exact) == (number, layer, exact)
                np.testing.assert_allclose(answer.probabilities, probabilities[0], atol=1e-6)
                step = np.ptp(maps, axis=(1, 2), keepdims=True) / 255
                near = 1e-5 if exact else 1e-5 + 0.51 * np.maximum(step, abs(maps).max() / 255)
                assert (abs(answer.maps - maps) <= near).all()
    with urllib.request.urlopen(f"{server}/live/health") as health:
        assert json.load(health)["frames"] >= 8


def test_frames_that_wait_are_answered_in_one_pass(fake: FakePass) -> None:
    fake.gate.clear()
    frames = Frames(lambda: fake)

    async def ask() -> list[bytes]:
        first = asyncio.create_task(frames.ask(frame(0)))
        while not fake.entered.is_set():
            await asyncio.sleep(0.001)
        others = [asyncio.create_task(frames.ask(frame(i, seed=i))) for i in range(1, 11)]
        await asyncio.sleep(0.01)
        others.pop().cancel()  # one has left
        await asyncio.sleep(0)
        fake.gate.set()
        return [await task for task in (first, *others)]

    answers = [read(data) for data in asyncio.run(ask())]
    assert fake.sizes == [1, 9]
    assert [answer.number for answer in answers] == list(range(10))
    assert [answer.together for answer in answers] == [1] + [9] * 9
    for i, answer in enumerate(answers):
        red = frame(seed=i).picture[..., 0]
        np.testing.assert_allclose(answer.maps[0], red, atol=0.51)


def test_a_newer_frame_takes_the_place_of_the_one_that_waits(fake: FakePass) -> None:
    fake.gate.clear()
    with serving(Frames(lambda: fake)) as address, line(address) as opened:
        for number in range(1, 9):
            opened.send(frame_bytes(frame(number)))
            if number == 1:
                assert fake.entered.wait(10)
        time.sleep(0.05)
        fake.gate.set()
        assert [read(opened.recv(timeout=10)).number for _ in range(2)] == [1, 8]
        with pytest.raises(TimeoutError):
            opened.recv(timeout=0.1)
    assert fake.sizes == [1, 1]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("hello", "A frame is bytes, not text."),
        (b"", "A frame has 3080 bytes, not 0."),
        (bytes(4000), "A frame has 3080 bytes, not 4000."),
        (bytes([0, 0, 0, 0, 200, 0, 0, 0]) + bytes(PIXELS), "There are layers 0 to 18, not 200."),
    ],
)
def test_what_is_no_frame_is_refused_in_a_sentence(small: str, sent: object, says: str) -> None:
    with line(small) as opened:
        opened.send(sent)  # type: ignore[arg-type]
        assert told(opened) == {"says": says, "again": None}


def test_floods_idlers_and_too_many_people_are_told_so(small: str) -> None:
    with line(small) as flood:
        with suppress(ConnectionClosed):  # the sentence may come before all are sent
            for number in range(40):
                flood.send(frame_bytes(frame(number)))
        assert told(flood) == {"says": "At most 20 pictures a second are taken.", "again": 5}
    with line(small), line(small), line(small) as third:
        refused = told(third)
        assert refused["says"] == (
            "2 people are live on this server, as many as it takes; yours begins when one of them "
            "leaves."
        )
        assert refused["again"] == 10
    with line(small) as idle:
        assert told(idle) == {"says": "No picture came for 0.4 seconds.", "again": 0}


def test_one_address_does_not_get_all_the_places(fake: FakePass) -> None:
    with (
        serving(Frames(lambda: fake), Limits(together=1, patience=5.0)) as address,
        line(address) as first,
    ):
        first.send(frame_bytes(frame(1)))
        first.recv(timeout=10)
        with line(address) as second:
            assert told(second) == {
                "says": "1 people are live from your network's address, as many as it takes; yours "
                "begins when one of them leaves.",
                "again": 10,
            }
        first.close()
        until(lambda: people(address) == 0)
        with line(address) as third:
            third.send(frame_bytes(frame(3)))
            assert read(third.recv(timeout=10)).number == 3


def people(address: str) -> int:
    with urllib.request.urlopen(f"{address}/live/health") as health:
        return int(json.load(health)["people"])


def test_a_message_larger_than_a_frame_is_refused_before_it_has_come(server: str) -> None:
    """Of a million bytes only the head is sent."""
    with line(server) as opened:
        opened.socket.sendall(bytes([0x82, 0xFF, *(1_000_000).to_bytes(8, "big"), 0, 0, 0, 0]))
        with pytest.raises(ConnectionClosed) as closed:
            opened.recv(timeout=10)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009  # too big


def test_another_sites_page_gets_nothing(small: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), line(small, origin="http://elsewhere.org"):
        pass
    with line(small, origin=small) as opened:
        opened.send(frame_bytes(frame(5)))
        assert read(opened.recv(timeout=10)).number == 5


def test_a_network_that_cannot_be_loaded_is_told_in_a_sentence() -> None:
    def load() -> FakePass:
        raise WeightsError("minivgg.safetensors is missing")

    with serving(Frames(load)) as address, line(address) as opened:
        opened.send(frame_bytes(frame()))
        says = "The network cannot answer: minivgg.safetensors is missing."
        assert told(opened)["says"] == says


def test_ten_people_get_equal_shares(fake: FakePass) -> None:
    """Each sends the next when the last is answered; a pass takes a while, whatever its size."""
    slow = FakePass()
    slow.gate.set()

    def load() -> Callable[..., object]:
        def work(pictures: np.ndarray, layers: Sequence[str]) -> object:
            time.sleep(0.004)
            return slow(pictures, layers)

        return work

    counts = [0] * 10
    with serving(Frames(load)) as address:  # type: ignore[arg-type]
        end = time.monotonic() + 0.8

        def person(i: int) -> None:
            with line(address) as opened:
                while time.monotonic() < end:
                    opened.send(frame_bytes(frame(counts[i])))
                    opened.recv(timeout=10)
                    counts[i] += 1
                    time.sleep(0.02)  # below the rate that is refused

        people = [threading.Thread(target=person, args=(i,)) for i in range(10)]
        for thread in people:
            thread.start()
        for thread in people:
            thread.join()
    assert min(counts) > 0.6 * max(counts)
    assert max(slow.sizes) > 1
