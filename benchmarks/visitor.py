"""A person on a page without a browser: speaks Streamlit's protocol and changes real controls."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60.0  # seconds that an answer may take before it counts as an error
_KEPT = 10  # runs for which a browser keeps a message, `global.maxCachedMessageAge`
_MAIN = 0  # where a page's elements are: not in the sidebar, where the picture is chosen
_NOT_CHANGED = ("Lecture", "Library")  # no class acts on these once a second


@dataclass
class _Control:
    """Something that can be set, and the fragment that runs when it is."""

    element: Any
    kind: str
    fragment: str
    path: list[int]


@dataclass
class Visitor:
    """One session on one page.

    Attributes
    ----------
    address : str
        Of the server, as a browser would have it.
    lesson : str
        The page's address.
    rng : random.Random
        Chooses what is changed, and to what.
    received : int
        Bytes of all messages.
    errors : list of str
        What a person would see as a failure.
    """

    address: str
    lesson: str
    rng: random.Random
    received: int = 0
    errors: list[str] = field(default_factory=list)
    _controls: dict[str, _Control] = field(default_factory=dict)
    _paths: list[list[int]] = field(default_factory=list)  # of all that this run shows
    _fresh: set[str] = field(default_factory=set)  # the controls among it
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _messages: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _runs: int = 0
    _query: str = ""
    _page: str = ""
    _socket: ClientConnection | None = None

    @contextlib.asynccontextmanager
    async def visit(self) -> Any:
        """Open the page; inside, `act` changes something on it."""
        url = f"{self.address.replace('http', 'ws', 1)}/_stcore/stream"
        async with connect(
            url, subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=PATIENCE
        ) as self._socket:  # type: ignore[arg-type,list-item]
            await self._run("")
            yield self

    async def act(self) -> float:
        """Change one control, wait until the page has followed; seconds from one to the other."""
        name = self.rng.choice(sorted(self._controls))
        control = self._controls[name]
        _SETTERS[control.kind](self, name, control.element)
        return await self._run(
            control.fragment, f"{control.kind} {getattr(control.element, 'label', '')}"
        )

    async def _run(self, fragment: str, what: str = "the visit") -> float:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_name = "" if self._page else self.lesson
        state.page_script_hash = self._page
        state.fragment_id = fragment
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._messages)
        state.context_info.timezone, state.context_info.locale = "UTC", "en"
        state.context_info.url = f"{self.address}/{self.lesson}"
        state.context_info.color_scheme = "light"
        assert self._socket is not None
        self._paths, self._fresh = [], set()
        started = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                await self._follow()
        except TimeoutError:
            self.errors.append(f"{self.lesson}: no answer to {what} within {PATIENCE:.0f} s")
        self._forget(everything=not fragment)
        self._runs += 1
        self._messages = {
            name: kept for name, kept in self._messages.items() if self._runs - kept[0] < _KEPT
        }
        return time.perf_counter() - started

    async def _follow(self) -> None:
        """Take messages until the script has ended."""
        assert self._socket is not None
        while True:
            data = await self._socket.recv()
            self.received += len(data)
            message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            if self._take(message) and message.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
            ):
                return

    def _take(self, message: ForwardMsg) -> bool:
        """Remember what a browser would; whether a script has ended."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            held = self._messages[message.ref_hash][1]
            self._messages[message.ref_hash] = self._runs, held
            self._element(held, list(message.metadata.delta_path))
        elif message.metadata.cacheable and message.hash:
            self._messages[message.hash] = self._runs, message
        if kind == "delta":
            self._element(message, list(message.metadata.delta_path))
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "page_not_found":
            self.errors.append(f"{self.lesson}: page not found")
        return kind == "script_finished"

    def _element(self, message: ForwardMsg, path: list[int]) -> None:
        if message.WhichOneof("type") != "delta" or not message.delta.HasField("new_element"):
            return
        element = message.delta.new_element
        if element.HasField("exception"):
            self.errors.append(f"{self.lesson}: {element.exception.message}")
        self._paths.append(path)
        if path[0] == _MAIN:
            for name, control in _controls(element, message.delta.fragment_id, path):
                self._controls[name] = control
                self._fresh.add(name)

    def _forget(self, *, everything: bool) -> None:
        """Drop what stood where the run has been and is not there any more, as a browser does."""
        within = [] if everything else min(self._paths, key=len, default=[-1])[:-1]
        for name, control in list(self._controls.items()):
            if name not in self._fresh and control.path[: len(within)] == within:
                del self._controls[name]

    def _set(self, name: str) -> WidgetState:
        self._states[name] = WidgetState(id=name)
        return self._states[name]

    def _number(self, name: str, box: Any) -> None:
        low = box.min if box.has_min else 0
        high = min(box.max if box.has_max else 9, low + 8 * (box.step or 1))
        steps = round((high - low) / (box.step or 1))
        self._set(name).double_value = low + self.rng.randint(0, steps) * (box.step or 1)

    def _select(self, name: str, box: Any) -> None:
        self._set(name).string_value = self.rng.choice(list(box.options))

    def _pills(self, name: str, group: Any) -> None:
        option = self.rng.choice([option.content for option in group.options])
        self._set(name).string_array_value.data.append(option)

    def _toggle(self, name: str, box: Any) -> None:
        before = self._states.get(name)
        self._set(name).bool_value = not (before.bool_value if before else box.default)

    def _answer(self, name: str, _: Any) -> None:
        self._set(name).string_value = str(self.rng.randint(0, 99))

    def _crop(self, name: str, _: Any) -> None:
        x, y, side = (round(self.rng.uniform(0.3, 0.7), 3) for _ in range(3))
        self._set(name).json_value = f'{{"crop": [{x}, {y}, {side}]}}'


_SETTERS: dict[str, Callable[[Visitor, str, Any], None]] = {
    "number_input": Visitor._number,
    "selectbox": Visitor._select,
    "button_group": Visitor._pills,
    "checkbox": Visitor._toggle,
    "text_input": Visitor._answer,
    "bidi_component": Visitor._crop,
}


def _controls(element: Element, fragment: str, path: list[int]) -> Iterator[tuple[str, _Control]]:
    """What of an element a person can change."""
    kind = element.WhichOneof("type")
    if kind not in _SETTERS:
        return
    inside = getattr(element, kind)
    if kind == "bidi_component":
        if inside.component_name.endswith("maps"):
            yield inside.id, _Control(inside, kind, fragment, path)
    elif kind == "text_input" and inside.label != "Your answer":
        return
    elif inside.label not in _NOT_CHANGED and not inside.disabled:
        yield inside.id, _Control(inside, kind, fragment, path)
