"""CIFAR-10 from wherever it lies: class folders, packed or not, or the official archive."""

import hashlib
import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from jaxtyping import Int64, UInt8
from PIL import Image

from vizcore.errors import DataError
from vizcore.nets.cifar10 import LABELS
from vizcore.text import many
from vizcore.training.run.official import load_official
from vizcore.training.run.solid import MAX_BYTES, first_image, is_image, tar_files


@dataclass(frozen=True)
class Split:
    """Images and the index of each one's class."""

    images: UInt8[np.ndarray, "n 32 32 3"]
    targets: Int64[np.ndarray, " n"]

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def digits(self) -> str:
        """Twelve hexadecimal digits that differ where an image, a class or the order differs."""
        content = hashlib.sha256(np.ascontiguousarray(self.images).data)
        content.update(np.ascontiguousarray(self.targets).data)
        return content.hexdigest()[:12]

    def take(self, index: np.ndarray) -> "Split":
        """The images at `index`, in that order."""
        return Split(self.images[index], self.targets[index])


def find_data(path: str | os.PathLike[str] | None = None) -> Path:
    """Where CIFAR-10 lies: `path`, or else what the environment variable CONVSCOPE_CIFAR10 says.

    >>> find_data("/nowhere")
    Traceback (most recent call last):
    vizcore.errors.DataError: no data: /nowhere does not exist
    """
    named = path or os.environ.get("CONVSCOPE_CIFAR10")
    if not named:
        raise DataError(
            "no data: pass --data or set CONVSCOPE_CIFAR10 to CIFAR-10's archive or to a folder "
            "of images"
        )
    if not Path(named).exists():
        raise DataError(f"no data: {os.fspath(named)} does not exist")
    return Path(named)


@dataclass(frozen=True)
class Listed:
    """Images that are known by their classes and not decoded yet.

    Attributes
    ----------
    targets : (n,) int64 array
    read : callable
        The images at some places, in that order, as a `Split`; raises `DataError` where one cannot
        be decoded.
    """

    targets: Int64[np.ndarray, " n"]
    read: Callable[[np.ndarray], Split]


def list_split(path: Path, name: str) -> Listed:
    """The classes of the images of a split, in the order of `load_split`, for who needs but a few.

    Raises
    ------
    DataError
        As `load_split` does, except for images that nobody reads.
    """
    if path.is_dir():
        files = list(_folder_files(path, name))
    elif zipfile.is_zipfile(path):
        files = list(_zip_files(path, name))
    elif first_image(path):
        files = tar_files(path, name)
    else:
        split = load_split(path, name)
        return Listed(split.targets, split.take)
    targets = _targets([label for _, label, _ in files], path, name)
    return Listed(
        targets,
        lambda index: Split(
            np.stack([_pixels(files[i][2], f"{path}: {files[i][0]}") for i in index]),
            targets[index],
        ),
    )


def load_split(path: Path, name: str) -> Split:
    """Read the split `"train"` or `"test"` of CIFAR-10.

    Parameters
    ----------
    path : Path
        `cifar-10-python.tar.gz`; a zip, a tar archive or a folder with `<split>/<class>/<image>`.
    name : str
        `"train"` or `"test"`.

    Raises
    ------
    DataError
        If the file is damaged, there is no such split, a class is missing, or an image is not
        32x32.
    """
    if path.is_dir():
        return _from_images(_folder_files(path, name), path, name)
    if zipfile.is_zipfile(path):
        return _from_images(_zip_files(path, name), path, name)
    if first_image(path):
        return _from_images(tar_files(path, name), path, name)
    if _is_tar(path):
        return Split(*load_official(path, name))
    raise DataError(f"{path} is not a folder, a whole zip or CIFAR-10's tar archive")


def load_few(
    path: Path, name: str, places: Collection[tuple[str, int]]
) -> dict[tuple[str, int], UInt8[np.ndarray, "32 32 3"]]:
    """Read some images of a split, without decoding the others.

    Parameters
    ----------
    path, name
        As for `load_split`.
    places : collection of (str, int)
        The class of each, and which of its class it is, counted from 0 in the order that
        `load_split` has.

    Returns
    -------
    dict
        An image for each place that there is, in the order of `places`.

    Raises
    ------
    DataError
        If the file is damaged or an image that was asked for is not 32x32.
    """
    listed, found = list_split(path, name), {}
    for label, nth in places:
        of_class = np.flatnonzero(listed.targets == LABELS.index(label))
        if nth < len(of_class):
            found[label, nth] = listed.read(of_class[[nth]]).images[0]
    return found


