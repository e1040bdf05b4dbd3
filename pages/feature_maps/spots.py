"""What of the picture goes into the network, and which value of which layer is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import streamlit as st

from pages.feature_maps.code import Value
from pages.ui import place
from pages.ui.components.maps import Standing
from vizcore.images import square_in, to_network_input

if TYPE_CHECKING:
    from vizcore.nets import Layer

Layers: TypeAlias = "Sequence[Layer]"


class Crop(NamedTuple):
    """A square: its centre in shares of width and height, its side in shares of the shorter one."""

    x: float = 0.5
    y: float = 0.5
    side: float = 1.0

    def box(self, height: int, width: int) -> tuple[int, int, int]:
        """Top, left and side in whole pixels, inside a picture of height x width.

        >>> Crop().box(427, 640)
        (0, 107, 427)
        >>> Crop(1.0, 0.0, 0.5).box(80, 100)
        (0, 60, 40)
        """
        short = min(width, height)
        side = max(1, min(short, round(self.side * short)))
        return square_in((height, width), (int(self.y * height), int(self.x * width)), side)

    def cut(self, image: np.ndarray) -> np.ndarray:
        """What the network is given of `image`: (32, 32, 3) uint8."""
        return to_network_input(image, self.box(image.shape[0], image.shape[1]))

    def text(self) -> str:
        """As it stands in the address; three decimals cut out the very same square.

        >>> Crop(0.25, 0.5, 1).text()
        '0.25,0.5,1'
        """
        return ",".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in self)

    @classmethod
    def parse(cls, value: object) -> "Crop | None":
        """Read what the address or the browser sends; None for anything that is not a crop.

        >>> Crop.parse("0.3,0.5,0.8")
        Crop(x=0.3, y=0.5, side=0.8)
        >>> Crop.parse("0.3,nan,7") is None
        True
        """
        parts = value.split(",") if isinstance(value, str) else value
        try:
            numbers = [float(part) for part in parts]  # type: ignore[attr-defined]
        except (TypeError, ValueError):
            return None
        fits = len(numbers) == 3 and all(0 <= number <= 1 for number in numbers) and numbers[2] > 0
        return cls(*numbers) if fits else None


@dataclass(frozen=True)
class Spot:
    """One value of one layer."""

    layer: str
    channel: int
    row: int = 0
    column: int = 0

    def words(self, layers: Layers) -> str:
        """The same for people: "map 3, row 2, column 9 of `conv1`", "unit 7 of `fc1`"."""
        index = self.value(layers).index
        if len(index) == 1:
            return f"unit {self.channel} of `{self.layer}`"
        return f"map {self.channel}, row {self.row}, column {self.column} of `{self.layer}`"

    def value(self, layers: Layers) -> Value:
        """The same as the programs on the page name it."""
        names = [layer.name for layer in layers]
        shapes = {layer.name: layer.shape for layer in layers}
        index = (self.channel, self.row, self.column)[: len(shapes[self.layer])]
        return Value(self.layer, index, names[: names.index(self.layer) + 1])


def chosen_crop(key: str, picture: str) -> Crop:
    """The crop that was dragged on this picture, the one in the address, or the middle.

    `picture` is a digest.
    """
    memory = f"{key}_crop_of"
    sent = place.news(key, "crop")
    if place.arriving(memory):
        st.session_state[memory] = picture, Crop.parse(place.asked("crop")) or Crop()
    elif isinstance(sent, Mapping) and sent.get("picture") == picture:
        crop = Crop.parse(sent.get("crop"))
        if crop is not None:
            st.session_state[memory] = picture, crop
    if st.session_state[memory][0] != picture:
        st.session_state[memory] = picture, Crop()
    crop = st.session_state[memory][1]
    assert isinstance(crop, Crop)
    place.remember("crop", None if crop == Crop() else crop.text())
    return crop


def chosen_spot(key: str, layers: Layers, standing: Mapping[str, Standing], first: str) -> Spot:
    """The value that was pinned last, the one in the address, or what stands out.

    An address may name a layer alone, or a map of it: `standing` says what stands out there. What
    makes no sense counts as not said; without a layer it is `first`.

    Layers and maps are turned without telling the server, so this is a value a person pointed at,
    not always the one under the pointer now.
    """
    sent = place.news(key, "spot")
    if not isinstance(sent, Mapping):
        down, _, across = (place.asked("cell") or "").partition(",")
        where = {"channel": place.asked("channel"), "row": down, "column": across}
        sent = {"layer": place.asked("layer"), **where}
    shapes = {layer.name: layer.shape for layer in layers}
    name = str(sent.get("layer"))
    name = name if name in shapes else first
    channels, height, width = (*shapes[name], 1, 1)[:3]
    channel = _whole(sent.get("channel"), channels)
    row, column = _whole(sent.get("row"), height), _whole(sent.get("column"), width)
    if channel is None or row is None or column is None:
        channel = standing[name]["map"] if channel is None else channel
        places = standing[name]["places"]
        row, column = divmod(places[channel], width) if places else (0, 0)
    return Spot(name, channel, row, column)


def _whole(value: object, limit: int) -> int | None:
    """A number below `limit` as the address or the browser names it; None for anything else.

    >>> _whole("7", 8), _whole(0, 8), _whole("8", 8), _whole("-1", 8), _whole(None, 8)
    (7, 0, None, None, None)
    """
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and int(text) < limit else None
