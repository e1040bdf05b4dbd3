"""A few images of CIFAR-10 as a data set of their own, to try everything on."""

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from vizcore.nets.cifar10 import LABELS
from vizcore.training.run.data import list_split
from vizcore.training.run.files import write_atomically


def write_subset(data: Path, count: int, path: Path) -> None:
    """Write a zip of the first images of each class: PNG, so not a value changes.

    Parameters
    ----------
    data : Path
        CIFAR-10, as for `load_split`.
    count : int
        Training images; a tenth of it, but 10 at least, of the test images. Both are rounded down
        to the same number of each class.
    path : Path
        The zip.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, wanted in (("train", count), ("test", max(10, count // 10))):
            listed = list_split(data, name)
            for c, label in enumerate(LABELS):
                index = np.flatnonzero(listed.targets == c)[: wanted // len(LABELS)]
                for i, image in enumerate(listed.read(index).images):
                    archive.writestr(f"{name}/{label}/{i:04}.png", _png(image))
    write_atomically(path, buffer.getvalue())


def _png(image: np.ndarray) -> bytes:
    content = io.BytesIO()
    Image.fromarray(image).save(content, "PNG")
    return content.getvalue()
