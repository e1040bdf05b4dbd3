"""Tables of numbers as people type and paste them, and as the address holds them."""

import math
import re
from fractions import Fraction
from typing import Any

import numpy as np
from jaxtyping import Float64, Num

from vizcore.errors import NumberError, ShapeError
from vizcore.text import many

#: Rows and columns of a typed table, at most, unless a caller has more room.
MAX_SIDE = 31
#: Furthest from 0 that a number may be: products and sums of such numbers stay finite.
LARGEST = 1e30

_MAX_CHARACTERS = 100_000
_WHOLE = 1e6  # numerators that are still read more easily than a decimal number
_DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_FRACTION = rf"{_DECIMAL}(?:/{_DECIMAL})?"
_WITH_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+(?:[eE][+-]?[0-9]+)?")
_ONE_TABLE = re.compile(
    rf"[\s,;]*(?:({_FRACTION}) *(?:\*\s*)?)?(\[.*\])\s*(?:([*/])\s*({_FRACTION}))?[\s,;.]*",
    re.DOTALL,
)
_SET_APART = re.compile(r"[^\s;] +[^\s;]|&|,[^0-9]|,[^;\n]*,")  # by more than semicolons
_LOOKALIKES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u00a0\u2009\u202f", " ")
    | {"\u00b7": "*", "\u00d7": "*", "\u22c5": "*", "\u2044": "/", "\ufeff": ""}
)
_LATEX = (
    (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r" \1/\2 "),
    (r"\\begin\s*\{array\}\s*\{[^{}]*\}|\\begin\s*\{\w*matrix\}", "["),
    (r"\\end\s*\{\w+\}", "]"),
    (r"\\(?:cdot|times)\b", "*"),
    (r"\\(?:left|right)\S|\\[,;!\[\]]|\$", " "),
)
_PROGRAMS = (
    (r"^\s*[A-Za-z]\w*\s*=", ""),  # K = ...
    (r"\b(?:[a-z]+\.)?(?:array|matrix|tensor|Tensor|constant|float32|float64)\s*(?=\()", ""),
    (r",\s*(?:dtype|device|requires_grad|grad_fn)\s*=[^,()\[\]]*", ""),
    (rf"(?<![\w.)\]])\(\s*({_FRACTION})\s*\)", r"\1"),  # (1/16)
)


def parse_matrix(text: str, *, max_side: int = MAX_SIDE) -> Float64[np.ndarray, "rows columns"]:
    r"""Read a table of numbers from text.

    Rows end at a new line or a semicolon, numbers are set apart by blanks or commas and may be
    fractions. What NumPy, PyTorch, Python, MATLAB, Mathematica, LaTeX, a spreadsheet or a CSV file
    writes can be pasted, with a factor before it or after it. What could mean two things is
    refused.

    Parameters
    ----------
    text : str
    max_side : int
        Rows and columns at most.

    Raises
    ------
    ShapeError
        If there is no number, a cell is empty, the rows differ in length, a side is longer than
        `max_side`, or it is not one table.
    NumberError
        If something is not a number, is one or two, or is further from 0 than `LARGEST`. Both
        errors name the row.

    Examples
    --------
    >>> parse_matrix("0 -1 0; -1 5 -1; 0 -1 0").tolist()
    [[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]
    >>> parse_matrix("1/16 * np.array([[1, 2], [2, 4]])").tolist()
    [[0.0625, 0.125], [0.125, 0.25]]
    >>> parse_matrix(r"\frac{1}{4}\begin{pmatrix} 1 & 2 \\ 2 & 4 \end{pmatrix}").tolist()
    [[0.25, 0.5], [0.5, 1.0]]

    **Tabs** set cells apart, and nothing else does then. On several lines without blanks
    **semicolons** do the same; elsewhere they end rows:

    >>> parse_matrix("1\t2\n3\t4").tolist() == parse_matrix("1;2\n3;4").tolist()
    True
    >>> parse_matrix("1; 2; 3").shape
    (3, 1)

    A **comma** sets numbers apart in brackets, beside a blank, in a row of three and more, and
    where decimals have points. It is a decimal comma where each stands between digits and tabs,
    blanks or semicolons set the numbers apart:

    >>> parse_matrix("1,2,3").tolist(), parse_matrix("0.5,1").tolist()
    ([[1.0, 2.0, 3.0]], [[0.5, 1.0]])
    >>> parse_matrix("0,5 0,5; 0,5 0,5").tolist(), parse_matrix("0,5;1\n1,5;2").tolist()
    ([[0.5, 0.5], [0.5, 0.5]], [[0.5, 1.0], [1.5, 2.0]])
    >>> parse_matrix("1,2;3,4")
    Traceback (most recent call last):
    vizcore.errors.NumberError: row 1: '1,2' is one number or two: write 1.2 for one, 1 2 for two

    What is missing is not guessed:

    >>> parse_matrix("1 2 3\n4 5")
    Traceback (most recent call last):
    vizcore.errors.ShapeError: row 2 has 2 numbers and row 1 has 3: make all rows equally long
    >>> parse_matrix("1,,3")
    Traceback (most recent call last):
    vizcore.errors.ShapeError: row 1, column 2 is empty: write 0 where there is nothing
    >>> parse_matrix("0.5 x")
    Traceback (most recent call last):
    vizcore.errors.NumberError: row 1, column 2: 'x' is not a number; write 2, -0.5 or 1/9
    """
    if len(text) > _MAX_CHARACTERS:
        raise ShapeError(f"the text has {len(text):,} characters, too many for a table of numbers")
    factor, rows, bracketed = _rows(_in_brackets(text))
    if not rows:
        raise ShapeError("there is no number yet: type rows such as 0 1 0")
    cells = _cells(rows, bracketed=bracketed)
    _check_sides(cells, max_side)
    return np.array(
        [
            [_number(cell, factor, f"row {i}, column {j}") for j, cell in enumerate(row, 1)]
            for i, row in enumerate(cells, 1)
        ]
    )


