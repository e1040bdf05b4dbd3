"""The square of a picture that goes into the network."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import streamlit as st

from pages.ui import place
from vizcore.images import square_in, to_network_input


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
        >>> Crop.parse("0.3,nan,7") is None, Crop.parse([10**400, 0.5, 0.8]) is None
        (True, True)
        """
        parts = value.split(",") if isinstance(value, str) else value
        try:
            numbers = [float(part) for part in parts]  # type: ignore[attr-defined]
        except (TypeError, ValueError, OverflowError):  # JSON knows numbers of any length
            return None
        fits = len(numbers) == 3 and all(0 <= number <= 1 for number in numbers) and numbers[2] > 0
        return cls(*numbers) if fits else None


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
