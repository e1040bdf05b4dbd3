"""The gain of a kernel at every frequency, as a picture of one hue."""

from typing import Any

from vizcore.figures.palette import LIGHT, Palette
from vizcore.images.frequency import Response


def frequency_figure(response: Response, palette: Palette = LIGHT) -> dict[str, Any]:
    """The gain in amber, no gain the neutral colour; right is along the rows, down the columns.

    Parameters
    ----------
    response : Response
    palette : Palette

    Returns
    -------
    dict
        A Vega-Lite specification. Its data are the gains alone, row by row.
    """
    across = response.frequencies
    count, step = len(across), float(across[1] - across[0])
    place = f"(datum.place - 1) % {count}"
    top = float(response.gain.max()) or 1.0
    axis = {"values": [-0.5, -0.25, 0, 0.25, 0.5], "grid": False}

    def edges(name: str, title: str, *, down: bool) -> dict[str, Any]:
        scale = {"domain": [-0.5, 0.5], "nice": False, "reverse": down}
        return {
            "field": name,
            "type": "quantitative",
            "title": title,
            "axis": axis,
            "scale": scale,
        }

    def told(field: str, title: str) -> dict[str, str]:
        return {"field": field, "title": title, "type": "quantitative", "format": ".3~f"}

    return {
        "data": {"values": [{"gain": round(float(gain), 4)} for gain in response.gain.ravel()]},
        "transform": [
            {"window": [{"op": "row_number", "as": "place"}]},
            {"calculate": f"{float(across[0])} + {step} * ({place})", "as": "along"},
            {
                "calculate": f"{float(across[0])} + {step} * floor((datum.place - 1) / {count})",
                "as": "down",
            },
            *(
                {"calculate": f"datum.{name} + {sign * step / 2}", "as": f"{name}{end}"}
                for name in ("along", "down")
                for sign, end in ((-1, "0"), (1, "1"))
            ),
        ],
        "mark": {"type": "rect", "clip": True, "tooltip": True},
        "encoding": {
            "x": edges("along0", "cycles a pixel along the rows", down=False),
            "x2": {"field": "along1"},
            "y": edges("down0", "down the columns", down=True),
            "y2": {"field": "down1"},
            "color": {
                "field": "gain",
                "type": "quantitative",
                "title": "gain",
                "scale": {
                    "domain": [0, top],
                    "range": [palette.neutral, palette.kernel],
                    "interpolate": "rgb",
                },
            },
            "tooltip": [told("along", "along"), told("down", "down"), told("gain", "gain")],
        },
        "width": 300,
        "height": 300,
    }
