"""Numbers, plurals, tables and errors as words."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction


def number(value: float | int, digits: int = 4) -> str:
    """A number with at most `digits` significant digits and a true minus sign.

    >>> number(-1020.0), number(1 / 9), number(0.0), number(123456.0)
    ('−1020', '0.1111', '0', '123456')
    """
    text = f"{value:.0f}" if value == int(value) else f"{value:.{digits}g}"
    return text.replace("-", "−")


def compact(value: float | int, digits: int = 3) -> str:
    """A number in few digits, or a fraction where that is exact, the digits are not, and no longer.

    >>> compact(0.5), compact(1 / 9), compact(-2 / 3), compact(0.123456)
    ('0.5', '1/9', '−2/3', '0.123')
    """
    rounded = number(value, digits)
    if means(rounded, value):
        return rounded
    fraction = Fraction(value).limit_denominator(1000)
    text = f"{fraction.numerator}/{fraction.denominator}".replace("-", "−")
    exact = fraction.numerator / fraction.denominator == value and fraction.denominator > 1
    return text if exact and len(text) <= len(rounded) else rounded


def means(text: str, value: float | int) -> bool:
    """Whether a text such as 0.5, −12 or 1/3 means just this number and no rounded one.

    >>> means("1/3", 1 / 3), means("0.333", 1 / 3)
    (True, False)
    """
    above, _, below = text.replace("−", "-").partition("/")
    return bool(float(above) / float(below or 1) == value)


def fixed(value: float | int, decimals: int) -> str:
    """A number with fixed decimals and a true minus sign; what rounds to zero has no sign.

    >>> fixed(-1.23456, 3), fixed(-0.0001, 3), fixed(255.0, 0)
    ('−1.235', '0.000', '255')
    """
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace("-", "−")


def percent(share: float | int) -> str:
    """A share in percent: whole from 10 on, one digit below, and never a rounded 0 or 100.

    >>> percent(0.0), percent(0.0001), percent(0.034), percent(0.5), percent(0.9999), percent(1.0)
    ('0 %', 'below 0.1 %', '3.4 %', '50 %', 'above 99 %', '100 %')
    """
    if 0 < share < 0.001:
        return "below 0.1 %"
    if 0.99 < share < 1:
        return "above 99 %"
    return f"{100 * share:.1f} %" if 0 < share < 0.1 else f"{100 * share:.0f} %"


def many(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun.

    >>> many(1, "map"), many(3, "map"), many(2, "index", "indices")
    ('1 map', '3 maps', '2 indices')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def with_article(thing: object) -> str:
    """Something that begins with a number, after "a" or "an" as it is spoken.

    >>> [with_article(size) for size in ("3×3", "8×8", 11, 18, 80, "110", 1_800)]
    ['a 3×3', 'an 8×8', 'an 11', 'an 18', 'an 80', 'a 110', 'a 1800']
    """
    text = str(thing)
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    first = digits[: (len(digits) - 1) % 3 + 1]  # of its groups of three: the 11 of 11000
    return f"{'an' if first.startswith('8') or first in ('11', '18') else 'a'} {text}"


def sentence(error: Exception | str) -> str:
    """What an error says, as a sentence.

    >>> sentence(ValueError("a window of 5 does not fit on 2 cells"))
    'A window of 5 does not fit on 2 cells.'
    """
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def literal(text: str) -> str:
    r"""Text in Markdown that means no more than its letters.

    >>> print(literal("row 1: '*x*' is not a number"))
    row 1: '\*x\*' is not a number
    """
    return re.sub(r"([\\`*_{}\[\]<>$~&]|:(?=\w))", r"\\\1", text)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], align: str = "") -> str:
    """A table in Markdown; `align` has a letter a column, l or r; the rest is set left.

    >>> print(table(["Shift", "Stays"], [(0, "100 %"), (1, "8 %")], "rr"))
    | Shift | Stays |
    | --: | --: |
    | 0 | 100 % |
    | 1 | 8 % |
    """
    marks = [{"l": ":--", "r": "--:"}[letter] for letter in align.ljust(len(head), "l")]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (head, marks, *rows))
