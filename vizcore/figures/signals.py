"""Signals as curves: a short one with its output, a sound before and after, their spectra."""

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float

from vizcore.figures.palette import LIGHT, Palette

_MARGIN = {"l": 8, "r": 8, "t": 32, "b": 8}
_LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}


def signal_figure(
    signal: Float[np.ndarray, " size"],
    places: Float[np.ndarray, " count"],
    output: Float[np.ndarray, " count"],
    other: Float[np.ndarray, " count"],
    other_name: str,
    palette: Palette = LIGHT,
) -> go.Figure:
    """A signal and what a kernel makes of it, each output above the middle of its window.

    Parameters
    ----------
    signal : array (size,)
    places : array (count,)
        Middle of each window, in cells of the signal.
    output, other : arrays (count,)
        The output on screen, and that of the kernel turned the other way; the latter is drawn
        only where it differs.
    other_name : str
    palette : Palette
    """
    figure = go.Figure()
    figure.add_scatter(y=signal, name="Input", mode="lines+markers", line_color=palette.input)
    if not np.allclose(output, other):
        dotted = {"color": palette.kernel, "dash": "dot"}
        figure.add_scatter(x=places, y=other, name=other_name, mode="lines", line=dotted)
    figure.add_scatter(
        x=places, y=output, name="Output", mode="lines+markers", line_color=palette.output
    )
    figure.update_layout(height=240, margin=_MARGIN, legend=_LEGEND)
    figure.update_xaxes(title="place in the signal", zeroline=False)
    return figure


def sound_figure(
    before: Float[np.ndarray, " samples"],
    after: Float[np.ndarray, " samples"],
    rate: int,
    shown: tuple[float, float],
    palette: Palette = LIGHT,
) -> go.Figure:
    """A sound before and after smoothing, opened on a few milliseconds; the rest is a drag away.

    Parameters
    ----------
    before, after : arrays (samples,)
    rate : int
        Samples a second.
    shown : (float, float)
        First and last millisecond of the first view.
    palette : Palette
    """
    figure = go.Figure()
    step = 1000 / rate
    for name, signal, colour, width in (
        ("Before", before, palette.input, 1.2),
        ("After", after, palette.output, 2.6),
    ):
        line = {"color": colour, "width": width}
        figure.add_scatter(y=signal.astype(np.float32), x0=0, dx=step, name=name, line=line)
    figure.update_layout(height=280, margin=_MARGIN, legend=_LEGEND, dragmode="pan")
    figure.update_xaxes(title="milliseconds", range=shown, zeroline=False)
    limit = 1.05 * float(np.abs(before).max(initial=0))
    figure.update_yaxes(range=(-limit, limit), fixedrange=True)
    return figure


def spectrum_figure(
    frequency: Float[np.ndarray, " bands"],
    before: Float[np.ndarray, " bands"],
    after: Float[np.ndarray, " bands"],
    palette: Palette = LIGHT,
) -> go.Figure:
    """How loud each band of frequencies is, before and after.

    Parameters
    ----------
    frequency : array (bands,)
        In hertz.
    before, after : arrays (bands,)
        In decibels; shown down to 60 below the loudest.
    palette : Palette
    """
    figure = go.Figure()
    for name, level, colour in (
        ("Before", before, palette.input),
        ("After", after, palette.output),
    ):
        line = {"color": colour, "width": 2}
        figure.add_scatter(x=frequency / 1000, y=level, name=name, line=line)
    top = float(max(before.max(), after.max()))
    figure.update_layout(height=280, margin=_MARGIN, legend=_LEGEND)
    figure.update_xaxes(title="frequency, kHz", zeroline=False)
    figure.update_yaxes(title="loudness, dB", range=(top - 60, top + 3), zeroline=False)
    return figure
