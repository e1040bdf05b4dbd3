"""The face of assets/components/report: what the browser's own settings are, told to Python."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from pages.ui import place
from pages.ui.components.load import load

_report = load("report")


class Payload(TypedDict):
    """What the component is sent; assets/components/report/types.d.ts is its twin."""

    names: list[str]
    known: dict[str, str]


def reported(names: Sequence[str], *, key: str) -> dict[str, str]:
    """What the address holds of settings that the browser alone reads and writes.

    While it is on a page, the fragment around it runs again when they have come to rest at
    something else: so it is put there only where Python shows what follows from them.

    Parameters
    ----------
    names : sequence of str
        Names that were left to the browser.
    key : str
        Begins with the lesson.

    Returns
    -------
    dict
        The texts by name, without those at their default; empty until the browser has told.
        Anybody can write an address: a text may be anything.
    """
    name = f"kept-{key}"
    known = _texts(place.news(name, "told"), names)
    payload: Payload = {"names": list(names), "known": known}
    _report(key=name, data=payload, on_told_change=lambda: None)
    return known


def _texts(told: Any, names: Sequence[str]) -> dict[str, str]:
    values = told.get("values") if isinstance(told, Mapping) else None
    values = values if isinstance(values, Mapping) else {}
    return {name: values[name] for name in names if isinstance(values.get(name), str)}
