"""The study of units, on a few images and few steps."""

import numpy as np
import pytest

from vizcore.nets import load_minivgg
from vizcore.nets.maximising import maximise_all
from vizcore.nets.unit_cards import FINGERPRINTS, load_cards
from vizcore.training.run.data import Split
from vizcore.training.study import units


@pytest.fixture(scope="module")
def found():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (20, 32, 32, 3), np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "FINGERPRINTS", tuple((c, 0) for c, _ in FINGERPRINTS))
        patch.setattr(units, "maximise_all", lambda *a: maximise_all(*a, steps=1)[:])
        patch.setattr(units, "views", lambda: [(None, image) for image in images[:12]])
        patch.setattr(units, "_LINKS", 4)
        return units.study(load_minivgg("cpu"), Split(images, np.arange(20) % 10), off=1)


def test_it_measures_all_that_the_shipped_file_holds(found):
    shipped = load_cards().arrays
    assert set(found) == set(shipped)
    for name, array in found.items():
        same = name.split(".")[-1] not in ("climbed", "climb")
        assert not same or array.shape == shipped[name].shape, name


def test_means_are_by_class_and_a_place_of_a_class_is_found(found):
    assert found["conv3.means"].shape == (64, 10)
    targets = np.array([1, 0, 1])
    split = Split(np.zeros((3, 32, 32, 3), np.uint8), targets)
    assert units.of_class(split, 1, 1) == 2


def test_without_data_the_command_says_so(monkeypatch, capsys):
    monkeypatch.delenv("CONVSCOPE_CIFAR10", raising=False)
    assert units.main([]) == 2
    assert "no data: pass --data" in capsys.readouterr().err
