"""The face of assets/components/matrix: a grid of numbers to type into, paste into and resize."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import numpy as np
import streamlit as st

from pages.ui.components.load import load
from vizcore.errors import ConvScopeError
from vizcore.matrix_text import LARGEST, matrix_text, parse_matrix
from vizcore.text import sentence

_matrix = load("matrix")


class Payload(TypedDict):
    """What the component is sent; assets/components/matrix/types.d.ts is its twin."""

    values: list[list[float]]
    edit: float
    role: str
    label: str
    maxSize: int
    cell: int
    resizable: bool
    colours: str
    refusal: str


def matrix_editor(
    values: np.ndarray,
    *,
    key: str,
    role: Literal["input", "kernel"],
    label: str,
    max_size: int,
    cell: int = 44,
    resizable: bool = True,
    colours: Literal["signed", "grey"] = "signed",
    text_key: str | None = None,
) -> np.ndarray:
    """Show a matrix that a person can edit; returns the matrix as it is now.

    The caller owns the values: it keeps what it gets back and hands it in again in the next run.
    So a preset that replaces them wins over whatever was typed before.

    Parameters
    ----------
    values : array of shape (rows, columns)
    key : str
        Key of the component; its state `edited` is `{"values": rows, "edit": number of the edit}`
        or, with text that was pasted, `{"text": text, "edit": number}`.
    role : {"input", "kernel"}
        Gives the frame its colour. A kernel is resized around its centre, an input at its end.
    label : str
        Stands above the grid, beside its size.
    max_size : int
        Most rows and most columns that can be reached.
    cell : int
        Side of a cell in pixels where there is room; it shrinks as far as the numbers can be read.
    resizable : bool
        Whether rows and columns can be added and pasted text may bring its own size.
    colours : {"signed", "grey"}
        Blue to orange around zero, or black to white for 0 to 255.
    text_key : str, optional
        Key in `st.session_state` that an edit is written to as text, before the page runs again:
        the way to bind the matrix to a text widget and, with it, to the URL.

    Returns
    -------
    array of float64, shape (rows, columns)
    """
    pending, refused = f"{key}_pending", f"{key}_refused"
    now = np.asarray(st.session_state.pop(pending, values), dtype=np.float64)
    payload: Payload = {
        "values": now.tolist(),
        "edit": _edit_number(st.session_state.get(key)),
        "role": role,
        "label": label,
        "maxSize": max_size,
        "cell": cell,
        "resizable": resizable,
        "colours": colours,
        "refusal": st.session_state.pop(refused, ""),
    }
    shape = None if resizable else (now.shape[0], now.shape[1])

    def receive() -> None:
        state = st.session_state.get(key)
        edited = _edited_values(state, max_size)
        if edited is None:
            edited, refusal = _pasted(state, max_size, shape)
            st.session_state[refused] = refusal
        if edited is None:
            return
        if text_key is None:
            st.session_state[pending] = edited
        else:
            st.session_state[text_key] = matrix_text(edited)

    _matrix(key=key, data=payload, default={"edited": None}, on_edited_change=receive)
    return now


def _pasted(
    state: Any, max_size: int, shape: tuple[int, int] | None
) -> tuple[np.ndarray | None, str]:
    """What pasted text means, or a sentence that says why it means nothing here."""
    edited = state.get("edited") if isinstance(state, Mapping) else None
    text = edited.get("text") if isinstance(edited, Mapping) else None
    if not isinstance(text, str):
        return None, ""
    try:
        matrix = parse_matrix(text, max_side=max_size)
    except ConvScopeError as error:
        return None, sentence(error)
    if shape is not None and matrix.shape != shape:
        rows, columns = matrix.shape
        return None, f"That text is {rows} × {columns}; this grid is {shape[0]} × {shape[1]}."
    return matrix, ""


def _edit_number(state: Any) -> float:
    edited = state.get("edited") if isinstance(state, Mapping) else None
    number = edited.get("edit") if isinstance(edited, Mapping) else None
    return number if isinstance(number, int | float) else 0


def _edited_values(state: Any, max_size: int) -> np.ndarray | None:
    """The matrix in the component's state, or None where the browser sent something else."""
    edited = state.get("edited") if isinstance(state, Mapping) else None
    rows = edited.get("values") if isinstance(edited, Mapping) else None
    try:
        matrix = np.array(rows, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):  # JSON knows numbers of any length
        return None
    fits = matrix.ndim == 2 and min(matrix.shape) >= 1 and max(matrix.shape) <= max_size
    return matrix if fits and (np.abs(matrix) <= LARGEST).all() else None
