"""The best of ImageNet's competition by year: error among five answers, and how deep they were."""

from typing import Any, NamedTuple

from vizcore.figures.palette import LIGHT, Palette


class Winner(NamedTuple):
    """One year's best classification.

    Attributes
    ----------
    year : int
    name : str
    error : float
        Percent of the test images whose class is not among five answers.
    depth : int
        Layers with weights in the longest way through the network; 0 where it was no network.
    source : str
        Markdown.
    """

    year: int
    name: str
    error: float
    depth: int
    source: str


_OVERVIEW = "[Russakovsky et al., 2015](https://arxiv.org/abs/1409.0575), table 7"

#: 2012 is AlexNet without the images of another data set, which brought it to 15.3.
WINNERS = (
    Winner(2010, "NEC-UIUC", 28.2, 0, _OVERVIEW),
    Winner(2011, "XRCE", 25.8, 0, _OVERVIEW),
    Winner(2012, "AlexNet", 16.4, 8, _OVERVIEW),
    Winner(2013, "Clarifai", 11.7, 8, _OVERVIEW),
    Winner(2014, "GoogLeNet", 6.7, 22, _OVERVIEW),
    Winner(2015, "ResNet", 3.57, 152, "[He et al., 2015](https://arxiv.org/abs/1512.03385)"),
    Winner(
        2017,
        "SENet",
        2.25,
        154,
        "[Hu et al., 2017](https://arxiv.org/abs/1709.01507), an ensemble; the depth is "
        "SENet-154's",
    ),
)

#: One person who had trained for it, on 1,500 test images.
HUMAN = 5.1


def depth_figure(palette: Palette = LIGHT) -> dict[str, Any]:
    """Bars of the error, each with its year, network and depth before it; a line for the person.

    What is said stands beside the bars, so that nothing overlaps on a phone.

    Returns
    -------
    dict
        A Vega-Lite specification.
    """
    rows = [
        {
            "year": str(winner.year),
            "row": f"{winner.year}  {winner.name}, {_depth(winner)}",
            "error": winner.error,
            "name": winner.name,
            "depth": _depth(winner),
            "kind": "network" if winner.depth else "other",
        }
        for winner in WINNERS
    ]
    error = {
        "field": "error",
        "type": "quantitative",
        "title": "wrong among five answers, %",
        "scale": {"domain": [0, 30]},
    }
    axis = {"labelLimit": 0, "ticks": False, "domain": False}
    row = {"field": "row", "type": "ordinal", "title": None, "sort": None, "axis": axis}
    kinds = {"domain": ["network", "other"], "range": [palette.output, palette.hatch]}
    colour = {"field": "kind", "scale": kinds, "legend": None}
    told = [{"field": name} for name in ("name", "year", "error", "depth")]
    return {
        "data": {"values": rows},
        "encoding": {"x": error, "y": row},
        "layer": [
            {"mark": "bar", "encoding": {"color": colour, "tooltip": told}},
            {
                "data": {"values": [{"person": HUMAN}]},
                "mark": {"type": "rule", "strokeDash": [6, 4], "color": palette.kernel, "size": 2},
                "encoding": {"y": None, "x": {"field": "person", "type": "quantitative"}},
            },
        ],
    }


def _depth(winner: Winner) -> str:
    return f"{winner.depth} layers" if winner.depth else "no network"
