"""A picture that moves and its pooled map, with a slider that needs no server."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from vizcore.figures.palette import LIGHT, Palette, rgba
from vizcore.steps.shifting import Shifted

_HEIGHT, _GAP = 400, 0.06


def shift_figure(moves: Sequence[Shifted], palette: Palette = LIGHT) -> go.Figure:
    """Left the picture, right its pooled map; green where the value is that without a shift.

    Parameters
    ----------
    moves : sequence of Shifted
        One for each stop of the slider; it opens on the second where there is one.
    palette : Palette
    """
    first = min(1, len(moves) - 1)
    frames = [
        go.Frame(
            name=str(m.shift), data=_traces(m, palette.output), layout={"annotations": _titles(m)}
        )
        for m in moves
    ]
    figure = go.Figure(data=_traces(moves[first], palette.output), frames=frames)
    figure.update_layout(
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": 48, "b": 8},
        annotations=_titles(moves[first]),
        sliders=[_slider([str(m.shift) for m in moves], first)],
        **_axes(),
    )
    return figure


def _traces(move: Shifted, green: str) -> list[go.Heatmap]:
    """Grey values and, over them, what has not changed: for the picture, then for the map."""
    left, right = {"xaxis": "x", "yaxis": "y"}, {"xaxis": "x2", "yaxis": "y2"}
    return [
        _grey(move.picture, **left),
        _kept(move.same_pixels, green, **left),
        _grey(move.pooled, **right),
        _kept(move.same_pooled, green, **right),
    ]


def _grey(values: np.ndarray, **axes: str) -> go.Heatmap:
    hover = "row %{y}, column %{x}: %{z}<extra></extra>"
    scale = [(0, "#000000"), (1, "#ffffff")]
    return go.Heatmap(
        z=values, zmin=0, zmax=255, colorscale=scale, showscale=False, hovertemplate=hover, **axes
    )


def _kept(mask: np.ndarray, green: str, **axes: str) -> go.Heatmap:
    scale = [(0, rgba(green, 0.0)), (1, rgba(green, 0.62))]
    return go.Heatmap(
        z=mask.astype(np.uint8),
        zmin=0,
        zmax=1,
        colorscale=scale,
        showscale=False,
        hoverinfo="skip",
        **axes,
    )


def _titles(move: Shifted) -> list[dict[str, object]]:
    words = (
        f"Picture: <b>{100 * move.pixels_kept:.0f} %</b> of the pixels stay",
        f"Pooled: <b>{100 * move.pooled_kept:.0f} %</b> of the values stay",
    )
    return [
        {
            "text": text,
            "x": x,
            "y": 1,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "center",
            "yanchor": "bottom",
            "showarrow": False,
        }
        for text, x in zip(words, (0.25 - _GAP / 4, 0.75 + _GAP / 4), strict=True)
    ]


def _slider(names: Sequence[str], active: int) -> dict[str, object]:
    at_once = {"mode": "immediate", "transition": {"duration": 0}, "frame": {"duration": 0}}
    steps = [{"label": n, "method": "animate", "args": [[n], at_once]} for n in names]
    return {
        "active": active,
        "steps": steps,
        "currentvalue": {"prefix": "Shifted to the right by ", "suffix": " px"},
        "pad": {"t": 16},
    }


def _axes() -> dict[str, object]:
    bare = {"visible": False, "constrain": "domain"}
    upright = {"autorange": "reversed", "constraintoward": "top", **bare}
    middle = 0.5 - _GAP / 2
    return {
        "xaxis": {"domain": (0, middle), "anchor": "y", **bare},
        "xaxis2": {"domain": (1 - middle, 1), "anchor": "y2", **bare},
        "yaxis": {"scaleanchor": "x", **upright},
        "yaxis2": {"scaleanchor": "x2", "anchor": "x2", **upright},
    }
