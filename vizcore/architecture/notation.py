"""One layer a line, as people write it: `conv 32 3x3 padding 1`, `pool 2x2`, `fc 512`."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vizcore.errors import ArchitectureError

#: Lines of a text that are read, and the largest number in it.
MOST_LINES, MOST = 400, 100_000
_LONGEST = 30  # letters of a word

#: How a layer may be called, and what it is called here.
KINDS = {
    "input": "input", "conv": "conv", "conv2d": "conv", "relu": "relu", "act": "relu",
    "tanh": "tanh", "sigmoid": "sigmoid", "gelu": "gelu", "bn": "bn", "batchnorm": "bn",
    "lrn": "lrn", "pool": "pool", "maxpool": "pool", "avgpool": "avgpool",
    "globalpool": "globalpool", "dropout": "dropout", "flatten": "flatten", "fc": "fc",
    "dense": "fc", "linear": "fc", "softmax": "softmax", "fork": "fork",
    "shortcut": "shortcut", "add": "add",
}  # fmt: skip

#: Short names of settings, and the settings of each kind in the order of numbers without a name.
_SETTINGS = {"k": "filters", "f": "window", "s": "stride", "p": "padding"}
_MAY_HAVE = {
    "conv": ("filters", "window", "stride", "padding", "dilation", "groups"),
    "pool": ("window", "stride", "padding", "dilation"),
    "avgpool": ("window", "stride", "padding"),
    "fc": ("filters",),
    "lrn": ("window",),
}
_WORDS = ("nobias", "ceil", "same", "valid")
_TOKEN = re.compile(r"[a-z_]+2d|[a-z_]+|\d+(?:x\d+)+|\d*\.\d+|\d+|\S")

Pair = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One line of an architecture, read but not yet checked against what comes before it.

    Attributes
    ----------
    number : int
        Of the line, from 1.
    kind : str
        A value of `KINDS`.
    sizes : mapping of str to (int, int)
        `window`, `stride`, `padding` and `dilation` along rows and columns; what was left out is
        not there.
    shape : tuple of int
        Of an input: channels, rows, columns.
    filters : int
        Filters of a convolution, outputs of a fully connected layer; 0 where there are none.
    groups : int
    bias : bool
    ceil : bool
        Whether a pooling rounds its size up.
    same : bool
        Whether the padding is to keep the size.
    rate : float
        Of a dropout.
    """

    number: int
    kind: str
    sizes: dict[str, Pair] = field(default_factory=dict)
    shape: tuple[int, ...] = ()
    filters: int = 0
    groups: int = 1
    bias: bool = True
    ceil: bool = False
    same: bool = False
    rate: float = 0.5


