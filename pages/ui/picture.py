"""Stand-in until the real picker is here."""
from dataclasses import dataclass
import numpy as np
from vizcore.images import SAMPLES
@dataclass(frozen=True)
class Picture:
    name: str
    preview: np.ndarray
def image_picker() -> Picture:
    return Picture("cat", SAMPLES["cat"].load())