def matrix_text(values: Num[np.ndarray, "rows columns"]) -> str:
    """Write a table on one line so that `parse_matrix` reads it back exactly; 1/9 stays a fraction.

    Examples
    --------
    >>> matrix_text(np.array([[0, -1.5], [1 / 9, 2]]))
    '0 -1.5; 1/9 2'
    """
    return "; ".join(" ".join(number_text(float(value)) for value in row) for row in values)


def factored_text(values: Num[np.ndarray, "rows columns"]) -> str:
    """As `matrix_text`, but a common factor stands once, in front; one row a line.

    Examples
    --------
    >>> print(factored_text(np.array([[1, 2], [2, 4]]) / 9))
    1/9 * [1 2
    2 4]
    >>> factored_text(np.array([[1 / 3, 1 / 7]])), factored_text(np.array([[0.5, -3]]))
    ('1/21 * [7 3]', '0.5 -3')
    """
    text = matrix_text(values)
    over = common_divisor(values) if "/" in text else 1
    if over > 1:
        text = f"1/{over} * [{matrix_text(np.rint(values * over) + 0.0)}]"
    return text.replace("; ", "\n")


def common_divisor(values: Num[np.ndarray, "rows columns"]) -> int:
    """The least n up to 1000 of which all values are whole multiples of 1/n; 1 where there is none.

    Examples
    --------
    >>> common_divisor(np.array([[1, 4, 6]]) / 256), common_divisor(np.full((7, 7), 1 / 49))
    (256, 49)
    >>> common_divisor(np.array([[1.0, -2]])), common_divisor(np.array([[np.pi]]))
    (1, 1)
    """
    fractions = [Fraction(float(value)).limit_denominator(1000) for value in values.ravel()]
    over = math.lcm(*(fraction.denominator for fraction in fractions))
    exact = np.array([part.numerator / part.denominator for part in fractions])
    same = np.array_equal(exact, np.ravel(values)) and np.abs(exact).max() * over < _WHOLE
    return over if over <= 1000 and same else 1


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


def _in_brackets(text: str) -> str:
    """The text without what programs and LaTeX have around numbers; all brackets are square."""
    text = "\n".join(text.translate(_LOOKALIKES).splitlines())
    if "\\" in text:
        text = re.sub(r"\\\\(?:\[\w*\])?", ";", text.replace("{,}", "."))
        text = text.replace("\n", " ").replace("\t", " ")
        for pattern, plain in _LATEX:
            text = re.sub(pattern, plain, text)
    text = "/".join(part.strip(" ") for part in text.split("/"))
    for pattern, plain in _PROGRAMS:
        text = re.sub(pattern, plain, text)
    return text.translate(str.maketrans("(){}", "[][]"))


