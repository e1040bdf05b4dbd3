"""The face of assets/components/laboratory: a run of one's own, watched as it learns."""

from typing import TypedDict

import numpy as np
from jaxtyping import UInt8

from pages.ui import place
from pages.ui.components.load import load, pack
from pages.ui.components.store import keep_arrays
from vizcore.laboratory.film import Film
from vizcore.laboratory.settings import DATA, OPTIMISERS

#: What the fields offer: sizes of a batch, and learning rates a third of a decade apart.
BATCHES = [8, 16, 32, 64, 128, 256]
RATES = [1e-5, 3e-5, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]
_OWN = ["data", "bn", "drop", "augment", "optimiser", "batch", "seed", "rate"]

_laboratory = load("laboratory")


class Payload(TypedDict):
    """What the component is sent; assets/components/laboratory/types.d.ts is its twin."""

    photographs: bool
    film: str
    epochs: dict[str, int]
    socket: str
    batches: list[int]
    rates: list[float]
    optimisers: dict[str, str]
    data: dict[str, str]


def laboratory(
    picture: UInt8[np.ndarray, "32 32 3"], film: Film, *, photographs: bool, key: str
) -> None:
    """Show the laboratory; what is chosen in it stands in the address and never comes here.

    Parameters
    ----------
    picture : (32, 32, 3) uint8 array
        The person's; its maps are shown as the network learns.
    film : Film
        Shown until a run is started.
    photographs : bool
        Whether the server has CIFAR-10.
    key : str
        Of the component.
    """
    facts = {"epochs": film.epochs, "steps": film.steps, "total": film.total}
    keep_arrays("film", facts, {"kernels": film.kernels}, key=f"{key}_film")
    payload: Payload = {
        "film": "film",
        "photographs": photographs,
        "epochs": {name: images.epochs for name, images in DATA.items()},
        "socket": "laboratory/run",
        "batches": BATCHES,
        "rates": RATES,
        "optimisers": OPTIMISERS,
        "data": {name: images.title for name, images in DATA.items()},
    }
    place.leave_to_browser(_OWN)
    _laboratory(key=key, data=pack(payload, picture=picture))
