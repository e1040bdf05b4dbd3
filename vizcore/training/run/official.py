"""CIFAR-10's official Python archive, read without trusting it."""

import codecs
import pickle
import tarfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from jaxtyping import Int64, UInt8

from vizcore.errors import DataError

_FOLDER = "cifar-10-batches-py"
_BATCHES = {"train": [f"data_batch_{i}" for i in range(1, 6)], "test": ["test_batch"]}

Arrays = tuple[UInt8[np.ndarray, "n 32 32 3"], Int64[np.ndarray, " n"]]


def load_official(path: Path, split: str) -> Arrays:
    """Images and targets of `"train"` or `"test"` from `cifar-10-python.tar.gz`.

    The batches are pickles, and a pickle can run code. This reader knows arrays, numbers, text,
    lists and dicts; it refuses an archive that asks for anything else.

    Raises
    ------
    DataError
        If the archive is damaged, incomplete or another one.
    """
    try:
        batches = [_batch(content, source) for content, source in _contents(path, split)]
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise DataError(f"{path}: the archive is damaged ({error})") from error
    images, targets = zip(*batches, strict=True)
    return np.concatenate(images), np.concatenate(targets)


def _contents(path: Path, split: str) -> Iterator[tuple[bytes, str]]:
    with tarfile.open(path) as archive:
        for name in _BATCHES[split]:
            member = f"{_FOLDER}/{name}"
            file = archive.extractfile(member) if member in archive.getnames() else None
            if file is None:
                raise DataError(f"{path}: {member} is missing from the archive")
            yield file.read(), f"{path}: {name}"


def _batch(content: bytes, source: str) -> Arrays:
    """One pickled batch; a row of it holds 1024 red values, then 1024 green, then 1024 blue."""
    try:
        batch = _PlainUnpickler(BytesIO(content), encoding="bytes").load()
        targets = np.asarray(batch[b"labels"], dtype=np.int64)
        images = batch[b"data"].reshape(len(targets), 3, 32, 32).transpose(0, 2, 3, 1)
    except Exception as error:  # a pickle that is not what it should be fails in any way at all
        raise DataError(f"{source} is not a batch of CIFAR-10 ({error})") from error
    if images.dtype != np.uint8 or not set(targets.tolist()) <= set(range(10)):
        raise DataError(f"{source} is not a batch of CIFAR-10 (other pixels or classes)")
    return images, targets


_KNOWN: dict[tuple[str, str], object] = {
    ("numpy", "dtype"): np.dtype,
    ("numpy", "ndarray"): np.ndarray,
    # The archive dates from numpy 1; numpy 2 moved the function, but an array still knows it.
    ("numpy.core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
    ("_codecs", "encode"): codecs.encode,
}


class _PlainUnpickler(pickle.Unpickler):
    """Arrays and plain values only: a pickle from the network must not be able to run code."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}")
        return _KNOWN[module, name]