def _rows(text: str) -> tuple[tuple[float, float], list[str], bool]:
    """The factor as numerator and denominator, the text of each row, whether there are brackets."""
    if not re.search(r"[\[\]]", text):
        return (1.0, 1.0), _lines(text, bracketed=False), False
    if text.count("[") != text.count("]"):
        raise ShapeError(
            f"there are {text.count('[')} opening and {text.count(']')} closing brackets: "
            "give each its partner, or leave them all out"
        )
    found = _ONE_TABLE.fullmatch(text)
    if found is None:
        raise _outside(text[: text.find("[")].strip() or text[text.rfind("]") + 1 :])
    before, table, sign, after = found.groups()
    above, below = _fraction(before or "1", "the factor")
    more, less = _fraction(after or "1", "the factor")
    if sign == "/":
        more, less = less, more
    if less == 0:
        raise NumberError("the brackets are divided by zero: write a factor such as 1/9")
    rows = _bracketed_rows(table.replace("\t", " "), alone=bool(before or after))
    return (above * more, below * less), rows, True


def _bracketed_rows(text: str, *, alone: bool) -> list[str]:
    """Each innermost pair of brackets is a row; if there is but one, it has rows as in MATLAB."""
    group, depth = _groups(text), 0
    while len(group) == 1 and isinstance(group[0], list):
        group, depth = group[0], depth + 1
    if all(isinstance(item, str) for item in group):
        inside = "".join(group)
        inside = re.sub(r",\s*\n", ",", inside) if depth == 1 else inside.replace("\n", " ")
        return _lines(inside, bracketed=True)
    if words := [item for item in group if isinstance(item, str)]:
        raise _outside(words[0])
    rows = ["".join(row).replace("\n", " ").strip() for row in group if not _has_groups(row)]
    if len(rows) < len(group) or ";" in "".join(rows) or (alone and not depth):
        raise ShapeError("that is more than one table: write one, with a pair of brackets a row")
    return rows


def _groups(text: str) -> list[Any]:
    """What stands between brackets, as nested lists of text; separators alone are left out."""
    stack: list[list[Any]] = [[]]
    for part in re.findall(r"[\[\]]|[^\[\]]+", text):
        if part == "[":
            stack.append([])
            stack[-2].append(stack[-1])
        elif part == "]":
            stack.pop()
            if not stack:
                raise ShapeError("a bracket closes before it opens: turn it, or leave all out")
        elif part.strip(" \n,;"):
            stack[-1].append(part)
    return stack[0]


def _outside(text: str) -> ShapeError:
    return ShapeError(
        f"{text.strip()[:30]!r} stands outside the brackets: "
        "only a factor may, as in 1/16*[1 2; 2 4]"
    )


def _has_groups(group: list[Any]) -> bool:
    return any(isinstance(item, list) for item in group)


def _lines(text: str, *, bracketed: bool) -> list[str]:
    """The text of each row; `&` stands where a mark sets cells apart whatever else there is."""
    lines = [line.strip(" ").removesuffix(";") for line in text.split("\n") if line.strip(" ;")]
    if not bracketed:
        lines = [line.replace("\t", "&") for line in lines]
        if len(lines) > 1 and not _SET_APART.search("\n".join(lines)):
            return [line.replace(";", "&") for line in lines]
    return [row.strip(" ") for line in lines for row in line.split(";")]


