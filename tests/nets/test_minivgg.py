"""MiniVGG is row L31 of the lecture."""

import numpy as np
import pytest
import torch
from torch import nn

from vizcore.nets import LABELS, MEAN, STD, MiniVGG


@pytest.mark.lecture("L31", page="feature_maps")
def test_minivgg_has_exactly_the_lectures_parameters() -> None:
    model = MiniVGG()
    count = {
        kind: sum(
            p.numel() for m in model.modules() if isinstance(m, types) for p in m.parameters()
        )
        for kind, types in {
            "conv": nn.Conv2d,
            "bn": (nn.BatchNorm1d, nn.BatchNorm2d),
            "fc": nn.Linear,
        }.items()
    }
    assert count == {"conv": 65_568, "bn": 1_408, "fc": 2_102_794}
    assert sum(count.values()) == 2_169_770


@pytest.mark.lecture("L31", page="feature_maps")
def test_activation_comes_before_batch_norm_everywhere() -> None:
    names = [name for name, _ in MiniVGG().layers.named_children()]
    for i in range(1, 6):
        assert names.index(f"relu{i}") + 1 == names.index(f"bn{i}")


def test_the_classes_are_in_cifars_order() -> None:
    assert MiniVGG.labels == LABELS
    assert list(LABELS) == sorted(LABELS), "CIFAR-10's classes happen to be in alphabetical order"
    assert len(LABELS) == 10


def test_prepare_scales_and_standardises_each_channel() -> None:
    images = np.random.default_rng(0).integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
    before = images.copy()
    x = MiniVGG().prepare(images)
    assert x.dtype == torch.float32
    assert x.shape == (2, 3, 32, 32)
    expected = (images / 255 - np.array(MEAN)) / np.array(STD)
    np.testing.assert_allclose(x.numpy(), expected.transpose(0, 3, 1, 2), atol=1e-6)
    np.testing.assert_array_equal(images, before)


def test_the_training_mean_becomes_zero() -> None:
    grey = np.rint(255 * np.array(MEAN)).astype(np.uint8)
    x = MiniVGG().prepare(np.broadcast_to(grey, (1, 32, 32, 3)).copy())
    assert x.abs().max() < 0.01
