"""What a run learns from, and the picture that is looked at meanwhile."""

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import Tensor

from vizcore.laboratory.settings import DATA, SIDE, RunSettings
from vizcore.nets.cifar10 import MEAN, STD
from vizcore.training.run.data import find_data, list_split
from vizcore.training.study.trial import Settings, choose_index

Labelled = tuple[Tensor, Tensor]


def images_of(settings: RunSettings) -> tuple[Labelled, Labelled]:
    """Images and classes to learn from, and others to check on; which ones, the seed decides."""
    if settings.data == "digits":
        return _digits(settings.seed)
    listed = list_split(find_data(), "train")
    parts = map(listed.read, choose_index(listed.targets, Settings(), settings.seed))
    seen, unseen = ((_normalised(p.images), torch.from_numpy(p.targets)) for p in parts)
    return seen, unseen


def _digits(seed: int) -> tuple[Labelled, Labelled]:
    digits = load_digits()
    images = torch.from_numpy(digits.images).float()[:, None] / 16
    targets = torch.from_numpy(digits.target).long()
    order = torch.from_numpy(np.random.default_rng(seed).permutation(len(targets)))
    count = DATA["digits"].seen
    first, rest = order[:count], order[count:]
    return (images[first], targets[first]), (images[rest], targets[rest])


def _normalised(images: np.ndarray) -> Tensor:
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    return (torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255 - mean) / std


def picture_of(settings: RunSettings) -> Tensor:
    """The person's picture as the first layer takes it; digits have no colours."""
    pixels = np.frombuffer(settings.picture, np.uint8).reshape(1, SIDE, SIDE, 3)
    if settings.data == "cifar10":
        return _normalised(pixels.copy())
    grey = pixels @ np.array([0.299, 0.587, 0.114], np.float32) / 255
    return torch.from_numpy(grey.astype(np.float32))[:, None]
