"""An activation and its slope with a point that moves, and what it does to many numbers."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from vizcore.figures.palette import LIGHT, Palette

_EVERY = 10  # a stop of the slider at every tenth point of the curve
_REACH = 0.9  # how far the tangent runs on each side, along x
_CLEAR = "rgba(0,0,0,0)"


def activation_figure(
    x: Float[np.ndarray, " points"],
    value: Float[np.ndarray, " points"],
    slope: Float[np.ndarray, " points"],
    *,
    start: float,
    palette: Palette = LIGHT,
) -> go.Figure:
    """The curve, its slope, and a slider that moves a point along both in the browser.

    Parameters
    ----------
    x : array (points,)
        Evenly spaced, rising; every tenth one is a stop of the slider.
    value, slope : arrays (points,)
        The activation and its derivative there.
    start : float
        Where the point stands at first: the nearest stop.
    palette : Palette
    """
    stops = np.arange(0, x.size, _EVERY)
    bottom, top = _limits(value, slope)
    frames = [_moving(x[i], value[i], slope[i], (bottom, top), palette) for i in stops]
    first = int(np.abs(x[stops] - start).argmin())
    figure = go.Figure(
        data=[
            _curve(x, value, "f(x)", palette.output, "solid"),
            _curve(x, slope, "slope f′(x)", palette.kernel, "dash"),
            *frames[first],
        ],
        frames=[
            go.Frame(name=str(k), data=moved, traces=[2, 3, 4, 5]) for k, moved in enumerate(frames)
        ],
    )
    figure.update_layout(
        height=460,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        legend={"x": 0.02, "y": 0.98, "bgcolor": _CLEAR},
        sliders=[_slider(stops.size, first, palette.input)],
    )
    figure.update_xaxes(range=(x[0], x[-1]), zeroline=True, zerolinecolor=palette.hatch)
    figure.update_yaxes(range=(bottom, top), zeroline=True, zerolinecolor=palette.hatch)
    return figure


def histogram_figure(
    numbers: Float[np.ndarray, " cells"],
    limit: float,
    colour: str,
    name: str,
    palette: Palette = LIGHT,
) -> go.Figure:
    """How often each size occurs in a map, in 61 bars from -limit to limit, on a log scale.

    The middle bar holds the zeros. What lies further out counts in the outermost bars.

    Parameters
    ----------
    numbers : array (cells,)
    limit : float
        Above 0.
    colour : str
    name : str
        For those who point at a bar.
    palette : Palette
        The colour of the line at zero.
    """
    edges = np.linspace(-limit, limit, 62)
    counts, _ = np.histogram(np.clip(numbers, -limit, limit), edges)
    middles = (edges[:-1] + edges[1:]) / 2
    figure = go.Figure(go.Bar(x=middles, y=counts, name=name, marker_color=colour))
    figure.update_layout(height=180, margin={"l": 8, "r": 8, "t": 8, "b": 8}, bargap=0.05)
    figure.update_xaxes(range=(-limit, limit), zeroline=True, zerolinecolor=palette.hatch)
    height = (-0.3, np.log10(numbers.size) + 0.1)  # from half a cell to all of them
    figure.update_yaxes(type="log", dtick=1, exponentformat="power", title="cells", range=height)
    return figure


def _curve(
    x: Float[np.ndarray, " points"],
    y: Float[np.ndarray, " points"],
    name: str,
    colour: str,
    dash: str,
) -> go.Scatter:
    line = {"color": colour, "width": 3, "dash": dash, "simplify": False}
    return go.Scatter(x=x, y=y, name=name, line=line)


def _moving(
    x: float, value: float, slope: float, limits: tuple[float, float], palette: Palette
) -> list[go.Scatter]:
    """What the slider moves: the input, the tangent, the two points, the numbers in words."""
    ends = np.array([-_REACH, _REACH])
    silent = {"showlegend": False, "hoverinfo": "skip"}
    dotted = {"color": palette.input, "width": 1.5, "dash": "dot"}
    plain = {"color": palette.input, "width": 2}
    points = {
        "color": [palette.output, palette.kernel],
        "size": 13,
        "line": {"color": palette.neutral, "width": 2},
    }
    words = {"text": [f"<b>{_words(x, value, slope)}</b>"], "textposition": "top center"}
    return [
        go.Scatter(x=[x, x], y=limits, mode="lines", line=dotted, **silent),
        go.Scatter(x=x + ends, y=value + slope * ends, mode="lines", line=plain, **silent),
        go.Scatter(x=[x, x], y=[value, slope], mode="markers", marker=points, **silent),
        go.Scatter(
            x=[0], y=[limits[1]], mode="text", textfont_size=16, cliponaxis=False, **words, **silent
        ),
    ]


def _limits(*curves: Float[np.ndarray, " points"]) -> tuple[float, float]:
    low, high = min(curve.min() for curve in curves), max(curve.max() for curve in curves)
    room = 0.08 * (high - low)
    return float(low - room), float(high + room)


def _words(x: float, value: float, slope: float) -> str:
    at = _signed(x, 1)
    return f"x = {at},   f(x) = {_signed(value, 3)},   slope {_signed(slope, 3)}"


def _signed(number: float, digits: int) -> str:
    """With a true minus sign, and none before a zero."""
    return f"{round(float(number), digits) + 0.0:.{digits}f}".replace("-", "−")


def _slider(stops: int, active: int, colour: str) -> dict[str, object]:
    at_once = {
        "mode": "immediate",
        "frame": {"duration": 0, "redraw": False},
        "transition": {"duration": 0},
    }
    return {
        "active": active,
        "pad": {"t": 32, "b": 0},
        "currentvalue": {"visible": False},
        "ticklen": 0,
        "minorticklen": 0,
        "bgcolor": colour,
        "bordercolor": colour,
        "activebgcolor": colour,
        "steps": [
            {"method": "animate", "label": "", "args": [[str(k)], at_once]} for k in range(stops)
        ],
    }
