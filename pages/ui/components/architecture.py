"""The face of assets/components/architecture: a network's volumes to scale, and its table."""

import math
from typing import TypedDict

from pages.ui import place
from pages.ui.components.load import load
from vizcore.architecture import Architecture

_BYTES = 4  # of a number in single precision

_architecture = load("architecture")


class Row(TypedDict):
    """One layer; `kind` is LayerRow's."""

    name: str
    kind: str
    shape: list[int]
    parameters: int
    product: str
    multiply_adds: int
    work: str
    bytes: int
    field: int
    jump: int
    text: str


class Payload(TypedDict):
    """What the component is sent; assets/components/architecture/types.d.ts is its twin."""

    title: str
    input: list[int]
    rows: list[Row]


def architecture_figure(architecture: Architecture, title: str, *, key: str) -> None:
    """Draw a network; the layer that is looked at stands in the address as `layer=conv3`."""
    payload: Payload = {
        "title": title,
        "input": list(architecture.input_shape),
        "rows": rows_of(architecture),
    }
    place.leave_to_browser(["layer"])
    _architecture(key=key, data=payload)


def rows_of(architecture: Architecture) -> list[Row]:
    """The table as it is sent."""
    lines = architecture.text.splitlines()
    return [
        {
            "name": row.name,
            "kind": row.kind,
            "shape": list(row.shape),
            "parameters": row.parameters,
            "product": row.product,
            "multiply_adds": row.multiply_adds,
            "work": row.work,
            "bytes": _BYTES * math.prod(row.shape),
            "field": row.receptive_field,
            "jump": row.jump,
            "text": lines[row.line.number - 1].partition("#")[0].strip(),
        }
        for row in architecture.rows
    ]
