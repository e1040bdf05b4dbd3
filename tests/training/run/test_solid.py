"""A tar archive of class folders gives what the folders give."""

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from vizcore.errors import DataError
from vizcore.training import list_split, load_split
from vizcore.training.run.data import are_jpegs


@pytest.fixture(params=["xz", "gz", ""])
def packed(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "solid.tar"
    with tarfile.open(path, f"w:{request.param}") as archive:
        for name in ("train", "test"):
            archive.add(folder / name, name)
    return path


def test_a_solid_archive_gives_what_its_folder_gives(folder: Path, packed: Path) -> None:
    for name in ("train", "test"):
        one, other = load_split(folder, name), load_split(packed, name)
        np.testing.assert_array_equal(one.images, other.images)
        np.testing.assert_array_equal(one.targets, other.targets)
    few = list_split(packed, "train").read(np.array([7, 0]))
    np.testing.assert_array_equal(few.images, load_split(folder, "train").images[[7, 0]])
    assert not are_jpegs(packed)


def test_half_an_archive_is_called_damaged(packed: Path) -> None:
    packed.write_bytes(packed.read_bytes()[: packed.stat().st_size // 2])
    with pytest.raises(DataError, match=r"solid\.tar: the archive is damaged|is not a folder"):
        load_split(packed, "test")


def test_a_file_too_large_for_an_image_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tar.xz"
    with tarfile.open(path, "w:xz") as archive:
        info = tarfile.TarInfo("train/cat/0.png")
        info.size = 2_000_000
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    with pytest.raises(DataError, match="too large for a 32x32 image"):
        load_split(path, "train")
