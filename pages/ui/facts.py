"""The files that come with the app: what they say of it, and what is told where one is missing."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vizcore.errors import WeightsError
from vizcore.locations import ASSETS


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Read a file of the assets in this: whatever goes wrong is told in one sentence.

    Raises
    ------
    WeightsError
        If the file is missing, cannot be read, is cut short or another one.
    """
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, ValueError, TypeError, LookupError, SafetensorError) as error:
        name = f"{path.parent.name}/{path.name}"
        raise WeightsError(
            f"the file {name} of ConvScope is missing or damaged: install ConvScope again"
        ) from error


def facts(name: str) -> dict[str, Any]:
    """A JSON file of the assets, such as "weights/model-card.json".

    Raises
    ------
    WeightsError
        If it is missing or damaged.
    """
    with reading(ASSETS / name):
        return dict(json.loads((ASSETS / name).read_bytes()))
