"""Where a formula for an output size is wrong."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from vizcore.figures.palette import LIGHT, Palette

_RIGHT = "rgba(128, 134, 142, 0.18)"  # a grey that is quiet on white and on black
_HEIGHT = 200


def size_errors(
    errors: Float[np.ndarray, "strides sizes"],
    sizes: range,
    strides: range,
    palette: Palette = LIGHT,
) -> go.Figure:
    """A tile for each size and stride: orange where a formula states too much, blue too little.

    Parameters
    ----------
    errors : array (strides, sizes)
        What the formula states less what is right; NaN, left empty, where no window fits.
    sizes, strides : range
        What the columns and the rows stand for.
    palette : Palette
    """
    words = np.where(errors == 0, "right", "wrong by " + np.char.mod("%+.0f", errors))
    figure = go.Figure(
        go.Heatmap(
            z=np.sign(errors),
            x=list(sizes),
            y=list(strides),
            zmin=-1,
            zmax=1,
            colorscale=[(0, palette.negative), (0.5, _RIGHT), (1, palette.positive)],
            showscale=False,
            xgap=1,
            ygap=1,
            customdata=words,
            hovertemplate="W = %{x}, s = %{y}: %{customdata}<extra></extra>",
            hoverongaps=False,
        )
    )
    figure.update_layout(height=_HEIGHT, margin={"l": 0, "r": 0, "t": 8, "b": 0})
    figure.update_xaxes(title="Size W", dtick=8, showgrid=False, zeroline=False)
    figure.update_yaxes(title="Stride s", dtick=1, showgrid=False, zeroline=False)
    return figure
