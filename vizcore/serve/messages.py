"""What the browser and the live route say to each other, as bytes; numbers are little endian.

A frame is 8 bytes and a picture: its number (4 bytes), which of `LAYERS` is on screen (1), whether
its exact numbers are wanted (1), two bytes that are 0; then 32x32 pixels of red, green and blue.

An answer is a head of 24 bytes (`_HEAD`), the classes' probabilities as float32, and the layer:
either exact, as float32, or in steps: the scale of each map as float32, the steps of all maps as
bytes, and for each map the step that means 0 (`vizcore.serve.quantising`).
"""

import struct
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float32

from vizcore.architecture import ARCHITECTURES
from vizcore.errors import ConvScopeError
from vizcore.images.crop import NETWORK_SIDE
from vizcore.serve.quantising import quantise

PIXELS = NETWORK_SIDE * NETWORK_SIDE * 3
_FRAME = struct.Struct("<IBBH")
#: Number, layer, exact, maps, rows, columns, classes; milliseconds that the frame waited and that
#: the pass took, and how many frames were in it.
_HEAD = struct.Struct("<IBBHHHHffH")
_TRANSPARENT = ("dropout", "flatten")  # what changes no number outside training


def _layers() -> dict[str, tuple[int, ...]]:
    rows = ARCHITECTURES["minivgg"].rows
    shown = {row.name: row.shape for row in rows if row.kind not in _TRANSPARENT}
    return shown | {"softmax": rows[-1].shape}


#: What can be on screen: the shape of each layer's output for one picture, by its name, in order.
LAYERS = _layers()
_NAMES = tuple(LAYERS)


@dataclass(frozen=True)
class Frame:
    """A picture on its way, and what is looked at."""

    number: int
    layer: str
    exact: bool
    pixels: bytes

    @property
    def picture(self) -> np.ndarray:
        """(32, 32, 3) uint8 array."""
        shape = NETWORK_SIDE, NETWORK_SIDE, 3
        return np.frombuffer(self.pixels, np.uint8).reshape(shape)


@dataclass(frozen=True)
class Times:
    """How long an answer took: milliseconds, and frames in the same pass."""

    waited: float
    took: float
    together: int


def read_frame(data: bytes) -> Frame:
    """A frame as the browser sent it.

    Raises
    ------
    ConvScopeError
        If it is no frame; the message says what is wrong.

    Examples
    --------
    >>> read_frame(bytes([7, 0, 0, 0, 3, 0, 0, 0]) + bytes(PIXELS)).layer
    'conv2'
    >>> read_frame(b"a")
    Traceback (most recent call last):
    vizcore.errors.ConvScopeError: a frame has 3080 bytes, not 1
    """
    expected = _FRAME.size + PIXELS
    if len(data) != expected:
        raise ConvScopeError(f"a frame has {expected} bytes, not {len(data)}")
    number, layer, exact, _ = _FRAME.unpack_from(data)
    if layer >= len(_NAMES):
        raise ConvScopeError(f"there are layers 0 to {len(_NAMES) - 1}, not {layer}")
    return Frame(number, _NAMES[layer], bool(exact), data[_FRAME.size :])


def answer(
    frame: Frame,
    probabilities: Float32[np.ndarray, " classes"],
    maps: Float32[np.ndarray, "maps rows columns"],
    times: Times,
) -> bytes:
    """What is sent back for a frame."""
    head = _HEAD.pack(
        frame.number,
        _NAMES.index(frame.layer),
        frame.exact,
        *maps.shape,
        len(probabilities),
        times.waited,
        times.took,
        times.together,
    )
    if frame.exact:
        return b"".join((head, probabilities.tobytes(), maps.tobytes()))
    found = quantise(maps)
    parts = (head, probabilities, found.scale, found.steps, found.zero)
    return b"".join(part if isinstance(part, bytes) else part.tobytes() for part in parts)


def frame_bytes(frame: Frame) -> bytes:
    """A frame as the browser sends it; for clients that are no browser.

    >>> frame = Frame(7, "conv2", False, bytes(PIXELS))
    >>> read_frame(frame_bytes(frame)) == frame
    True
    """
    head = _FRAME.pack(frame.number, _NAMES.index(frame.layer), frame.exact, 0)
    return head + frame.pixels
