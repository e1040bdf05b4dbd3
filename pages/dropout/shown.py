"""What is on screen, read from the texts that the browser keeps in the address."""

import re
from collections.abc import Mapping

from pages.dropout.masks import Shown

#: assets/components/dropout/state.js has the same.
FIRST, MOST, HIGHEST = 12, 500, 0.9
SUMS = ("near", "above", "below")

_WHOLE, _RATE = re.compile(r"[0-9]{1,4}"), re.compile(r"0(\.[0-9]{1,2})?")


def shown(texts: Mapping[str, str], rate: float) -> Shown:
    """What the texts say, and what is there at first where they say nothing that can be.

    >>> shown({"masks": "40", "rate": "0.5", "drop": "channels", "sum": "x"}, 0.25)
    Shown(masks=40, rate=0.5, channels=True, classic=False, sum=0)
    """
    masks = int(texts["masks"]) if _WHOLE.fullmatch(texts.get("masks", "")) else 0
    asked = float(texts["rate"]) if _RATE.fullmatch(texts.get("rate", "")) else 1.0
    name = texts.get("sum", "")
    return Shown(
        masks if 1 <= masks <= MOST else FIRST,
        asked if asked <= HIGHEST else rate,
        texts.get("drop") == "channels",
        texts.get("scaling") == "classic",
        SUMS.index(name) if name in SUMS else 0,
    )
