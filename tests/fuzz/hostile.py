"""What no browser and no person of ours would send, drawn by the seed alone."""

import base64
import random
from collections.abc import Callable, Sequence
from typing import Any

_WORDS = (
    "", " ", "0", "1", "-1", "−3", "1e999", "-1e-999", "nan", "Infinity", "1/0", "1e308/1e-308",
    "0x10", "1_0", "²", "٣", "½", "9" * 30, "9" * 5000, "1,180", "1;2\n3;4", "1\t2", "0.5;x",
    "true", "null", "<b>", "\\frac{1}{2}", "\\begin{pmatrix}", "np.array([[1, 2]])", "[[1, 2]]",
    "[" * 50, "(" * 50 + "1", "$", "**", "`", "\0", "\x7f", "\u202e", "é", "😀", "\ud800",
    "../../etc/passwd", "own-00000000", "cifar10-cat-33", "a.b:c=1", "0.sum:0,3,12", "off:bn2.7",
    "weight:conv1.5.0.1.2=0.5", "value:fc2.3=nan", "conv1", "fc2", "0.3,0.5,0.8", "red-1-2-3",
)  # fmt: skip
_NUMBERS = (
    0, 1, -1, 2, 3, 7, 31, 32, 255, 256, 2**31, 2**53 + 1, 2**63, -(2**64), 10**30, 10**400,
    0.5, -0.0, 1e-320, 1e30, 1e31, 1e308, float("inf"), float("-inf"), float("nan"), True, False,
)  # fmt: skip
_MARKS = "0123456789 \t\n,;.-+eE/*&[](){}\\$_^abnfxrt'\"<>=:|%#−·×½\u00a0\u200b"


def damaged(rng: random.Random, data: bytes) -> bytes:
    """`data` cut short, with bytes changed, put in, left out, doubled or set to extremes."""
    held = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 1, 2, 4, 16))):
        at = rng.randrange(min(len(held), rng.choice((64, 600, 1 << 30))) or 1)
        match rng.randrange(6):
            case 0:
                held[at : at + 1] = rng.randbytes(1)
            case 1:
                held[at : at + 4] = rng.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff", b"\1"))
            case 2:
                held[at:at] = rng.randbytes(rng.randrange(1, 9))
            case 3:
                del held[at : at + rng.randrange(1, 40)]
            case 4:
                held[at:at] = held[at : at + rng.randrange(1, 200)]
            case _:
                del held[max(at, 1) :]
        if not held:
            break
    return bytes(held)


def word(rng: random.Random) -> str:
    """A text as it may stand in an address."""
    match rng.randrange(6):
        case 0 | 1 | 2:
            return rng.choice(_WORDS)
        case 3:
            return "".join(rng.choice(_MARKS) for _ in range(rng.randrange(1, 40)))
        case 4:
            return rng.choice(_WORDS) + rng.choice((" ", ",", ";", ".", "-", ":", "=")) + word(rng)
        case _:
            return repr(number(rng))


def number(rng: random.Random) -> float:
    """A number that JSON can hold, likely one at an edge."""
    return rng.choice(_NUMBERS) if rng.random() < 0.7 else rng.uniform(-3, 40)


def value(rng: random.Random, names: Sequence[str] = (), depth: int = 3) -> Any:
    """Anything that JSON can hold; `names` are likely among the keys of what has some."""
    if depth == 0 or rng.random() < 0.35:
        return rng.choice((None, number(rng), word(rng), _binary(rng)))
    several: Callable[[], range] = lambda: range(rng.choice((0, 1, 2, 3, 3, 4, 9)))  # noqa: E731
    if names and rng.random() < 0.7:
        return {name: value(rng, (), depth - 1) for name in names if rng.random() < 0.9}
    match rng.randrange(4):
        case 0:
            return [value(rng, names, depth - 1) for _ in several()]
        case 1:
            return [[number(rng) for _ in several()] for _ in several()]
        case 2:
            return [number(rng) for _ in range(rng.choice((2, 3, 49, 64, 784, 1024)))]
        case _:
            return {word(rng): value(rng, names, depth - 1) for _ in several()}


def _binary(rng: random.Random) -> str:
    length = rng.choice((0, 3, 3072, 3072, 3073))
    return base64.b64encode(rng.randbytes(length)).decode()
