"""A wider relative of MiniVGG: its teacher, never shipped."""

import itertools
from collections import OrderedDict
from collections.abc import Iterator

import torch
from jaxtyping import Float
from torch import Tensor, nn

from vizcore.nets.cifar10 import LABELS, Classifier

NamedLayers = Iterator[tuple[str, nn.Module]]


class WideVGG(Classifier):
    """A layer that whitens, then three blocks of two 3x3 convolutions, pooled to one value a map.

    The design is that of airbench94 (Keller Jordan, 94 % on CIFAR-10 in 3.29 seconds on a single
    GPU, 2024): a fixed first layer of 2x2 kernels, convolutions that begin as the identity, batch
    norm before GELU, and a pool between a block's first convolution and its batch norm.

    Parameters
    ----------
    widths : tuple of three ints
        Channels of the blocks, at 15x15, 7x7 and 3x3.

    Examples
    --------
    >>> model = WideVGG()
    >>> sum(p.numel() for p in model.parameters())
    1972792
    >>> model.eval()(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 10])
    """

    def __init__(self, widths: tuple[int, int, int] = (64, 256, 256)) -> None:
        super().__init__(nn.Sequential(OrderedDict(self.stack(widths))))

    @staticmethod
    def stack(widths: tuple[int, int, int]) -> NamedLayers:
        """Its layers, from the input on."""
        return _layers(widths)

    @torch.no_grad()
    def whiten(self, images: Float[Tensor, "n 3 32 32"]) -> None:
        """Let the first layer's results be uncorrelated and of equal size, each with both signs.

        Its kernels become the axes along which the 2x2 patches of `images` vary most, next most,
        and so on, each divided by the root mean square along it, and their negatives. Axes along
        which a patch hardly varies stay weak: 5e-4 is added to each mean square.
        """
        patches = images.unfold(2, 2, 1).unfold(3, 2, 1).permute(0, 2, 3, 1, 4, 5).reshape(-1, 12)
        variances, axes = torch.linalg.eigh(patches.T @ patches / len(patches))
        kernels = (axes / (variances + 5e-4).sqrt()).T.reshape(12, 3, 2, 2)
        self.layers.get_parameter("whiten.weight").copy_(torch.cat([kernels, -kernels]))


def whitening() -> NamedLayers:
    """The first layer, fixed, and what follows it."""
    whiten = nn.Conv2d(3, 24, 2)
    whiten.weight.requires_grad_(False)
    yield "whiten", whiten
    yield "gelu0", nn.GELU()


def ending(width: int) -> NamedLayers:
    """From the last block's maps of 3x3 to logits."""
    yield "pool4", nn.MaxPool2d(3)
    yield "flatten", nn.Flatten()
    yield "fc", nn.Linear(width, len(LABELS), bias=False)


def convolution(before: int, after: int) -> nn.Conv2d:
    """A convolution whose first filters pass their channel on unchanged."""
    convolution = nn.Conv2d(before, after, 3, padding=1, bias=False)
    nn.init.dirac_(convolution.weight[:before].detach())
    return convolution


def block(i: int, before: int, after: int) -> NamedLayers:
    """The `i`-th two convolutions, the first one with a pool behind it."""
    yield f"conv{i}a", convolution(before, after)
    yield f"pool{i}", nn.MaxPool2d(2)
    yield f"bn{i}a", nn.BatchNorm2d(after)
    yield f"gelu{i}a", nn.GELU()
    yield f"conv{i}b", convolution(after, after)
    yield f"bn{i}b", nn.BatchNorm2d(after)
    yield f"gelu{i}b", nn.GELU()


def _layers(widths: tuple[int, int, int]) -> NamedLayers:
    yield from whitening()
    for i, (before, after) in enumerate(itertools.pairwise((24, *widths)), start=1):
        yield from block(i, before, after)
    yield from ending(widths[-1])
