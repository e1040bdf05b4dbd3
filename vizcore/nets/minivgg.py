"""MiniVGG for CIFAR-10: row L31 of the lecture, to the letter."""

from collections import OrderedDict
from collections.abc import Iterator

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor, nn

#: CIFAR-10's classes in the order of the network's outputs.
LABELS = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)

#: Mean and standard deviation of the training images, per channel, on a scale of 0 to 1.
MEAN = (0.4913, 0.4821, 0.4465)
STD = (0.2452, 0.2428, 0.2606)


class MiniVGG(nn.Module):
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

    Examples
    --------
    >>> model = MiniVGG()
    >>> sum(p.numel() for p in model.parameters())  # 65568 conv + 1408 BN + 2102794 FC
    2169770
    >>> model(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 10])
    """

    labels = LABELS
    mean: Tensor
    std: Tensor

    def __init__(self, dropout: tuple[float, float, float] = (0.25, 0.25, 0.5)) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1), persistent=False)
        self.layers = nn.Sequential(OrderedDict(_layers(dropout)))

    def forward(self, x: Float[Tensor, "n 3 32 32"]) -> Float[Tensor, "n 10"]:
        """Logits, one per class, of normalised images."""
        logits: Tensor = self.layers(x)
        return logits

    def prepare(self, images: UInt8[np.ndarray, "n 32 32 3"]) -> Float[Tensor, "n 3 32 32"]:
        """Turn images as people store them into what the network expects, on its device.

        Channels first, scaled to 0..1, minus `MEAN`, divided by `STD`.

        Parameters
        ----------
        images : (n, 32, 32, 3) uint8 array
            sRGB, upright.
        """
        pixels = torch.from_numpy(np.ascontiguousarray(images)).to(self.mean.device)
        return (pixels.permute(0, 3, 1, 2).float() / 255 - self.mean) / self.std


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