def _cells(rows: list[str], *, bracketed: bool) -> list[list[str]]:
    """The numbers of each row as text, with decimal points."""
    text, words = "\n".join(rows), [row.split() or [""] for row in rows]
    if "&" not in text and "," not in text:
        return words
    if "&" in text:
        cells = [[_squeezed(cell) for cell in row.split("&")] for row in rows]
        return cells if "." in text else [[_with_point(cell) for cell in row] for row in cells]
    decimal = all("," not in word or _WITH_COMMA.fullmatch(word) for row in words for word in row)
    if not decimal or bracketed or "." in text:
        return [_between_commas(row, bracketed) for row in rows]
    if all(len(row) == 1 for row in words):
        place, word = next((i, row[0]) for i, row in enumerate(words, 1) if "," in row[0])
        raise NumberError(
            f"row {place}: {word[:30]!r} is one number or two: "
            f"write {_with_point(word)[:30]} for one, {word.replace(',', ' ')[:30]} for two"
        )
    return [[_with_point(word) for word in row] for row in words]


def _between_commas(row: str, bracketed: bool) -> list[str]:
    cells = [_squeezed(cell) for cell in row.split(",")]
    if any(re.search(r"[0-9.] +[-+.0-9]", cell) for cell in cells):
        raise ShapeError("some numbers are set apart by commas and some by blanks: use one")
    return cells[:-1] if bracketed and len(cells) > 1 and not cells[-1] else cells


def _squeezed(cell: str) -> str:
    return cell.strip().replace("- ", "-")


def _with_point(cell: str) -> str:
    return cell.replace(",", ".") if _WITH_COMMA.fullmatch(cell) else cell


def _check_sides(cells: list[list[str]], max_side: int) -> None:
    width = len(cells[0])
    for i, row in enumerate(cells, 1):
        if "" in row:
            raise ShapeError(
                f"row {i}, column {row.index('') + 1} is empty: write 0 where there is nothing"
            )
        if len(row) != width:
            raise ShapeError(
                f"row {i} has {many(len(row), 'number')} and row 1 has {width}: "
                "make all rows equally long"
            )
    if max(len(cells), width) > max_side:
        raise ShapeError(
            f"the table has {many(len(cells), 'row')} and {many(width, 'column')}; "
            f"{max_side} x {max_side} is the largest"
        )


def parse_number(text: str) -> float:
    """One number as a person writes it: 1.18, 1,18, 1e3, 2/3, −4.

    A comma is a decimal comma, unless three digits follow it: 1,180 may be either, and is refused.

    Raises
    ------
    NumberError
        If the text is no number, or is two; the message says what to write instead.

    Examples
    --------
    >>> parse_number("1,18"), parse_number("1e3"), parse_number(" −2/4 ")
    (1.18, 1000.0, -0.5)
    >>> parse_number("1,180")
    Traceback (most recent call last):
    vizcore.errors.NumberError: '1,180' is 1180 or 1.18: write one of the two
    """
    plain = "".join(text.split()).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3},\d{3}", plain):
        whole, point = plain.replace(",", ""), f"{float(plain.replace(',', '.')):g}"
        raise NumberError(f"{plain!r} is {whole} or {point}: write one of the two")
    if re.fullmatch(r"-?\d*,\d+", plain):
        plain = plain.replace(",", ".")
    if re.fullmatch(_FRACTION, plain) is None:
        raise NumberError(
            f"{text.strip()[:30]!r} is not a number: write one such as 12, 0.5 or 2/3"
        )
    above, below = _fraction(plain, "the answer")
    if not abs(value := above / below) <= LARGEST:
        raise NumberError(f"{text.strip()[:30]!r} is too large; write at most {LARGEST:g}")
    return value


def _number(cell: str, factor: tuple[float, float], place: str) -> float:
    above, below = _fraction(cell, place)
    above, below = above * factor[0], below * factor[1]  # then divide: 3 of 1/9 is exactly 1/3
    if below == 0 or not abs(value := above / below) <= LARGEST:
        raise NumberError(f"{place}: {cell[:30]!r} is too large; write at most {LARGEST:g}")
    return value


def _fraction(text: str, place: str) -> tuple[float, float]:
    """Numerator and denominator of a number."""
    if re.fullmatch(_FRACTION, text) is None:
        instead = "1/16*[1 2; 2 4] for a factor" if "*" in text else "2, -0.5 or 1/9"
        raise NumberError(f"{place}: {text[:30]!r} is not a number; write {instead}")
    above, _, below = text.partition("/")
    if below and float(below) == 0:
        raise NumberError(f"{place}: {text[:30]!r} divides by zero; write a fraction such as 1/9")
    return float(above), float(below or 1)
