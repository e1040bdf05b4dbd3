"""The official archive, imitated: Python 2 wrote its pickles, opcode by opcode as below."""

import io
import os
import pickle
import struct
import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from vizcore.errors import DataError
from vizcore.training import Split, load_split

NAMES = ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"]


def text(value: bytes) -> bytes:
    """A Python 2 str."""
    if len(value) < 256:
        return pickle.SHORT_BINSTRING + bytes([len(value)]) + value
    return pickle.BINSTRING + struct.pack("<i", len(value)) + value


def unicode(value: str) -> bytes:
    return pickle.BINUNICODE + struct.pack("<I", len(value)) + value.encode()


def integer(value: int) -> bytes:
    return pickle.BININT + struct.pack("<i", value)


def call(module: str, name: str, *arguments: bytes) -> bytes:
    function = pickle.GLOBAL + f"{module}\n{name}\n".encode()
    return function + pickle.MARK + b"".join(arguments) + pickle.TUPLE + pickle.REDUCE


def pair(*items: bytes) -> bytes:
    return pickle.MARK + b"".join(items) + pickle.TUPLE


def array(rows: np.ndarray) -> bytes:
    """A uint8 matrix as numpy 1 reduced it."""
    ndarray = pickle.GLOBAL + b"numpy\nndarray\n"
    empty = call("numpy.core.multiarray", "_reconstruct", ndarray, pair(integer(0)), text(b"b"))
    dtype = call("numpy", "dtype", text(b"u1"), integer(0), integer(1))
    none = pickle.NONE
    dtype += pair(integer(3), text(b"|"), none, none, none, *[integer(-1)] * 2, integer(0))
    dtype += pickle.BUILD
    shape = pair(*map(integer, rows.shape))
    return empty + pair(integer(1), shape, dtype, pickle.NEWFALSE, text(rows.tobytes())) + b"b"


def dictionary(items: dict[bytes, bytes]) -> bytes:
    content = b"".join(text(key) + value for key, value in items.items())
    return pickle.EMPTY_DICT + pickle.MARK + content + pickle.SETITEMS


def batch(images: np.ndarray, targets: np.ndarray) -> bytes:
    rows = images.transpose(0, 3, 1, 2).reshape(len(images), -1)
    labels = pickle.EMPTY_LIST + pickle.MARK + b"".join(map(integer, targets.tolist()))
    items = {
        b"batch_label": text(b"training batch 1 of 5"),
        b"labels": labels + pickle.APPENDS,
        b"data": array(rows),
    }
    return pickle.PROTO + b"\x02" + dictionary(items) + pickle.STOP


Write = Callable[[dict[str, bytes]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(files: dict[str, bytes]) -> Path:
        path = tmp_path / "cifar-10-python.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for name, content in files.items():
                info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return path

    return write


@pytest.fixture
def files(tiny: Split) -> dict[str, bytes]:
    parts = [tiny.take(np.arange(8 * i, 8 * i + 8)) for i in range(5)]
    batches = {
        name: batch(part.images, part.targets) for name, part in zip(NAMES, parts, strict=True)
    }
    return batches | {"test_batch": batch(tiny.images[:7], tiny.targets[:7])}


def test_the_five_batches_are_read_in_order(
    write: Write, files: dict[str, bytes], tiny: Split
) -> None:
    split = load_split(write(files), "train")
    np.testing.assert_array_equal(split.images, tiny.images)
    np.testing.assert_array_equal(split.targets, tiny.targets)


def test_the_test_batch_is_read_alone(write: Write, files: dict[str, bytes], tiny: Split) -> None:
    split = load_split(write(files), "test")
    np.testing.assert_array_equal(split.images, tiny.images[:7])


def test_the_imitation_is_what_the_unrestricted_unpickler_reads_too(
    files: dict[str, bytes], tiny: Split
) -> None:
    content = files["test_batch"].replace(b"numpy.core.", b"numpy._core.")  # as numpy 2 says
    plain = pickle.loads(content, encoding="bytes")
    assert plain[b"labels"] == tiny.targets[:7].tolist()
    assert plain[b"data"].shape == (7, 3072)


def test_codecs_encode_is_known_as_newer_pickles_use_it_for_bytes(
    write: Write, files: dict[str, bytes], tiny: Split
) -> None:
    encoded = call("_codecs", "encode", unicode("training"), unicode("latin1"))
    label = text(b"training batch 1 of 5")
    files["test_batch"] = files["test_batch"].replace(label, encoded)
    assert len(load_split(write(files), "test")) == 7


@pytest.mark.parametrize(
    ("module", "name"), [("posix", "system"), ("builtins", "eval"), ("numpy", "fromfile")]
)
def test_a_pickle_that_asks_for_anything_else_is_refused(
    write: Write, files: dict[str, bytes], tmp_path: Path, module: str, name: str
) -> None:
    victim = tmp_path / "victim"
    harm = call(module, name, text(os.fsencode(f"touch {victim}")))
    files["data_batch_3"] = pickle.PROTO + b"\x02" + harm + pickle.STOP
    with pytest.raises(DataError, match=rf"data_batch_3 is not .* \(it asks for {module}\.{name}"):
        load_split(write(files), "train")
    assert not victim.exists()


def test_a_missing_batch_is_named(write: Write, files: dict[str, bytes]) -> None:
    del files["data_batch_4"]
    with pytest.raises(DataError, match="data_batch_4 is missing from the archive"):
        load_split(write(files), "train")


def test_another_data_sets_batch_is_refused(write: Write, files: dict[str, bytes]) -> None:
    files["test_batch"] = files["test_batch"].replace(b"labels", b"fine_l")
    with pytest.raises(DataError, match="test_batch is not a batch of CIFAR-10"):
        load_split(write(files), "test")


def test_classes_beyond_ten_are_refused(write: Write, tiny: Split) -> None:
    with pytest.raises(DataError, match="other pixels or classes"):
        load_split(write({"test_batch": batch(tiny.images, tiny.targets + 1)}), "test")


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_half_an_archive_is_called_damaged(
    write: Write, files: dict[str, bytes], share: float
) -> None:
    path = write(files)
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(DataError, match=r"damaged|is not a folder, a whole zip"):
        load_split(path, "train")
