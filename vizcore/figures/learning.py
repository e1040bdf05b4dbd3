"""Curves of learning: means over seeds as lines, their spread as bands."""

from collections.abc import Mapping, Sequence
from typing import Any

from vizcore.figures.palette import LIGHT, Palette


def learning_figure(
    curves: Mapping[str, Mapping[str, Sequence[float]]],
    title: str,
    *,
    share: bool,
    palette: Palette = LIGHT,
) -> dict[str, Any]:
    """One line a curve with the band between its least and largest seed, over epochs.

    Parameters
    ----------
    curves : mapping
        By name, each with `mean`, `min` and `max`, one number an epoch; at most four.
    title : str
        Of the vertical axis.
    share : bool
        Whether the numbers are shares, shown in percent.
    palette : Palette

    Returns
    -------
    dict
        A Vega-Lite specification.
    """
    inks = [palette.hatch, palette.input, palette.kernel, palette.output][-len(curves) :]
    rows = [
        {"epoch": i, "curve": name, "mean": mean, "least": least, "largest": largest}
        for name, curve in curves.items()
        for i, (mean, least, largest) in enumerate(
            zip(curve["mean"], curve["min"], curve["max"], strict=True), 1
        )
    ]
    colour = {
        "field": "curve",
        "type": "nominal",
        "scale": {"domain": list(curves), "range": inks},
        "legend": {"title": None, "orient": "top"},
        "sort": list(curves),
    }
    axis = {"format": ".0%"} if share else {}
    x = {"field": "epoch", "type": "quantitative", "title": "epoch", "axis": {"grid": False}}
    low = {
        "field": "least",
        "type": "quantitative",
        "title": title,
        "axis": axis,
        "scale": {"zero": False},
    }
    told = [
        {"field": name, "title": words, "format": ".1%" if share else ".3f"}
        for name, words in (("mean", "mean"), ("least", "least"), ("largest", "largest"))
    ]
    return {
        "data": {"values": rows},
        "encoding": {"x": x, "color": colour},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.18},
                "encoding": {"y": low, "y2": {"field": "largest"}},
            },
            {
                "mark": {"type": "line", "point": {"size": 24}},
                "encoding": {
                    "y": low | {"field": "mean"},
                    "tooltip": [{"field": "curve"}, {"field": "epoch"}, *told],
                },
            },
        ],
    }
