import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from vizcore.errors import DataError
from vizcore.nets import LABELS
from vizcore.training import Split, find_data, hold_out, list_split, load_split
from vizcore.training.run.data import load_few

Png = Callable[[np.ndarray], bytes]


def test_a_smaller_hold_out_lies_in_a_larger_one() -> None:
    """So that a pupil that holds out less is measured on images that its teacher never saw."""
    numbered = Split(np.zeros((60, 32, 32, 3), np.uint8), np.arange(60) % 10)
    numbered.images[:, 0, 0, 0] = np.arange(60)
    small, large = (hold_out(numbered, n)[1].images[:, 0, 0, 0] for n in (20, 40))
    assert set(small.tolist()) < set(large.tolist())


def test_a_folder_gives_the_images_back_with_their_classes(folder: Path, tiny: Split) -> None:
    split = load_split(folder, "train")
    order = np.lexsort((np.arange(40), tiny.targets))  # files are read class by class
    np.testing.assert_array_equal(split.images, tiny.images[order])
    np.testing.assert_array_equal(split.targets, tiny.targets[order])


def test_a_zip_gives_what_its_folder_gives(folder: Path, zipped: Path) -> None:
    one, other = load_split(folder, "test"), load_split(zipped, "test")
    np.testing.assert_array_equal(one.images, other.images)
    np.testing.assert_array_equal(one.targets, other.targets)


def test_a_few_images_are_those_that_the_whole_split_has_there(folder: Path, zipped: Path) -> None:
    split = load_split(folder, "train")
    cats = split.images[split.targets == LABELS.index("cat")]
    for path in (folder, zipped):
        few = load_few(path, "train", [("cat", 1), ("dog", 99), ("cat", 0)])
        assert list(few) == [("cat", 1), ("cat", 0)]  # as asked for, without what is not there
        np.testing.assert_array_equal(few["cat", 1], cats[1])
        np.testing.assert_array_equal(few["cat", 0], cats[0])


def test_a_zip_may_have_a_folder_around_the_splits(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "around.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.rglob("*.png"):
            archive.write(file, Path("cifar") / file.relative_to(folder))
        archive.writestr("__MACOSX/train/cat/._0001.png", b"not an image")
    assert len(load_split(path, "train")) == 40


def test_grey_images_become_rgb(folder: Path, png: Png) -> None:
    grey = np.full((32, 32), 9, np.uint8)
    (folder / "train" / "airplane" / "0000.png").write_bytes(png(grey))
    assert load_split(folder, "train").images[0].tolist() == [[[9] * 3] * 32] * 32


def test_a_zip_with_a_flipped_byte_is_called_damaged(zipped: Path) -> None:
    content = bytearray(zipped.read_bytes())
    content[content.index(b"IDAT") + 10] ^= 0xFF
    zipped.write_bytes(content)
    with pytest.raises(DataError, match=r"images\.zip: the zip is damaged \(Bad CRC-32"):
        load_split(zipped, "test")


def test_half_a_zip_is_not_a_zip(zipped: Path) -> None:
    zipped.write_bytes(zipped.read_bytes()[:-1000])
    with pytest.raises(DataError, match="is not a folder, a whole zip or CIFAR-10's tar archive"):
        load_split(zipped, "train")


def test_a_zip_entry_too_large_for_an_image_is_not_unpacked(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("train/cat/0.png", bytes(2_000_000))
    assert path.stat().st_size < 10_000
    with pytest.raises(DataError, match="too large for a 32x32 image"):
        load_split(path, "train")


def test_an_empty_folder_says_where_images_are_expected(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no images under train/<class>/"):
        load_split(tmp_path, "train")


def test_a_missing_class_is_named(folder: Path) -> None:
    for file in (folder / "train" / "frog").iterdir():
        file.unlink()
    with pytest.raises(DataError, match="no images of frog under train/"):
        load_split(folder, "train")


def test_an_unknown_class_is_named(folder: Path) -> None:
    (folder / "train" / "cat").rename(folder / "train" / "kitten")
    with pytest.raises(DataError, match="'kitten' is not one of airplane, automobile"):
        load_split(folder, "train")


def test_an_image_of_another_size_is_named_with_its_size(folder: Path, png: Png) -> None:
    (folder / "train" / "cat" / "0003.png").write_bytes(png(np.zeros((28, 32, 3), np.uint8)))
    with pytest.raises(DataError, match=r"0003\.png is 32x28, not 32x32"):
        load_split(folder, "train")


@pytest.mark.parametrize("keep", [0, 20, 60])
def test_a_broken_image_is_named(folder: Path, keep: int) -> None:
    file = folder / "train" / "cat" / "0003.png"
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(DataError, match=r"0003\.png cannot be decoded"):
        load_split(folder, "train")


def test_find_data_prefers_the_argument_to_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVSCOPE_CIFAR10", "/nowhere")
    assert find_data(folder) == folder
    with pytest.raises(DataError, match="/nowhere does not exist"):
        find_data()
    monkeypatch.delenv("CONVSCOPE_CIFAR10")
    with pytest.raises(DataError, match="pass --data or set CONVSCOPE_CIFAR10"):
        find_data()


def test_hold_out_parts_each_class_evenly_and_loses_nothing(tiny: Split) -> None:
    rest, held = hold_out(tiny, 20)
    assert np.bincount(held.targets).tolist() == [2] * 10
    together = np.concatenate([rest.images, held.images]).reshape(40, -1)
    assert sorted(map(bytes, together)) == sorted(map(bytes, tiny.images.reshape(40, -1)))


def test_hold_out_is_the_same_every_time_and_another_for_another_seed(tiny: Split) -> None:
    first, again, other = (hold_out(tiny, 10, seed=seed)[1].images for seed in (0, 0, 1))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(("count", "text"), [(15, "does not divide"), (40, "one class has 4")])
def test_hold_out_refuses_what_leaves_classes_uneven_or_empty(
    tiny: Split, count: int, text: str
) -> None:
    with pytest.raises(DataError, match=text):
        hold_out(tiny, count)


def test_the_real_data_is_complete(cifar10: Path) -> None:
    test = load_split(cifar10, "test")
    assert np.bincount(test.targets).tolist() == [1000] * len(LABELS)
    assert test.images.shape == (10_000, 32, 32, 3)


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_listed_split_reads_only_what_is_asked_for_and_that_as_the_whole_does(
    folder: Path, zipped: Path, kind: str
) -> None:
    path = folder if kind == "folder" else zipped
    whole, listed = load_split(path, "train"), list_split(path, "train")
    np.testing.assert_array_equal(listed.targets, whole.targets)
    index = np.array([7, 0, 3])
    part = listed.read(index)
    np.testing.assert_array_equal(part.images, whole.images[index])
    np.testing.assert_array_equal(part.targets, whole.targets[index])
