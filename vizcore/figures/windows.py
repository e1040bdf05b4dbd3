"""Where a formula for an output size is wrong."""

from typing import Any

import numpy as np
from jaxtyping import Float

from vizcore.figures.palette import LIGHT, Palette

_RIGHT = "rgba(128, 134, 142, 0.18)"  # a grey that is quiet on white and on black
_HEIGHT = 160


def size_errors(
    errors: Float[np.ndarray, "strides sizes"],
    sizes: range,
    strides: range,
    palette: Palette = LIGHT,
) -> dict[str, Any]:
    """A tile for each size and stride: orange where a formula states too much, blue too little.

    Parameters
    ----------
    errors : array (strides, sizes)
        What the formula states less what is right; NaN, left empty, where no window fits.
    sizes, strides : range
        What the columns and the rows stand for.
    palette : Palette

    Returns
    -------
    dict
        A Vega-Lite specification.
    """
    rows = [
        {"W": size, "s": stride, "formula": _words(error)}
        for stride, line in zip(strides, errors, strict=True)
        for size, error in zip(sizes, line, strict=True)
        if not np.isnan(error)
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "tooltip": True, "stroke": None},
        "height": _HEIGHT,
        "encoding": {
            "x": {
                "field": "W",
                "type": "ordinal",
                "title": "size W",
                "axis": {"values": [size for size in sizes if size % 8 == 0], "labelAngle": 0},
                "scale": {"paddingInner": 0.1},
            },
            "y": {
                "field": "s",
                "type": "ordinal",
                "title": "stride s",
                "sort": "descending",
                "scale": {"paddingInner": 0.1},
            },
            "color": {
                "condition": [
                    {"test": "indexof(datum.formula, '+') > 0", "value": palette.positive},
                    {"test": "indexof(datum.formula, '-') > 0", "value": palette.negative},
                ],
                "value": _RIGHT,
            },
        },
    }


def _words(error: float) -> str:
    return "right" if error == 0 else f"wrong by {error:+.0f}"
