"""What takes a tenth of a second and more is done for one person after the other."""

import threading
from collections.abc import Callable
from typing import TypeVar

from vizcore.errors import ConvScopeError
from vizcore.text import many

MOST = 8  # people at once; the last of them waits for some seconds

_Answer = TypeVar("_Answer")


class Turns:
    """A line of people with a long question each. While one is answered, short ones go on.

    >>> turns = Turns()
    >>> turns.words("Asking the network")
    'Asking the network'
    >>> turns.ask(lambda: turns.words("Asking the network"))
    'Asking the network, once 1 question before yours is answered'
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._here = 0
        self._guard, self._alone = threading.Lock(), threading.Lock()

    def words(self, doing: str) -> str:
        """What is done, and how many are before whoever comes now."""
        if not self._here:
            return doing
        are = "is" if self._here == 1 else "are"
        return f"{doing}, once {many(self._here, 'question')} before yours {are} answered"

    def ask(self, question: Callable[[], _Answer]) -> _Answer:
        """What a question gives, once it is its turn.

        Raises
        ------
        ConvScopeError
            If as many wait already as this server takes.
        """
        with self._guard:
            if self._here >= self._most:
                raise ConvScopeError(
                    f"{many(self._here, 'question')} wait already, as many as this server takes: "
                    "ask again in a moment"
                )
            self._here += 1
        try:
            with self._alone:
                return question()
        finally:
            with self._guard:
                self._here -= 1


#: The line of this process.
TURNS = Turns()
