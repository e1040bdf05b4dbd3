"""Registers a component by its folder, and packs the arrays that it draws."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from vizcore.serve import script_address

_TYPES = {
    "float64": "f8",
    "float32": "f4",
    "int32": "i4",
    "int16": "i2",
    "uint16": "u2",
    "uint8": "u1",
}


def load(name: str) -> ComponentRenderer:
    """Register the component whose html, css and js lie in assets/components/`name`.

    Streamlit sends two lines with every message; the files come over HTTP, once for all components.
    """
    return st.components.v2.component(
        f"convscope_{name}",
        js=f'const {{ load }} = await import(new URL("{script_address()}", document.baseURI));\n'
        f'export default await load("{name}");\n',
    )


def pack(meta: Mapping[str, Any], **arrays: np.ndarray) -> bytes:
    """One blob of bytes for a component: settings as JSON, arrays as they lie in memory.

    assets/components/core/payload.js reads it. Arrays are float64, float32, int32, int16, uint16
    or uint8.
    """
    contiguous = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    listing = [
        {"name": name, "type": _TYPES[str(array.dtype)], "shape": array.shape}
        for name, array in contiguous.items()
    ]
    header = json.dumps({"meta": meta, "arrays": listing}).encode()
    parts = [_aligned(len(header).to_bytes(4, "little") + header)]
    parts += [_aligned(array.tobytes()) for array in contiguous.values()]
    return b"".join(parts)


def _aligned(data: bytes) -> bytes:
    return data + bytes(-len(data) % 8)


def three_axes(array: np.ndarray) -> np.ndarray:
    """(h, w) as (h, w, 1); (h, w, c) as it is."""
    return array[..., None] if array.ndim == 2 else array
