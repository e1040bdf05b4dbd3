"""One target for a while, in a process with bounded memory."""

import importlib
import logging
import random
import resource
import signal
import sys
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

TARGETS = ("images", "numbers", "routes", "messages", "addresses")
_MEMORY = 6 << 30  # bytes of addresses; torch alone reserves several
_SECONDS = {"images": 5, "numbers": 3}  # for one input; others run a page
_PATIENCE = 60


def probe(target: str, seed: int) -> None:
    """One input."""
    importlib.import_module(f"tests.fuzz.{target}").probe(random.Random(f"{target} {seed}"))


def search(target: str, seconds: float, at: "Synchronized[int]") -> None:
    """Try seeds for a while and print each new kind of failure; exit status 1 if there was one.

    `at` says which seed it is, for those who outlive this process.
    """
    logging.disable(logging.WARNING)  # Streamlit's, for want of a server
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    first = seed = random.SystemRandom().randrange(1 << 40)
    end, kinds = time.monotonic() + seconds, set[str]()
    while time.monotonic() < end:
        at.value = seed = seed + 1
        signal.alarm(_SECONDS.get(target, _PATIENCE))
        try:
            probe(target, seed)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            *_, last = traceback.extract_tb(error.__traceback__)
            kind = f"{type(error).__name__} at {last.filename}:{last.lineno}: {str(error)[-60:]}"
            if kind not in kinds:
                kinds.add(kind)
                print(f"{target} {seed}: {kind}: {str(error)[:300]!r}", flush=True)
        finally:
            signal.alarm(0)
    print(f"{target}: {seed - first} inputs, {len(kinds)} kinds of failure", flush=True)
    sys.exit(bool(kinds))


def _too_long(*_: object) -> None:
    raise TimeoutError("too long")
