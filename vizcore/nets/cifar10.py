"""What every network for CIFAR-10 shares: the classes, and how a picture becomes its input."""

import numpy as np
import torch
from jaxtyping import Float, UInt8
from torch import Tensor, nn

from vizcore.images.tensors import CIFAR10

#: CIFAR-10's classes in the order of the networks' outputs.
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

#: Mean of the training images, per channel, on a scale of 0 to 1.
MEAN = CIFAR10[0]

#: Their standard deviation.
STD = CIFAR10[1]


class Classifier(nn.Module):
    """A stack of named layers from normalised 32x32 images to ten logits.

    Parameters
    ----------
    layers : nn.Sequential
    """

    labels = LABELS
    mean: Tensor
    std: Tensor

    def __init__(self, layers: nn.Sequential) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1), persistent=False)
        self.layers = layers

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
