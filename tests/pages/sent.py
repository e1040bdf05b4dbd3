"""What a page sends to its components, read as assets/components/shared/payload.js reads it."""

import json
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest


def unpack(blob: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Settings and arrays of one packed blob."""
    length = int.from_bytes(blob[:4], "little")
    header = json.loads(blob[4 : 4 + length])
    offset, arrays = -(-(4 + length) // 8) * 8, {}
    for entry in header["arrays"]:
        dtype = np.dtype(f"<{entry['type']}")
        count = int(np.prod(entry["shape"]))
        arrays[entry["name"]] = np.frombuffer(blob, dtype, count, offset).reshape(entry["shape"])
        offset += -(-count * dtype.itemsize // 8) * 8
    return header["meta"], arrays


def player_data(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Settings and arrays of the one step player on the page."""
    sent = [element.proto for element in app.get("bidi_component")]
    (player,) = [proto for proto in sent if proto.component_name == "convscope_player"]
    return unpack(player.bytes)
