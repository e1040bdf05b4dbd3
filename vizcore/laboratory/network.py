"""What learns in the laboratory, and how its weights are changed."""

from collections import OrderedDict
from collections.abc import Iterator

import torch
from torch import nn

from vizcore.laboratory.settings import RunSettings
from vizcore.nets.minivgg import MiniVGG


def network(settings: RunSettings) -> nn.Module:
    """MiniVGG for photographs, a small relative of it for digits of 8x8 pixels.

    >>> sum(p.numel() for p in network(RunSettings()).parameters())
    13930
    """
    if settings.data == "cifar10":
        rates = (0.25, 0.25, 0.5) if settings.dropout else (0.0, 0.0, 0.0)
        return MiniVGG(rates, batch_norm=settings.batch_norm)
    layers = OrderedDict(_digit_layers())
    dropped = [] if settings.dropout else [name for name in layers if name.startswith("dropout")]
    dropped += [] if settings.batch_norm else [name for name in layers if name.startswith("bn")]
    return nn.Sequential(OrderedDict((n, m) for n, m in layers.items() if n not in dropped))


def _digit_layers() -> Iterator[tuple[str, nn.Module]]:
    for i, (inputs, filters) in enumerate(((1, 16), (16, 32)), 1):
        yield f"conv{i}", nn.Conv2d(inputs, filters, 3, padding=1)
        yield f"relu{i}", nn.ReLU()
        yield f"bn{i}", nn.BatchNorm2d(filters)
        yield f"pool{i}", nn.MaxPool2d(2)
        yield f"dropout{i}", nn.Dropout(0.25)
    yield "flatten", nn.Flatten()
    yield "fc1", nn.Linear(32 * 2 * 2, 64)
    yield "relu3", nn.ReLU()
    yield "bn3", nn.BatchNorm1d(64)
    yield "dropout3", nn.Dropout(0.5)
    yield "fc2", nn.Linear(64, 10)


def first_layer(model: nn.Module) -> nn.Conv2d:
    """The convolution that sees the image."""
    return next(module for module in model.modules() if isinstance(module, nn.Conv2d))


def optimiser_of(settings: RunSettings, model: nn.Module) -> torch.optim.Optimizer:
    """The optimiser that was chosen, all else as PyTorch sets it."""
    if settings.optimiser == "adam":
        return torch.optim.Adam(model.parameters(), lr=settings.rate)
    momentum = 0.9 if settings.optimiser == "momentum" else 0.0
    return torch.optim.SGD(model.parameters(), lr=settings.rate, momentum=momentum)
