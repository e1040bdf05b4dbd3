"""What an activation does to many numbers."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from vizcore.figures.palette import LIGHT, Palette


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
