"""What is on screen, to take away: pictures as PNG, tables as CSV, animations as GIF.

Pictures are saved in the light colours on white, whatever the theme: they are for paper.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import streamlit as st

from vizcore.images import encode_png

Rows = Callable[[], Iterable[Sequence[object]]]


def png_button(label: str, name: str, picture: Callable[[], np.ndarray], *, key: str) -> None:
    """Offer an (h, w) or (h, w, 3) uint8 array as `name`.png; it is computed when asked for."""
    _button(label, f"{name}.png", "image/png", lambda: encode_png(picture()), key)


def csv_button(label: str, name: str, header: Sequence[str], rows: Rows, *, key: str) -> None:
    """Offer a table as `name`.csv: comma-separated, full precision, UTF-8; `rows` gives it then."""
    _button(label, f"{name}.csv", "text/csv", lambda: csv_bytes(header, rows()), key)


def gif_button(label: str, name: str, gif: Callable[[], bytes], *, key: str) -> None:
    """Offer an animation as `name`.gif; it is drawn when asked for."""
    _button(label, f"{name}.gif", "image/gif", gif, key)


def file_button(path: Path, *, key: str) -> None:
    """Offer a file as it is, under its own name; it is read when asked for."""
    _button(path.name, path.name, "application/octet-stream", path.read_bytes, key)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""A table as CSV.

    >>> csv_bytes(["row", "value"], [(1, 0.5)])
    b'row,value\r\n1,0.5\r\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def _button(label: str, file: str, mime: str, data: Callable[[], bytes], key: str) -> None:
    st.download_button(
        label, data, file, mime, key=key, icon=":material/download:", on_click="ignore"
    )
