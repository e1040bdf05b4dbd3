"""What a worker says to the server: JSON, and beside it numbers as bytes."""

import json
import struct
from asyncio import StreamReader
from typing import Any, BinaryIO

import numpy as np
from jaxtyping import Shaped

_HEAD = struct.Struct("<II")  # bytes of the JSON, bytes of what follows it


def send(stream: BinaryIO, message: dict[str, Any], blob: bytes = b"") -> None:
    """Write one message."""
    text = json.dumps(message).encode()
    stream.write(_HEAD.pack(len(text), len(blob)) + text + blob)
    stream.flush()


async def receive(stream: StreamReader) -> tuple[dict[str, Any], bytes]:
    """Read one message; `asyncio.IncompleteReadError` where the other side has ended."""
    text, blob = _HEAD.unpack(await stream.readexactly(_HEAD.size))
    return json.loads(await stream.readexactly(text)), await stream.readexactly(blob)


def quantised(values: Shaped[np.ndarray, "*shape"]) -> tuple[dict[str, Any], bytes]:
    """Numbers as one signed byte each, with the size that 127 stands for.

    >>> facts, blob = quantised(np.array([[0.5, -1.0]]))
    >>> facts["limit"], facts["shape"], np.frombuffer(blob, np.int8).tolist()
    (1.0, [1, 2], [64, -127])
    """
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    limit = float(np.abs(finite).max()) if finite.size else 0.0
    scaled = np.rint(finite * (127 / limit)) if limit > 0 else np.zeros_like(finite)
    facts = {"shape": list(values.shape), "limit": limit}
    return facts, scaled.astype(np.int8).tobytes()
