"""Signals as curves: a short one with its output, a sound before and after, their spectra.

Each figure is a Vega-Lite specification, a plain dictionary; what it draws is in `rows_of` it.
"""

from typing import Any

import numpy as np
from jaxtyping import Float

from vizcore.figures.palette import LIGHT, Palette

Specification = dict[str, Any]

_COLUMNS = 600  # a longer sound is drawn as the band between least and largest of as many parts
_DEPTH = 60  # decibels below the loudest


def signal_figure(
    signal: Float[np.ndarray, " size"],
    places: Float[np.ndarray, " count"],
    output: Float[np.ndarray, " count"],
    other: Float[np.ndarray, " count"],
    other_name: str,
    palette: Palette = LIGHT,
) -> Specification:
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
    lines = {"Input": (np.arange(signal.size), signal, palette.input)}
    if not np.allclose(output, other):
        lines[other_name] = (places, other, palette.kernel)
    lines["Output"] = (places, output, palette.output)
    return _curves(lines, x="place in the signal", y="value", dotted=other_name, points=True)


def sound_figure(
    before: Float[np.ndarray, " samples"],
    after: Float[np.ndarray, " samples"],
    rate: int,
    shown: tuple[float, float] | None,
    palette: Palette = LIGHT,
) -> Specification:
    """A sound before and after smoothing: a few milliseconds of it sample by sample, or the whole.

    The whole is drawn as the band between the least and the largest sample of each of 600 parts.

    Parameters
    ----------
    before, after : arrays (samples,)
    rate : int
        Samples a second.
    shown : (float, float), optional
        First and last millisecond; None is the whole.
    palette : Palette
    """
    colours = {"Before": palette.input, "After": palette.output}
    sounds = dict(zip(colours, (before, after), strict=True))
    top = 1.05 * float(np.abs(before).max(initial=0))
    axis = {"title": None, "scale": {"domain": [-top, top]}}
    if shown is None:
        rows = [row for name, sound in sounds.items() for row in _band(name, sound, rate)]
        spec = _spec(rows, "milliseconds", axis, colours, {"type": "area", "opacity": 0.75})
        spec["encoding"]["y2"] = {"field": "least"}
        return spec
    first, last = (round(milliseconds * rate / 1000) for milliseconds in shown)
    lines = {
        name: (np.arange(first, last + 1) * 1000 / rate, sound[first : last + 1], colours[name])
        for name, sound in sounds.items()
    }
    spec = _curves(lines, x="milliseconds", y=None)
    spec["encoding"]["y"] |= axis
    spec["encoding"]["x"]["scale"] = {"domain": list(shown), "nice": False}
    return spec


def spectrum_figure(
    frequency: Float[np.ndarray, " bands"],
    before: Float[np.ndarray, " bands"],
    after: Float[np.ndarray, " bands"],
    palette: Palette = LIGHT,
) -> Specification:
    """How loud each band of frequencies is, before and after.

    Parameters
    ----------
    frequency : array (bands,)
        In hertz.
    before, after : arrays (bands,)
        In decibels; shown down to 60 below the loudest.
    palette : Palette
    """
    top = float(max(before.max(), after.max()))
    lines = {
        name: (frequency / 1000, np.maximum(level, top - _DEPTH), colour)
        for name, level, colour in (
            ("Before", before, palette.input),
            ("After", after, palette.output),
        )
    }
    spec = _curves(lines, x="frequency, kHz", y="loudness, dB")
    spec["encoding"]["y"]["scale"] = {"domain": [top - _DEPTH, top + 3], "nice": False}
    return spec


def _curves(
    lines: dict[str, tuple[np.ndarray, np.ndarray, str]],
    *,
    x: str,
    y: str | None,
    dotted: str = "",
    points: bool = False,
) -> Specification:
    """Lines of one colour each, the first below."""
    rows = [
        {"x": float(place), "y": float(f"{value:.6g}"), "line": name}
        for name, (places, values, _) in lines.items()
        for place, value in zip(places, values, strict=True)
    ]
    colours = {name: colour for name, (_, _, colour) in lines.items()}
    mark = {"type": "line", "strokeWidth": 2, "point": {"size": 36} if points else False}
    spec = _spec(rows, x, {"title": y}, colours, mark)
    dashes = [[2, 3] if name == dotted else [1, 0] for name in lines]
    spec["encoding"]["strokeDash"] = {
        "field": "line",
        "scale": {"domain": list(lines), "range": dashes},
        "legend": None,
    }
    return spec


def _spec(
    rows: list[dict[str, Any]],
    x: str,
    y: dict[str, Any],
    colours: dict[str, str],
    mark: dict[str, Any],
) -> Specification:
    scale = {"domain": list(colours), "range": list(colours.values())}
    return {
        "data": {"values": rows},
        "mark": {**mark, "tooltip": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "title": x, "axis": {"grid": False}},
            "y": {"field": "y", "type": "quantitative", **y},
            "color": {
                "field": "line",
                "type": "nominal",
                "title": None,
                "scale": scale,
                "legend": {"orient": "top"},
            },
        },
    }


def _band(name: str, sound: np.ndarray, rate: int) -> list[dict[str, Any]]:
    parts = np.array_split(sound, min(_COLUMNS, sound.size))
    length = 1000 / rate * sound.size / len(parts)
    return [
        {
            "x": round(i * length, 3),
            "y": round(float(part.max()), 4),
            "least": round(float(part.min()), 4),
            "line": name,
        }
        for i, part in enumerate(parts)
    ]
