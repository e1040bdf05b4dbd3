"""Class folders in one tar archive: compressed as a whole, small where files begin alike.

A JPEG of 32x32 pixels is two thirds header, and all headers are the same.
"""

import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from vizcore.errors import DataError

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}

#: Of one 32x32 image; more is no such image, but could fill the memory.
MAX_BYTES = 1_000_000

_DAMAGE = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError)


def is_image(file: PurePosixPath | Path) -> bool:
    """Whether a file's name is an image's, and not one of those that macOS adds.

    >>> is_image(Path("0001.jpg")), is_image(Path("._0001.jpg"))
    (True, False)
    """
    return file.suffix.lower() in _SUFFIXES and not file.name.startswith(".")


def first_image(path: Path) -> PurePosixPath | None:
    """The first file of a tar archive if it is an image; CIFAR-10's official archive has none."""
    try:
        with tarfile.open(path) as archive:
            first = next((PurePosixPath(m.name) for m in archive if m.isfile()), None)
    except _DAMAGE:  # who reads it will say so
        return None
    return first if first and is_image(first) else None


def tar_files(path: Path, split: str) -> list[tuple[str, str, bytes]]:
    """(name, class, content) of every image of a split, by name; `DataError` if it is damaged."""
    try:
        return sorted(_read(path, split))
    except _DAMAGE as error:
        raise DataError(f"{path}: the archive is damaged ({error})") from error


def _read(path: Path, split: str) -> Iterator[tuple[str, str, bytes]]:
    """In one pass: to go back in what was compressed as a whole is to begin again."""
    with tarfile.open(path) as archive:
        for member in archive:
            file = PurePosixPath(member.name)
            if not member.isfile() or file.parts[-3:-2] != (split,) or not is_image(file):
                continue
            if member.size > MAX_BYTES:
                raise DataError(f"{path}: {member.name} is too large for a 32x32 image")
            content = archive.extractfile(member)
            assert content is not None  # a file has a content
            yield member.name, file.parts[-2], content.read()
