"""The Data sets page: the table, the scale, the matrix, the pictures where they are."""

import json

import numpy as np
import pytest

from pages.data_sets import pictures
from pages.data_sets.catalogue import DATA_SETS
from pages.data_sets.pictures import Looked, captions, chosen_images, counts, title
from tests.pages.helpers import opened
from tests.pages.sent import protos, sent_to, unpack
from vizcore.nets import LABELS

NAMED = {data.name.partition(" (")[0]: data for data in DATA_SETS}


def looked() -> Looked:
    """Six images of classes 3 and 5, two of them wrong."""
    probabilities = np.full((6, 10), 0.02)
    for i, (answer, sure) in enumerate(
        [(3, 0.82), (5, 0.6), (3, 0.5), (5, 0.7), (3, 0.9), (5, 0.8)]
    ):
        probabilities[i, answer] = sure
    targets = np.array([3, 3, 3, 5, 5, 5])
    return Looked(np.zeros((6, 32, 32, 3), np.uint8), targets, probabilities)


@pytest.mark.lecture("L28", page="data_sets")
@pytest.mark.parametrize(
    ("name", "train", "others", "classes", "size"),
    [
        ("MNIST", 60_000, 10_000, 10, "28 × 28 × 1"),
        ("Fashion-MNIST", 60_000, 10_000, 10, "28 × 28 × 1"),
        ("CIFAR-10", 50_000, 10_000, 10, "32 × 32 × 3"),
        ("CIFAR-100", 50_000, 10_000, 100, "32 × 32 × 3"),
        ("Tiny ImageNet", 100_000, 20_000, 200, "64 × 64 × 3"),
        ("Caltech-101", 9_146, 0, 101, "about 300 × 200 × 3"),
        ("Flowers-17", 80 * 17, 0, 17, "about 620 × 500 × 3"),
        ("Adience", 26_580, 0, 8, "816 × 816 × 3"),
        ("FER2013", 35_887 - 2 * 3_589, 2 * 3_589, 7, "48 × 48 × 1"),
        ("Dogs vs. Cats", 25_000, 12_500, 2, "about 500 × 375 × 3"),
        ("SMILES", 9_475 + 3_690, 0, 2, "64 × 64 × 1"),
        ("ImageNet", 1_281_167, 150_000, 1000, "about 469 × 387 × 3"),
    ],
)
def test_the_figures_are_the_publishers(name, train, others, classes, size):
    data = NAMED[name]
    assert (data.train, data.others, data.classes, data.size) == (train, others, classes, size)
    assert "](http" in data.source


@pytest.mark.lecture("L28", page="data_sets")
def test_all_twelve_are_drawn_listed_and_the_slides_errors_are_told(app):
    opened(app)
    (proto,) = protos(app, "scales")
    sent = json.loads(proto.json)["tiles"]
    assert [tile["name"] for tile in sent] == [data.name for data in DATA_SETS]
    (listed,) = [text.value for text in app.markdown if text.value.startswith("| Data set")]
    assert listed.count("\n") == 13
    said = {tile["name"]: tile["words"] for tile in sent}
    assert "The lecture's slide says 50,000" in said["MNIST"]
    assert "The slide's 60,000 are all of them" in said["CIFAR-10"]


def test_the_matrix_is_the_cards_and_what_is_missing_is_named_with_the_command(app, monkeypatch):
    monkeypatch.delenv("CONVSCOPE_CIFAR10", raising=False)
    meta, arrays = sent_to(opened(app), "confusion")
    assert np.array(meta["counts"]).sum() == 10_000
    assert round(np.trace(meta["counts"]) / 1e4, 3) == 0.88
    assert meta["labels"] == list(LABELS)
    assert len(arrays["pictures"]) == 0
    assert any("convscope-data cifar10" in text.value for text in app.caption)


def test_a_cell_a_class_and_the_worst_open_their_pictures_the_surest_errors_first():
    found = looked()
    assert chosen_images(found, "3-5").tolist() == [1]
    assert chosen_images(found, "5").tolist() == [4, 3, 5]
    assert chosen_images(found, "worst").tolist() == [1, 4]
    assert captions(found, np.array([1, 0])) == ["cat; it says dog, 60 %", "cat, 82 %"]
    assert title("3-5", 1) == "Cat, taken for dog: 1 picture"
    assert title("worst", 99) == "The worst errors: 99 pictures, the first 48"


@pytest.mark.lecture("L28", page="data_sets")
def test_the_real_images_answer_as_the_matrix_says(app, cifar10):
    opened(app, cell="3-5")
    (proto,) = protos(app, "confusion")
    meta, arrays = unpack(proto.bytes)
    assert meta["title"].startswith(f"Cat, taken for dog: {counts()[3, 5]} picture")
    assert len(arrays["pictures"]) == len(meta["captions"]) == min(48, counts()[3, 5])
    assert all(caption.startswith("cat; it says dog, ") for caption in meta["captions"])
    found = pictures.looked_at(cifar10)
    assert (found.answers == found.targets).mean() == pytest.approx(
        np.trace(counts()) / 1e4, abs=2e-3
    )


@pytest.mark.parametrize("cell", ["11-3", "x", "3-", "", "-1"])
def test_a_link_to_no_cell_shows_the_worst(app, monkeypatch, cell):
    monkeypatch.delenv("CONVSCOPE_CIFAR10", raising=False)
    assert sent_to(opened(app, cell=cell), "confusion")[0]["chosen"] == "worst"


def test_a_file_that_is_no_data_set_is_a_sentence(app, monkeypatch, tmp_path):
    file = tmp_path / "nonsense.zip"
    file.write_bytes(b"no zip")
    monkeypatch.setenv("CONVSCOPE_CIFAR10", str(file))
    opened(app, cell="3")
    assert "is not a folder, a whole zip or CIFAR-10's tar archive" in app.error[0].value
    assert sent_to(app, "confusion")[0]["labels"] == list(LABELS)


def test_what_the_notes_say_of_the_most_frequent_errors_is_the_matrixs(app):
    opened(app)
    matrix = counts()
    both = {
        (LABELS[i], LABELS[j]): int(matrix[i, j] + matrix[j, i])
        for i in range(10)
        for j in range(i)
    }
    first, second, third = sorted(both, key=both.__getitem__, reverse=True)[:3]
    assert (set(first), both[first]) == ({"cat", "dog"}, 211)
    assert {second, third} == {("frog", "cat"), ("truck", "automobile")}
    assert both[second] == both[third] == 66
    assert any("211 times" in text.value for text in app.markdown)
