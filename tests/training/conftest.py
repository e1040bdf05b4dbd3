"""Tiny data sets in every layout that the loader reads, and a recipe that takes a second."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from vizcore.nets import LABELS
from vizcore.training import Recipe, Split


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def recipe() -> Recipe:
    """Three epochs of three steps on the 30 images that `tiny` leaves after its hold-out."""
    return Recipe(epochs=3, batch_size=10, holdout=10, seed=3)


@pytest.fixture
def tiny() -> Split:
    """40 random images, four of each class."""
    rng = np.random.default_rng(7)
    images = rng.integers(0, 256, (40, 32, 32, 3), dtype=np.uint8)
    return Split(images, np.arange(40) % 10)


Png = Callable[[np.ndarray], bytes]


@pytest.fixture
def png() -> Png:
    """The content of a PNG file of an image."""

    def encode(image: np.ndarray) -> bytes:
        buffer = io.BytesIO()
        Image.fromarray(image).save(buffer, "PNG")
        return buffer.getvalue()

    return encode


@pytest.fixture
def folder(tiny: Split, png: Png, tmp_path: Path) -> Path:
    """`tiny` as PNG files, as the train and the test split."""
    root = tmp_path / "images"
    for split in ("train", "test"):
        for i, (image, target) in enumerate(zip(tiny.images, tiny.targets, strict=True)):
            file = root / split / LABELS[target] / f"{i:04}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(png(image))
    return root


@pytest.fixture
def zipped(folder: Path, tmp_path: Path) -> Path:
    """`folder` as a zip, stored, so that a flipped byte damages one image."""
    path = tmp_path / "images.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*.png")):
            archive.write(file, file.relative_to(folder))
    return path


@pytest.fixture
def cifar10() -> Path:
    """The real data, where the environment says that it lies."""
    path = os.environ.get("CONVSCOPE_CIFAR10")
    if not path:
        pytest.skip("CONVSCOPE_CIFAR10 is not set: this test needs the real data")
    return Path(path)
