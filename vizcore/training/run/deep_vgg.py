"""A deeper relative of `wide_vgg`, for a graphics card: a teacher, never shipped."""

import itertools

from jaxtyping import Float
from torch import Tensor, nn

from vizcore.training.run.wide_vgg import (
    NamedLayers,
    WideVGG,
    block,
    convolution,
    ending,
    whitening,
)


class DeepVGG(WideVGG):
    """As `WideVGG`, with three convolutions a block, the third one beside a shortcut.

    After airbench96 (Keller Jordan, 96 % on CIFAR-10's own pixels, 2024).

    Parameters
    ----------
    widths : tuple of three ints
        Channels of the blocks, at 15x15, 7x7 and 3x3.

    Examples
    --------
    >>> import torch
    >>> model = DeepVGG((8, 8, 8)).eval()
    >>> model(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 10])
    """

    def __init__(self, widths: tuple[int, int, int] = (128, 384, 512)) -> None:
        super().__init__(widths)

    @staticmethod
    def stack(widths: tuple[int, int, int]) -> NamedLayers:
        """Its layers, from the input on."""
        return _layers(widths)


class Shortcut(nn.Module):
    """Convolution and batch norm, with the input added to the result.

    Parameters
    ----------
    width : int
        Channels.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv, self.bn = convolution(width, width), nn.BatchNorm2d(width)

    def forward(self, x: Float[Tensor, "n c h w"]) -> Float[Tensor, "n c h w"]:
        """X + bn(conv(x))."""
        y: Tensor = self.bn(self.conv(x))
        return x + y


def _layers(widths: tuple[int, int, int]) -> NamedLayers:
    yield from whitening()
    for i, (before, after) in enumerate(itertools.pairwise((24, *widths)), start=1):
        yield from block(i, before, after)
        yield f"shortcut{i}", Shortcut(after)
        yield f"gelu{i}c", nn.GELU()
    yield from ending(widths[-1])
