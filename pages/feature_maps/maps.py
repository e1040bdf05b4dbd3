"""The face of assets/components/maps: every layer of the network, on one picture, in one canvas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from pages.feature_maps.code import Value
from pages.feature_maps.network import Network, Passage
from pages.ui.components.load import load, pack
from pages.ui.picture import Picture
from vizcore.images import shrink, square_in, to_network_input

#: Longer side of the picture in which the crop is dragged, in pixels.
PHOTO_SIDE = 320
#: Terms of a sum of 4096 that are named one by one.
NAMED_TERMS = 12

_maps = load("maps")


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

    def words(self, network: Network) -> str:
        """The same for people: "map 3, row 2, column 9 of `conv1`", "unit 7 of `fc1`"."""
        index = self.value(network).index
        if len(index) == 1:
            return f"unit {self.channel} of `{self.layer}`"
        return f"map {self.channel}, row {self.row}, column {self.column} of `{self.layer}`"

    def value(self, network: Network) -> Value:
        """The same as the programs on the page name it."""
        names = [layer.name for layer in network.layers]
        shapes = {layer.name: layer.shape for layer in network.layers}
        index = (self.channel, self.row, self.column)[: len(shapes[self.layer])]
        return Value(self.layer, index, names[: names.index(self.layer) + 1])


def feature_maps(
    network: Network, passage: Passage, picture: Picture, crop: Crop, *, doubt: str, key: str
) -> None:
    """Show the picture with its crop, every layer's maps, and the arithmetic of any value.

    What the person looks at (layer, map, value, colour scale, order) is the browser's affair and
    stands in the address; the server hears of two things only: a crop that was dragged, and a value
    that was pinned. `chosen_crop` and `chosen_spot` read them.

    Parameters
    ----------
    network, passage : Network, Passage
    picture : Picture
        The whole of it, in which the crop is dragged.
    crop : Crop
        What of it the network was given.
    doubt : str
        A sentence beside the answer, or nothing.
    key : str
        Key of the component.
    """
    _maps(
        key=key,
        data=payload(network, passage, picture, crop, doubt),
        on_crop_change=_nothing,
        on_spot_change=_nothing,
    )


def chosen_crop(key: str, picture: str) -> Crop:
    """The crop that was dragged on the picture with this digest, or the middle.

    On the first visit the address may name one.
    """
    memory = f"{key}_crop"
    sent = _state(key, "crop")
    if isinstance(sent, Mapping) and sent.get("picture") == picture:
        crop = Crop.parse(sent.get("crop"))
        if crop is not None:
            st.session_state[memory] = (picture, crop)
    if memory not in st.session_state:
        st.session_state[memory] = (picture, Crop.parse(st.query_params.get("crop")) or Crop())
    if st.session_state[memory][0] != picture:
        st.session_state[memory] = (picture, Crop())
    crop = st.session_state[memory][1]
    assert isinstance(crop, Crop)
    return crop


def chosen_spot(key: str, network: Network, default: Spot) -> Spot:
    """The value that was pinned last, the one in the address on the first visit, or `default`.

    Layers and maps are turned without telling the server, so this is a value a person pointed at,
    not always the one under the pointer now.
    """
    sent = _state(key, "spot")
    if not isinstance(sent, Mapping):
        address = st.query_params
        row, _, column = address.get("cell", "").partition(",")
        place = {"channel": address.get("channel"), "row": row, "column": column}
        sent = {"layer": address.get("layer"), **place}
    return _spot(sent, network) or default


def payload(network: Network, passage: Passage, picture: Picture, crop: Crop, doubt: str) -> bytes:
    """Everything that the component draws, as one blob; most of it is activations in float32."""
    small = shrink(picture.preview, PHOTO_SIDE)
    meta = {
        "token": f"{picture.digest}/{','.join(map(str, crop))}",
        "layers": [_facts(layer) for layer in network.layers],
        "labels": network.labels,
        "epsilon": network.epsilon,
        "device": network.device,
        "doubt": doubt,
        "crop": list(crop),
        "least": min(1.0, max(0.1, 32 / min(picture.preview.shape[:2]))),
        "picture": picture.digest,
        "mean": _list(network.model.mean),
        "std": _list(network.model.std),
    }
    # Dropout passes its input on: what would be the same twice is sent once.
    sent = {name: values for name, values in passage.values.items() if "dropout" not in name}
    return pack(meta, photo=small, pixels=passage.pixels, **sent, **_weights(network, passage))


def _facts(layer: Any) -> dict[str, Any]:
    names = ("name", "kind", "group", "source", "shape", "parameters")
    return {name: getattr(layer, name) for name in names}


def _weights(network: Network, passage: Passage) -> dict[str, np.ndarray]:
    from vizcore.nets.contributions import largest_contributions

    arrays = {name: array for name, array in network.parameters.items() if name != "fc1.weight"}
    flat = passage.values["dropout2"].ravel()
    places, weights = largest_contributions(network.parameters["fc1.weight"], flat, NAMED_TERMS)
    return arrays | {"fc1.places": places, "fc1.weights": weights}


def _list(tensor: Any) -> list[float]:
    return [float(value) for value in tensor.flatten().tolist()]


def _spot(sent: Mapping[str, Any], network: Network) -> Spot | None:
    shapes = {layer.name: layer.shape for layer in network.layers}
    shape = shapes.get(str(sent.get("layer")))
    if shape is None:
        return None
    limits = dict(zip(("channel", "row", "column"), (*shape, 1, 1), strict=False))
    try:
        place = {name: int(sent.get(name) or 0) for name in limits}
    except (TypeError, ValueError):
        return None
    fits = all(0 <= place[name] < limit for name, limit in limits.items())
    return Spot(str(sent["layer"]), **place) if fits else None


def _state(key: str, name: str) -> Any:
    state = st.session_state.get(key)
    return state.get(name) if isinstance(state, Mapping) else None


def _nothing() -> None:
    """Streamlit wants a callback for each state a component sets."""
