"""What a page sends to its components, read as assets/components/core/payload.js reads it."""

import json
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
from streamlit.testing.v1 import AppTest

Sent = tuple[dict[str, Any], dict[str, np.ndarray]]


def unpack(blob: bytes) -> Sent:
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


def protos(app: AppTest, component: str) -> list[Any]:
    """The messages to every component of a kind."""
    sent = [element.proto for element in app.get("bidi_component")]
    return [proto for proto in sent if proto.component_name == f"convscope_{component}"]


def sent_to(app: AppTest, component: str) -> Sent:
    """Settings and arrays of the only component of a kind on the page."""
    (proto,) = protos(app, component)
    return unpack(proto.bytes)


def player_data(app: AppTest) -> Sent:
    """Settings and arrays of the one step player on the page."""
    return sent_to(app, "player")


def kept(app: AppTest) -> dict[str, Sent]:
    """What was sent once under a name: the one array as "array", or several with their facts."""
    found = [unpack(proto.bytes) for proto in protos(app, "store")]
    return {meta["name"]: (meta["facts"], arrays) for meta, arrays in found}


def address(app: AppTest) -> dict[str, str]:
    """The server's own parameters of the address as the last run told them."""
    told = [json.loads(proto.json) for proto in protos(app, "place")]
    return dict(parse_qsl(max(told, key=lambda news: news["run"])["query"]))


def left_to_browser(app: AppTest) -> list[str]:
    """Names of the parameters that the browser alone reads and writes."""
    told = [json.loads(proto.json) for proto in protos(app, "place")]
    return max(told, key=lambda news: news["run"])["own"]


def sent_plain(app: AppTest, component: str) -> dict[str, Any]:
    """What the only component of a kind was sent as JSON."""
    (proto,) = protos(app, component)
    payload: dict[str, Any] = json.loads(proto.json)
    return payload
