"""MiniVGG for CIFAR-10: row L31 of the lecture, to the letter."""

from collections import OrderedDict
from collections.abc import Iterator

from torch import nn

from vizcore.nets.cifar10 import LABELS, Classifier


class MiniVGG(Classifier):
    """Two blocks of two 3x3 convolutions, two fully connected layers; activation before batch norm.

    ::

        [CONV 3x3 -> ReLU -> BN] x 2 -> POOL 2x2 -> DROPOUT    3x32x32 -> 32x16x16
        [CONV 3x3 -> ReLU -> BN] x 2 -> POOL 2x2 -> DROPOUT   32x16x16 -> 64x8x8
        FC 512 -> ReLU -> BN -> DROPOUT -> FC 10                  4096 -> 512 -> 10

    The forward pass ends at the logits; softmax turns them into probabilities.

    Parameters
    ----------
    dropout : tuple of three floats in [0, 1)
        Probability of dropping a value after the first block, the second block and the first
        fully connected layer. It acts in training only.
    batch_norm : bool
        Without it, the network of the lecture's experiment that asks what batch norm is for.

    Examples
    --------
    >>> import torch
    >>> model = MiniVGG()
    >>> sum(p.numel() for p in model.parameters())  # 65568 conv + 1408 BN + 2102794 FC
    2169770
    >>> model(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 10])
    """

    def __init__(
        self,
        dropout: tuple[float, float, float] = (0.25, 0.25, 0.5),
        *,
        batch_norm: bool = True,
    ) -> None:
        layers = OrderedDict(_layers(dropout))
        if not batch_norm:
            layers = OrderedDict((n, m) for n, m in layers.items() if not n.startswith("bn"))
        super().__init__(nn.Sequential(layers))


def _layers(dropout: tuple[float, float, float]) -> Iterator[tuple[str, nn.Module]]:
    widths = (3, 32, 32, 64, 64)
    for i in range(1, 5):
        yield f"conv{i}", nn.Conv2d(widths[i - 1], widths[i], 3, padding=1)
        yield f"relu{i}", nn.ReLU()
        yield f"bn{i}", nn.BatchNorm2d(widths[i])
        if i % 2 == 0:
            yield f"pool{i // 2}", nn.MaxPool2d(2)
            yield f"dropout{i // 2}", nn.Dropout(dropout[i // 2 - 1])
    yield "flatten", nn.Flatten()
    yield "fc1", nn.Linear(64 * 8 * 8, 512)
    yield "relu5", nn.ReLU()
    yield "bn5", nn.BatchNorm1d(512)
    yield "dropout3", nn.Dropout(dropout[2])
    yield "fc2", nn.Linear(512, len(LABELS))
