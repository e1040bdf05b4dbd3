"""The gain of a kernel at every frequency, as a picture of one hue."""

import plotly.graph_objects as go

from vizcore.figures.palette import LIGHT, Palette, rgba
from vizcore.images.frequency import Response

_TICKS = [-0.5, -0.25, 0, 0.25, 0.5]


def frequency_figure(response: Response, palette: Palette = LIGHT) -> go.Figure:
    """The gain in amber, no gain see-through; right is along the rows, down is down the columns.

    Parameters
    ----------
    response : Response
    palette : Palette
    """
    figure = go.Figure(
        go.Heatmap(
            x=response.frequencies,
            y=response.frequencies,
            z=response.gain,
            zmin=0,
            zmax=float(response.gain.max()) or 1.0,
            colorscale=[(0, rgba(palette.kernel, 0.0)), (1, palette.kernel)],
            colorbar={"title": "gain", "thickness": 12, "len": 1, "outlinewidth": 0},
            hovertemplate="%{x:.3f} along, %{y:.3f} down: times %{z:.3g}<extra></extra>",
        )
    )
    square = {"scaleanchor": "x", "constrain": "domain", "autorange": "reversed"}
    axis = {"tickvals": _TICKS, "showgrid": False, "zeroline": False}
    figure.update_xaxes(title="cycles a pixel along the rows", constrain="domain", **axis)
    figure.update_yaxes(title="down the columns", **axis, **square)
    figure.update_layout(height=360, margin={"l": 8, "r": 8, "t": 16, "b": 8})
    return figure
