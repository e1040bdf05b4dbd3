"""The face of assets/components/store: a large array that other components name, sent once."""

from collections.abc import Mapping
from typing import Any, TypedDict

import numpy as np

from pages.ui.components.load import load, pack

_store = load("store")


class Payload(TypedDict):
    """What the component is sent; assets/components/store/types.d.ts is its twin."""

    name: str
    single: str
    facts: Mapping[str, Any]


def keep_array(name: str, array: np.ndarray, *, key: str) -> None:
    """Send `array` to the browser, which keeps it under `name` for the components that ask for it.

    The message is the same as long as the array is. Streamlit knows that the browser has it, and
    sends a reference of a few bytes.

    Parameters
    ----------
    name : str
        The same as long as the array is.
    array : array
    key : str
        Of the component.
    """
    payload: Payload = {"name": name, "single": "array", "facts": {}}
    _store(key=f"kept-{key}", data=pack(payload, array=array))


def keep_arrays(
    name: str, facts: Mapping[str, Any], arrays: Mapping[str, np.ndarray], *, key: str
) -> None:
    """The same for several arrays with facts about them: `{meta, arrays}` in the browser."""
    keep(packed(name, facts, arrays), key=key)


def packed(name: str, facts: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """What `keep_arrays` sends, for whoever sends it more than once and packs it once."""
    payload: Payload = {"name": name, "single": "", "facts": facts}
    return pack(payload, **arrays)


def keep(data: bytes, *, key: str) -> None:
    """Send what `packed` has packed."""
    _store(key=f"kept-{key}", data=data)