def are_jpegs(path: Path) -> bool:
    """Whether the images in `path` went through JPEG, which the official archive's did not."""
    if path.is_dir():
        names = [file.name for file in path.glob("*/*/*")]
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    else:
        names = [str(first_image(path))]
    return any(name.lower().endswith((".jpg", ".jpeg")) for name in names)


def hold_out(split: Split, count: int, *, seed: int = 0) -> tuple[Split, Split]:
    """Part `split` into (the rest, `count` held-out images), the same number from each class.

    The choice depends on the order of the images, so on the archive that they were read from.

    Raises
    ------
    DataError
        If `count` does not divide over the classes, or a class would have nothing left.

    Examples
    --------
    Thirty images, three of each class; one of each is held out:

    >>> split = Split(np.zeros((30, 32, 32, 3), np.uint8), np.arange(30) % 10)
    >>> rest, held = hold_out(split, 10)
    >>> len(rest), len(held), sorted(held.targets.tolist())
    (20, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    rest, held = hold_out_index(split.targets, count, seed=seed)
    return split.take(rest), split.take(held)


def hold_out_index(
    targets: Int64[np.ndarray, " n"], count: int, *, seed: int = 0
) -> tuple[Int64[np.ndarray, " rest"], Int64[np.ndarray, " held"]]:
    """Which images `hold_out` parts from which, from their classes alone."""
    classes = len(LABELS)
    per_class, remainder = divmod(count, classes)
    if remainder:
        raise DataError(
            f"a hold-out of {many(count, 'image')} does not divide over {classes} classes"
        )
    fewest = int(np.bincount(targets, minlength=classes).min())
    if per_class >= fewest:
        raise DataError(
            f"a hold-out of {count} images needs {per_class} of each class and some to train on; "
            f"one class has {fewest}"
        )
    rng = np.random.default_rng(seed)
    members = (np.flatnonzero(targets == c) for c in range(classes))
    held = np.concatenate([rng.permutation(member)[:per_class] for member in members])
    return np.setdiff1d(np.arange(len(targets)), held), np.sort(held)


def _is_tar(path: Path) -> bool:
    try:
        return tarfile.is_tarfile(path)
    except (OSError, EOFError, zlib.error):  # damaged inside its compression
        return False


def _zip_files(path: Path, split: str) -> Iterator[tuple[str, str, bytes]]:
    """(name, class, content) of every image; a zip may have a folder around the two splits."""
    with zipfile.ZipFile(path) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            file = PurePosixPath(info.filename)
            if file.parts[-3:-2] == (split,) and is_image(file):
                yield info.filename, file.parts[-2], _unzip(archive, info)


def _unzip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.file_size > MAX_BYTES:
        raise DataError(f"{archive.filename}: {info.filename} is too large for a 32x32 image")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise DataError(f"{archive.filename}: the zip is damaged ({error})") from error


def _folder_files(path: Path, split: str) -> Iterator[tuple[str, str, bytes]]:
    for file in sorted((path / split).glob("*/*")):
        if is_image(file):
            yield file.name, file.parent.name, file.read_bytes()


def _from_images(files: Iterable[tuple[str, str, bytes]], source: Path, split: str) -> Split:
    images, labels = [], []
    for name, label, content in files:
        labels.append(label)
        images.append(_pixels(content, f"{source}: {name}"))
    targets = _targets(labels, source, split)
    return Split(np.stack(images), targets)


def _targets(labels: Sequence[str], source: Path, split: str) -> Int64[np.ndarray, " n"]:
    """The index of each label; an error where one is unknown, or a class has none."""
    for label in labels:
        if label not in LABELS:
            raise DataError(f"{source}: '{label}' is not one of {', '.join(LABELS)}")
    if not labels:
        raise DataError(f"{source}: no images under {split}/<class>/")
    missing = [label for label in LABELS if label not in set(labels)]
    if missing:
        raise DataError(f"{source}: no images of {', '.join(missing)} under {split}/<class>/")
    return np.array([LABELS.index(label) for label in labels], dtype=np.int64)


def _pixels(content: bytes, source: str) -> UInt8[np.ndarray, "32 32 3"]:
    try:
        with Image.open(io.BytesIO(content)) as image:
            size = image.size
            if size == (32, 32):
                return np.asarray(image.convert("RGB"))
    except Exception as error:  # decoders of damaged images fail in any way at all
        raise DataError(f"{source} cannot be decoded ({error})") from error
    raise DataError(f"{source} is {size[0]}x{size[1]}, not 32x32")
