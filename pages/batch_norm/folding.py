"""At test time a batch norm is a factor and a shift: the layer before or after takes both."""

import math

import numpy as np
import streamlit as st

from pages.batch_norm.folded import Before, folded_after, folded_before
from pages.ui import settings
from pages.ui.downloads import csv_button
from pages.ui.picture_row import picture_files, picture_row
from pages.ui.theme import palette
from vizcore.figures.palette import Palette, colour_limit, signed_pixels
from vizcore.text import fixed, number, table

WAYS = {"before": "Into the convolution before", "after": "Into the layer after: MiniVGG"}

_CHANNEL, _FILTER = 11, 0
_ENLARGED = 8  # pixels of the page to one of a map
_PLACES = {"corner": (0, 0), "edge": (0, 16), "inside": (16, 16)}


def folding() -> None:
    """Either way, with the numbers of the trained network."""
    way = settings.choice(
        "Where to", "batch_norm_fold", WAYS, "before", label_visibility="collapsed"
    )
    if way == "before":
        _before()
    else:
        _after()


def _before() -> None:
    made = folded_before()
    k = _CHANNEL
    st.markdown(
        r"$w' = \dfrac{\gamma}{\sqrt{\tilde\sigma^2 + \varepsilon}}\, w, \qquad "
        r"b' = \dfrac{\gamma}{\sqrt{\tilde\sigma^2 + \varepsilon}}\, (b - \tilde\mu) + \beta$"
    )
    st.markdown(
        f"Here the batch norm follows `conv1` at once, as in most networks; μ̃ and σ̃² are those of "
        f"its sums over all patches, γ and β the trained ones. Filter {k} has the factor "
        f"{number(float(made.scale[k]))}: its bias {number(float(made.bias[k]))} becomes "
        f"**{number(float(made.shift[k]))}**, its weights"
    )
    rows = _weight_rows(made)
    head = ["Row, column", "Red w", "w′", "Green w", "w′", "Blue w", "w′"]
    st.markdown(
        table(head, [(f"{u}, {v}", *(fixed(w, 3) for w in ws)) for u, v, *ws in rows], "lrrrrrr")
    )
    st.markdown(
        "One layer instead of two, and the same numbers: over all maps of a picture the two ways "
        f"are less than {_power(made.apart)} apart, computed in double precision. The padding does "
        "no harm, for it comes before the sum."
    )
    csv_button(
        "Weights, CSV", "folded",
        ["row", "column", "red", "red folded", "green", "green folded", "blue", "blue folded"],
        lambda: rows, key="batch_norm_folded_csv",
    )  # fmt: skip


def _power(value: float) -> str:
    """The power of ten next above a small number.

    >>> _power(3e-13)
    '10⁻¹²'
    """
    exponent = str(math.ceil(math.log10(max(value, 1e-15))))
    return f"10{exponent.translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def _weight_rows(made: Before) -> list[tuple[float, ...]]:
    old, new = made.weight[_CHANNEL], made.folded[_CHANNEL]
    return [
        (u, v, *(float(part[c, u, v]) for c in range(3) for part in (old, new)))
        for u in range(3)
        for v in range(3)
    ]


def _after() -> None:
    made = folded_after()
    off = made.together - made.apart
    st.markdown(
        "MiniVGG has the order convolution, **ReLU**, batch norm. A ReLU does not let a factor and "
        "a shift pass back: max(0, w · x + b) is bent where the sum is 0, and a shift would move "
        "the bend. Forward nothing is in the way. With "
        r"$s = \gamma / \sqrt{\tilde\sigma^2 + \varepsilon}$ and $t = \beta - s\,\tilde\mu$ the "
        r"second convolution takes $w' = s\,w$ and $b' = b + \sum t\,w$."
    )
    wrong = int((np.abs(off[_FILTER]) > 1e-9).sum())
    ways = (made.apart, made.together, made.mended)
    rows = [(name, [float(way[_FILTER][at]) for way in ways]) for name, at in _PLACES.items()]
    left, right = st.columns([3, 1], gap="large", vertical_alignment="center")
    with left:
        st.markdown(
            table(
                ["Filter 0", "Batch norm, then conv2", "Folded", "Folded, padding −t / s"],
                [(name, *(fixed(value, 4) for value in values)) for name, values in rows],
                "lrrr",
            )
        )
        st.markdown(
            f"**Inside they agree, along the edge they do not:** {wrong} of {off[_FILTER].size:,} "
            "sums, those whose window reaches into the padding. The zeros there stand behind the "
            "batch norm and were never shifted, but b′ counts t for them as well. Pad each channel "
            "with −t / s, which the batch norm would turn into 0, and every sum is right."
        )
    with right:
        picture_row(
            picture_files([_difference(off[_FILTER], palette())]),
            [f"Folded less apart: at most {number(float(np.abs(off[_FILTER]).max()), 3)}"],
        )
    st.caption(
        "Where no padding is seen it is exact: `bn4` passes through pooling and flattening into "
        "`fc1`, `bn5` into `fc2`. A maximum lets it pass because every s is above 0."
    )
    head = ["place", "apart", "folded", "padded"]
    lines = [[name, *values] for name, values in rows]
    csv_button("Sums, CSV", "folded-after", head, lambda: lines, key="batch_norm_after_csv")


def _difference(off: np.ndarray, colours: Palette) -> np.ndarray:
    pixels = signed_pixels(off, limit=colour_limit(off), palette=colours)
    return pixels.repeat(_ENLARGED, 0).repeat(_ENLARGED, 1)
