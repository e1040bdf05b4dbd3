"""What one server bears of live pictures, and how what goes beyond is counted."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import Receive

from vizcore.errors import ConvScopeError


@dataclass(frozen=True)
class Limits:
    """What one server bears.

    Attributes
    ----------
    people : int
        Sockets at once.
    together : int
        Of these, from one address: a class behind one router has room, and leaves some.
    rate : float
        Frames a second from one of them, in the long run; a browser sends half as many.
    size : int
        Bytes of a message that are read at all; a frame has fewer, and is looked at more closely.
    patience : float
        Seconds without a frame, and for a person's line to take an answer.
    """

    people: int = 40
    together: int = 30
    rate: float = 60.0
    size: int = 4096
    patience: float = 30.0


class RefusedError(ConvScopeError):
    """Why a socket is closed; `again` is after how many seconds it may be tried again, if ever."""

    def __init__(self, text: str, again: float | None = None) -> None:
        super().__init__(text)
        self.again = again


class Allowance:
    """Counts what comes: at most `rate` a second in the long run, and as many at once.

    >>> clock = iter([0.0, 0.0, 0.0, 0.0, 0.5]).__next__
    >>> allowance = Allowance(2.0, clock)
    >>> [allowance.take() for _ in range(4)]
    [True, True, False, True]
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left, self._seen = rate, clock()

    def take(self) -> bool:
        """Whether one more is allowed."""
        now = self._clock()
        self._left = min(self._rate, self._left + self._rate * (now - self._seen))
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def bound_messages(receive: Receive, size: int) -> None:
    """Let the server close a socket as soon as a message says that it is longer than `size` bytes.

    Streamlit starts uvicorn with one limit for all sockets, hundreds of megabytes. The limit of a
    single one stands in uvicorn's own object behind `receive`; where another server, or a layer in
    between, has none there, all stays as it is and a message is refused once it has come.
    """
    connection = getattr(getattr(receive, "__self__", None), "conn", None)
    if connection is not None and hasattr(connection, "max_message_size"):
        connection.max_message_size = size
