"""Tables of numbers as people type and paste them, and as the address holds them."""

import re
from fractions import Fraction

import numpy as np
from jaxtyping import Float64, Num

from vizcore.errors import NumberError, ShapeError

#: Rows and columns of a typed table, at most, unless a caller has more room.
MAX_SIDE = 31

_MAX_CHARACTERS = 100_000
_DECIMAL = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_NUMBER = re.compile(rf"({_DECIMAL})(?:/({_DECIMAL}))?")
_LOOKALIKES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "{": "[", "}": "]"})


def parse_matrix(text: str, *, max_side: int = MAX_SIDE) -> Float64[np.ndarray, "rows columns"]:
    r"""Read a table of numbers from text.

    Rows end at a new line or a semicolon; numbers are set apart by spaces, commas or tabs and may
    be fractions. Nested brackets are read as well, so what NumPy, PyTorch or a Python list prints
    can be pasted.

    Parameters
    ----------
    text : str
    max_side : int
        Rows and columns at most.

    Raises
    ------
    ShapeError
        If there is no number, the rows differ in length or a side is longer than `max_side`.
    NumberError
        If something is not a finite number. Both name the row.

    Examples
    --------
    >>> parse_matrix("0 -1 0; -1 5 -1; 0 -1 0").tolist()
    [[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]
    >>> parse_matrix("array([[1/4, 1/2, 1/4]])").tolist()
    [[0.25, 0.5, 0.25]]
    >>> parse_matrix("1 2 3\n4 5")
    Traceback (most recent call last):
    vizcore.errors.ShapeError: row 2 has 2 numbers and row 1 has 3: make all rows equally long
    """
    if len(text) > _MAX_CHARACTERS:
        raise ShapeError(f"the text has {len(text):,} characters, too many for a table of numbers")
    numbered = _rows(text.translate(_LOOKALIKES))
    if not numbered:
        raise ShapeError("there is no number yet: type rows such as 0 1 0")
    _check_sides(numbered, max_side)
    return np.array([[_number(cell, place) for cell in cells] for place, cells in numbered])


def matrix_text(values: Num[np.ndarray, "rows columns"]) -> str:
    """Write a table on one line so that `parse_matrix` reads it back exactly; 1/9 stays a fraction.

    Examples
    --------
    >>> matrix_text(np.array([[0, -1.5], [1 / 9, 2]]))
    '0 -1.5; 1/9 2'
    """
    return "; ".join(" ".join(number_text(float(value)) for value in row) for row in values)


def number_text(value: float | int) -> str:
    """The shortest text of a number that is exactly it: digits, or a fraction.

    >>> number_text(0.5), number_text(1 / 49), number_text(3.0)
    ('0.5', '1/49', '3')
    """
    plain = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
    fraction = Fraction(value).limit_denominator(1000)
    short = f"{fraction.numerator}/{fraction.denominator}"
    same = fraction.numerator / fraction.denominator == value
    return short if same and len(short) < len(plain) else plain


def _rows(text: str) -> list[tuple[str, list[str]]]:
    """The cells of each row that has any, with the name a message can use for its place."""
    text = re.sub(r"[ \t]*/[ \t]*", "/", text)
    if "[" in text:
        if text.count("[") != text.count("]"):
            raise ShapeError(
                f"there are {text.count('[')} opening and {text.count(']')} closing brackets: "
                f"close every one, or leave them all out"
            )
        parts = re.findall(r"\[([^\[\]]*)\]", text)
    else:
        parts = re.split(r"[\n;]", text)
    rows = [re.split(r"[\s,;]+", part.strip(" \t\r\n,;")) for part in parts]
    return [(f"row {i}", row) for i, row in enumerate((r for r in rows if r != [""]), 1)]


def _check_sides(numbered: list[tuple[str, list[str]]], max_side: int) -> None:
    first, width = numbered[0][0], len(numbered[0][1])
    for place, cells in numbered:
        if len(cells) != width:
            raise ShapeError(
                f"{place} has {len(cells)} number{'' if len(cells) == 1 else 's'} "
                f"and {first} has {width}: "
                f"make all rows equally long"
            )
    if max(len(numbered), width) > max_side:
        raise ShapeError(
            f"the table has {len(numbered)} rows and {width} columns; "
            f"{max_side} x {max_side} is the largest"
        )


def _number(cell: str, place: str) -> float:
    match = _NUMBER.fullmatch(cell)
    if match is None:
        raise NumberError(f"{place}: {cell[:20]!r} is not a number; write 2, -0.5 or 1/9")
    above, below = float(match[1]), float(match[2] or 1)
    if below == 0:
        raise NumberError(f"{place}: {cell[:20]!r} divides by zero; write a fraction such as 1/9")
    if not np.isfinite(value := above / below):
        raise NumberError(f"{place}: {cell[:20]!r} is too large; numbers must be finite")
    return value
