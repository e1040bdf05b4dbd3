"""Which value of which layer is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pages.ui import place
from pages.ui.components.maps import Standing
from pages.ui.inside.programs import Value

if TYPE_CHECKING:
    from vizcore.nets import Layer

Layers: TypeAlias = "Sequence[Layer]"


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
    known = text.isascii() and text.isdigit() and len(text) <= 9
    return int(text) if known and int(text) < limit else None
