"""The face of assets/components/gallery: small pictures to choose one from."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import streamlit as st

from pages.ui.components.load import load
from pages.ui.components.store import keep_arrays

_gallery = load("gallery")


class Named(TypedDict):
    """A tile without its picture."""

    name: str
    title: str


class Payload(TypedDict):
    """What the component is sent; assets/components/gallery/types.d.ts is its twin."""

    tiles: list[Named]
    label: str
    chosen: str | None
    width: int
    pictures: str


@dataclass(frozen=True, eq=False)
class Tile:
    """One picture of a gallery: the name reported, the words below, a small JPEG or PNG file."""

    name: str
    title: str
    file: bytes


def gallery(
    tiles: Sequence[Tile],
    *,
    key: str,
    label: str,
    chosen: str | None,
    on_choose: Callable[[str], None],
    width: int = 96,
) -> None:
    """Show tiles, as many in a row as fit; a click calls `on_choose` before the next run.

    Parameters
    ----------
    tiles : sequence of Tile
    key : str
        Key of the component.
    label : str
        Says what is chosen, for those who cannot see it.
    chosen : str, optional
        Name of the tile that is marked.
    on_choose : callable
        Takes the name of a tile.
    width : int
        Least width of a tile in pixels.
    """
    names = {tile.name for tile in tiles}
    digest = _digest(tiles)
    files = {str(i): np.frombuffer(tile.file, np.uint8) for i, tile in enumerate(tiles)}
    keep_arrays(digest, {}, files, key=f"{key}_tiles")
    payload: Payload = {
        "tiles": [{"name": tile.name, "title": tile.title} for tile in tiles],
        "label": label,
        "chosen": chosen,
        "width": width,
        "pictures": digest,
    }

    def choose() -> None:
        name = _chosen(st.session_state.get(key))
        if name in names:
            on_choose(name)

    _gallery(key=key, data=payload, on_chosen_change=choose)


def _digest(tiles: Sequence[Tile]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for tile in tiles:
        digest.update(f"{tile.name}|{tile.title}|".encode() + tile.file)
    return digest.hexdigest()


def _chosen(state: Any) -> str:
    name = state.get("chosen") if isinstance(state, Mapping) else None
    return name if isinstance(name, str) else ""
