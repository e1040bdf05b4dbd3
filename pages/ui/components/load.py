"""Loads a component's plain files from assets/components/ and packs the arrays it draws."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from vizcore.locations import ASSETS

_COMPONENTS = (ASSETS / "components").resolve()
_IMPORT = re.compile(r'(from\s*)"(\.[^"]+\.js)"')
_TYPES = {"float64": "f8", "float32": "f4", "int32": "i4", "uint8": "u1"}


def load(name: str) -> ComponentRenderer:
    """Register the component whose html, css and js lie in assets/components/`name`."""
    folder = _COMPONENTS / name
    return st.components.v2.component(
        f"convscope_{name}",
        html=(folder / "component.html").read_text(encoding="utf-8"),
        css=(folder / "component.css").read_text(encoding="utf-8"),
        js=bundle(folder / "component.js"),
    )


def bundle(module: Path) -> str:
    """The text of one ES module that stands for `module` and all that it imports.

    Streamlit hands the text of a component to the browser, where a relative import has nothing to
    be relative to. Each file is in the text once, as it is but for the names of its imports;
    assets/components/shared/loader.js makes modules of them.
    """
    modules: dict[str, str] = {}
    _collect(module.resolve(), modules)
    loader = (_COMPONENTS / "shared" / "loader.js").read_text(encoding="utf-8")
    return f"const MODULES = {json.dumps(list(modules.items()))};\n{loader}"


def _collect(module: Path, modules: dict[str, str]) -> str:
    """Add `module` to `modules`, after everything that it imports; returns its name there."""
    name = module.relative_to(_COMPONENTS).as_posix()
    if name not in modules:

        def linked(found: re.Match[str]) -> str:
            return f'{found[1]}"module:{_collect((module.parent / found[2]).resolve(), modules)}"'

        modules[name] = _IMPORT.sub(linked, module.read_text(encoding="utf-8"))
    return name


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


def three_axes(array: np.ndarray) -> np.ndarray:
    """(h, w) as (h, w, 1); (h, w, c) as it is."""
    return array[..., None] if array.ndim == 2 else array
