"""What the server knows of one run, and who watches it."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from vizcore.laboratory.settings import RunSettings

#: How a run can have ended, and what is said of it.
ENDINGS = {
    "done": "The run is over.",
    "stopped": "Stopped.",
    "time": "The run was ended after five minutes: others wait for its place.",
    "diverged": "The run has diverged: its loss is far above that of a guess. Try a smaller rate.",
    "died": "The process that trained has ended without a word, as when memory runs out. What it "
    "found until then is kept; start again.",
    "left": "The run was ended: nobody watched it any more.",
}  # fmt: skip


@dataclass(eq=False)
class Run:
    """A run that waits, goes on, or has ended.

    Attributes
    ----------
    settings : RunSettings
    person : str
        Who asked for it, a word that their browser made up.
    name : str
        Under which it is found again.
    state : str
        "waiting", "running", "paused" or "ended".
    says : str
        How it ended.
    losses : list of float
        One a step; None where it was no number.
    epochs : list of dict
        What is known of each epoch.
    rates : list of (int, float)
        From which step on the learning rate was what.
    picture, shapes
        Bytes of the first layer's kernels and maps, the latest, and what they are.
    weights : bytes
        A safetensors file, once the run has ended.
    """

    settings: RunSettings
    person: str
    name: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    state: str = "waiting"
    how: str = ""
    says: str = ""
    losses: list[float | None] = field(default_factory=list)
    epochs: list[dict[str, Any]] = field(default_factory=list)
    rates: list[tuple[int, float]] = field(default_factory=list)
    shapes: dict[str, Any] = field(default_factory=dict)
    picture: bytes = b""
    weights: bytes = b""
    watchers: set[asyncio.Event] = field(default_factory=set)
    leaving: asyncio.TimerHandle | None = None
    orders: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self.rates.append((0, self.settings.rate))

    def changed(self) -> None:
        """Wake all who watch."""
        for watcher in self.watchers:
            watcher.set()

    def learn(self, message: dict[str, Any], blob: bytes) -> None:
        """Take in what its worker says."""
        self.losses += message["losses"]
        self.epochs += message["epochs"]
        self.shapes = {name: message[name] for name in ("filters", "maps")}
        self.picture = blob
        self.changed()

    def end(self, how: str, *, says: str = "", weights: bytes = b"") -> None:
        """It is over."""
        self.state, self.how, self.weights = "ended", how, weights
        self.says = says or ENDINGS[how]
        self.changed()

    def order(self, order: dict[str, Any]) -> None:
        """Pass on what the person wants: another rate, a pause, the end.

        A run that waits takes only a rate: it begins with it.
        """
        if self.state == "ended" or (self.state == "waiting" and "rate" not in order):
            return
        if "rate" in order:
            self.rates.append((len(self.losses), order["rate"]))
        if "pause" in order:
            self.state = "paused" if order["pause"] else "running"
        self.orders.put_nowait(order)
        self.changed()
