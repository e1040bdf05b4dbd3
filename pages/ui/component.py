"""Loads a component's plain files from assets/components/ and packs the arrays it draws."""

import base64
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from vizcore.locations import ASSETS

_IMPORT = re.compile(r'(from\s*)"(\.[^"]+\.js)"')
_TYPES = {"float64": "f8", "float32": "f4", "int32": "i4", "uint8": "u1"}


def load(name: str) -> ComponentRenderer:
    """Register the component whose html, css and js lie in assets/components/`name`."""
    folder = ASSETS / "components" / name
    return st.components.v2.component(
        f"convscope_{name}",
        html=(folder / "component.html").read_text(encoding="utf-8"),
        css=(folder / "component.css").read_text(encoding="utf-8"),
        js=bundle(folder / "component.js"),
    )


def bundle(module: Path) -> str:
    """The text of an ES module with its relative imports replaced by data URLs.

    Streamlit hands the text of a component to the browser, where a relative import has nothing to
    be relative to. The files on disk stay as they are, so that Node can test them.
    """

    def inline(match: re.Match[str]) -> str:
        text = bundle((module.parent / match[2]).resolve())
        return f'{match[1]}"data:text/javascript;base64,{base64.b64encode(text.encode()).decode()}"'

    return _IMPORT.sub(inline, module.read_text(encoding="utf-8"))


def pack(meta: Mapping[str, Any], **arrays: np.ndarray) -> bytes:
    """One blob of bytes for a component: settings as JSON, arrays as they lie in memory.

    assets/components/shared/payload.js reads it. Arrays are float64, float32, int32 or uint8.
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