def read_lines(text: str) -> Iterator[Line]:
    r"""The lines of a text that say something; what follows a # is a remark.

    Raises
    ------
    ArchitectureError
        If a line cannot be read; the message begins with its number.

    Examples
    --------
    >>> line = list(read_lines("CONV 3x3 K=32, padding 1  # as on the slide"))[0]
    >>> line.kind, line.filters, line.sizes
    ('conv', 32, {'window': (3, 3), 'padding': (1, 1)})
    >>> list(read_lines("input 3x32x32\nconf 32 3x3"))
    Traceback (most recent call last):
    vizcore.errors.ArchitectureError: line 2: no layer is called "conf"; did you mean "conv"?
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise ArchitectureError(f"{len(lines)} lines are too many: at most {MOST_LINES} are read")
    for number, line in enumerate(lines, 1):
        words = [_short(word) for word in _TOKEN.findall(_plain(line))]
        if words:
            yield _Reader(number, words).line()


def _short(word: str) -> str:
    """A word as a message can say it: what is longer is no word of the notation."""
    return word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"


def _plain(line: str) -> str:
    """A line without its remark, in small letters, with x for × and blanks for = and commas."""
    said = line.partition("#")[0].lower().replace("×", "x").replace("→", " ")
    return re.sub(r"(?<=\d)\s*x\s*(?=\d)", "x", re.sub(r"[=,:;()]", " ", said))


class _Reader:
    """Reads the words of one line, the first to the last."""

    def __init__(self, number: int, words: list[str]) -> None:
        self.number, self.words = number, words

    def line(self) -> Line:
        kind = self._kind(self.words.pop(0))
        if kind == "input":
            return Line(self.number, kind, shape=self._shape())
        if kind == "dropout":
            return Line(self.number, kind, rate=self._rate())
        said = self._settings(kind)
        filters, groups = said.pop("filters", (0, 0)), said.pop("groups", (1, 1))
        flags = {"bias": "nobias" not in said, "ceil": "ceil" in said, "same": "same" in said}
        sizes = {name: pair for name, pair in said.items() if name not in _WORDS}
        return Line(self.number, kind, sizes, (), filters[0], groups[0], **flags)

    def wrong(self, what: str) -> ArchitectureError:
        return ArchitectureError(f"line {self.number}: {what}")

    def _kind(self, word: str) -> str:
        name = word.replace("_", "")
        if name in KINDS:
            return KINDS[name]
        near = next(iter(_near(name)), None)
        hint = f'did you mean "{near}"?' if near else f"there are {', '.join(_names())}"
        raise self.wrong(f'no layer is called "{word}"; {hint}')

    def _shape(self) -> tuple[int, ...]:
        numbers = [number for word in self.words for number in word.split("x")]
        if len(numbers) not in (1, 3) or not all(number.isdecimal() for number in numbers):
            raise self.wrong("an input is channels x rows x columns, such as input 3x32x32")
        return tuple(self._whole(number, "a size of the input") for number in numbers)

    def _rate(self) -> float:
        words = [word for word in self.words if word not in ("rate", "p")]
        if not words:
            return 0.5
        try:
            rate = float(words[0])
        except ValueError:
            rate = -1.0
        if len(words) > 1 or not 0 <= rate < 1:
            raise self.wrong("dropout takes one rate from 0 to below 1, such as dropout 0.5")
        return rate

    def _settings(self, kind: str) -> dict[str, Pair]:
        """Each setting by its name; a number without a name is the first that is still open."""
        allowed = _MAY_HAVE.get(kind, ())
        said: dict[str, Pair] = {}
        while self.words:
            name, word = self._next(kind, [name for name in allowed if name not in said])
            if name in said:
                raise self.wrong(f"{name} is said twice")
            said[name] = self._pair(name, word) if word else (1, 1)
        return said

    def _next(self, kind: str, still: list[str]) -> tuple[str, str]:
        word = self.words.pop(0)
        if word[0].isdigit():
            name = "window" if "x" in word and "window" in still else next(iter(still), "")
            if not name:
                raise self.wrong(f"{kind} does not know what to do with {word}")
            return name, word
        name = _SETTINGS.get(word, word)
        if name == "padding" and self.words[:1] in (["same"], ["valid"]):
            name = self.words.pop(0)
        if name in ("same", "valid") and "padding" in _MAY_HAVE.get(kind, ()):
            return name, ""
        if (kind in ("conv", "fc") and name == "nobias") or (name == "ceil" and "pool" in kind):
            return name, ""
        allowed = _MAY_HAVE.get(kind, ())
        if name not in allowed:
            knows = f"it has {', '.join(allowed)}" if allowed else "it has no settings"
            raise self.wrong(f'{kind} has no "{word}"; {knows}')
        if not self.words:
            raise self.wrong(f"{name} needs a number")
        return name, self.words.pop(0)

    def _pair(self, name: str, word: str) -> Pair:
        parts = word.split("x")
        if len(parts) > 2:
            raise self.wrong(f"{name} is one number or two, such as 3x3, not {word}")
        least = 0 if name == "padding" else 1
        first, *rest = [self._whole(part, name, least) for part in parts]
        return first, rest[0] if rest else first

    def _whole(self, word: str, name: str, least: int = 1) -> int:
        if not word.isdecimal() or not least <= int(word[:9]) <= MOST or len(word) > 9:
            raise self.wrong(f"{name} must be a whole number from {least} to {MOST:,}, not {word}")
        return int(word)


def _names() -> list[str]:
    return list(dict.fromkeys(KINDS.values()))


def _near(word: str) -> list[str]:
    return difflib.get_close_matches(word, KINDS, n=1, cutoff=0.6)
