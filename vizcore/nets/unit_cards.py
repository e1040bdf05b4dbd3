"""What is known of every unit of the trained network, as it was measured once and is shipped.

`python -m vizcore.training.study.units` writes the file. It holds numbers and pictures of
our own making; of CIFAR-10 it names test images by class and number.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load

from vizcore.errors import WeightsError
from vizcore.locations import ASSETS
from vizcore.nets.exciting import Exciting
from vizcore.nets.units import Speaking
from vizcore.nets.weights import weights_card

#: The file.
CARDS = ASSETS / "units" / "minivgg.safetensors"
#: Pictures beside each other on a sheet of what `maximise` makes.
ACROSS = 16
#: Steps of a climb from one value that is kept to the next.
EVERY = 4
#: Class and number of the test images by whose mean colours an archive is known.
FINGERPRINTS = tuple((label, nth) for label in range(10) for nth in (0, 250, 500, 999))

#: Which pictures: CIFAR-10's test images, or squares of our own.
Pictures = Literal["test", "own"]


@dataclass(frozen=True, eq=False)
class Cards:
    """All that was measured.

    Attributes
    ----------
    arrays : mapping
        Read-only. For each layer with weights, such as "conv3": `conv3.test.picture` and the
        others of `Exciting`, the same for `own`; `conv3.means`, the mean answer to each class's
        test images; `conv3.fires`, the share of test images on which it fires; `conv3.off`, the
        mean change of each logit when the unit is silent (not of the classes); `conv3.size` and
        `conv3.lean`, as `arriving` gives them; `conv3.climbed`, a WebP file of what `maximise`
        makes at its defaults, as the middle place sees it, 16 units beside each other;
        `conv3.climb`, every fourth value on the way. And `fingerprint`, mean colours.
    """

    arrays: Mapping[str, np.ndarray]

    def exciting(self, layer: str, pictures: Pictures) -> Exciting:
        """The most and the least exciting pictures of a layer's units.

        A test image's number is its place in the order of `load_split`.
        """
        start = f"{layer}.{pictures}."
        names = Exciting.__dataclass_fields__
        return Exciting(**{name: self.arrays[f"{start}{name}"] for name in names})


def middle_of(layer: Speaking) -> tuple[int, ...]:
    """Row and column of the middle place of its maps; nothing of a layer of units."""
    return tuple(size // 2 for size in layer.layer.shape[1:])


@functools.cache
def load_cards(path: Path = CARDS) -> Cards:
    """Read the file that was measured on the shipped weights.

    Raises
    ------
    WeightsError
        If it is missing, damaged, or was measured on other weights.

    Examples
    --------
    >>> load_cards().arrays["conv3.means"].shape
    (64, 10)
    """
    again = "run python -m vizcore.training.study.units"
    try:
        data = path.read_bytes()
        arrays = load(data)
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    except FileNotFoundError:
        raise WeightsError(f"{path.name} is missing: {again}") from None
    except (SafetensorError, ValueError) as error:
        raise WeightsError(f"{path.name} does not hold the units' cards: {error}") from error
    if header.get("__metadata__", {}).get("weights") != weights_card()["sha256"]:
        raise WeightsError(f"{path.name} was measured on other weights: {again}")
    for array in arrays.values():
        array.flags.writeable = False
    return Cards(arrays)
