"""The face of assets/components/mixer: three lamps, red, green and blue."""

from collections.abc import Sequence
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load

_mixer = load("mixer")


class Preset(TypedDict):
    """A colour to start from: its name, and red, green and blue from 0 to 255."""

    title: str
    colour: tuple[int, int, int]


class Payload(TypedDict):
    """What the component is sent; assets/components/mixer/types.d.ts is its twin."""

    presets: list[Preset]


def colour_mixer(presets: Sequence[Preset], *, key: str) -> None:
    """Three sliders and the light they make; the colour stands in the address as `colour=fcc6bc`.

    Parameters
    ----------
    presets : sequence of Preset
        The first is there at the beginning.
    key : str
        Of the component.
    """
    payload: Payload = {"presets": list(presets)}
    place.leave_to_browser(["colour"])
    _mixer(key=key, data=payload)
