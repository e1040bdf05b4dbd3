"""A process that trains: orders come in as lines of JSON, messages go out.

Orders are `{"start": settings}`, `{"rate": x}`, `{"pause": true or false}` and `{"stop": true}`. It
takes what others leave of the processor, and ends when the server does.
"""

import json
import math
import os
import queue
import sys
import threading
import time
from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np
import safetensors.torch
import torch

from vizcore.errors import ConvScopeError
from vizcore.laboratory.course import Course
from vizcore.laboratory.messages import quantised, send
from vizcore.laboratory.settings import read_settings

PACE = 0.2  # seconds between two messages on one run
MOST_SECONDS = 300  # of a run, and
MOST_PAUSED = 120  # of a pause: others wait
_LOST, _IN_A_ROW = 10.0, 20  # so many losses above that; the loss of a guess is ln 10 = 2.3

Order = dict[str, Any]


def main() -> None:
    """Serve one run after the other until standard input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no message
    if hasattr(os, "nice"):  # not on Windows
        os.nice(19)
    torch.set_num_threads(1)
    orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin, orders), daemon=True).start()
    while (order := orders.get()) is not None:
        if "start" in order:
            _serve(order["start"], orders, out)


def _read(lines: Iterable[str], orders: "queue.SimpleQueue[Order | None]") -> None:
    for line in lines:
        orders.put(json.loads(line))
    orders.put(None)
    os._exit(0)  # the server has gone: nobody is there to hear of a run


def _serve(sent: Order, orders: "queue.SimpleQueue[Order | None]", out: BinaryIO) -> None:
    try:
        course = Course(read_settings(sent))
    except ConvScopeError as error:
        send(out, {"kind": "ended", "how": "failed", "says": str(error)})
        return
    how = _Session(course, orders, out).run()
    weights = safetensors.torch.save(course.weights())
    send(out, {"kind": "ended", "how": how}, weights)


class _Session:
    """One run, with the orders that come meanwhile."""

    def __init__(
        self, course: Course, orders: "queue.SimpleQueue[Order | None]", out: BinaryIO
    ) -> None:
        self.course, self.orders, self.out = course, orders, out
        self.losses: list[float | None] = []
        self.told = 0  # epochs
        self.lost = 0  # losses in a row that are worse than any guess

    def run(self) -> str:
        """Train to the end; how it ended."""
        self.tell()
        started = said = time.monotonic()
        while self.course.step < self.course.settings.steps:
            if ending := self._obey() or self._step():
                self.tell()
                return ending
            now = time.monotonic()
            if now - said >= PACE:
                self.tell()
                said = now
            if now - started > MOST_SECONDS:
                return "time"
        self.tell()
        return "done"

    def _step(self) -> str:
        loss = self.course.take_step()
        self.losses.append(loss if math.isfinite(loss) else None)
        self.lost = self.lost + 1 if loss > _LOST else 0
        return "diverged" if not math.isfinite(loss) or self.lost == _IN_A_ROW else ""

    def _obey(self) -> str:
        """What was ordered since the last step; the run's end, if that was it."""
        while not self.orders.empty():
            order = self.orders.get() or {}
            if "rate" in order:
                self.course.set_rate(order["rate"])
            if order.get("stop") or (order.get("pause") and not self._wait()):
                return "stopped"
        return ""

    def _wait(self) -> bool:
        """Stand still until there is something else to do; whether the run goes on."""
        self.tell()
        until = time.monotonic() + MOST_PAUSED
        while (left := until - time.monotonic()) > 0:
            try:
                order = self.orders.get(timeout=left) or {}
            except queue.Empty:
                return False
            if "rate" in order:
                self.course.set_rate(order["rate"])
            if "stop" in order or order.get("pause") is False:
                return "stop" not in order
        return False

    def tell(self) -> None:
        """Send what is new: losses, epochs, the first layer's kernels and maps."""
        filters, maps = quantised(self.course.filters()), quantised(self.course.maps())
        message = {
            "kind": "progress",
            "step": self.course.step,
            "losses": self.losses,
            "epochs": [_finite(epoch) for epoch in self.course.history[self.told :]],
            "filters": filters[0],
            "maps": maps[0],
        }
        send(self.out, message, filters[1] + maps[1])
        self.losses, self.told = [], len(self.course.history)


def _finite(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures as JSON can have them: null for what is no number."""
    return {name: value if np.isfinite(value) else None for name, value in figures.items()}


if __name__ == "__main__":
    main()
