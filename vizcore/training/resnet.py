"""A small residual network: the teacher of MiniVGG, never shipped."""

import itertools
from collections import OrderedDict
from collections.abc import Iterator

from jaxtyping import Float
from torch import Tensor, nn

from vizcore.nets.cifar10 import LABELS, Classifier


class ResNet(Classifier):
    """Eight convolutions: one at full size, then three times one that halves and a residual pair.

    The halving convolutions pool before they normalise, and the last maps are pooled globally
    (after David Page, How to train your ResNet, 2018).

    Parameters
    ----------
    widths : tuple of four ints
        Channels at 32x32, 16x16, 8x8 and 4x4.

    Examples
    --------
    >>> import torch
    >>> model = ResNet()
    >>> sum(p.numel() for p in model.parameters())
    1941546
    >>> model.eval()(torch.zeros(2, 3, 32, 32)).shape
    torch.Size([2, 10])
    """

    def __init__(self, widths: tuple[int, int, int, int] = (32, 64, 128, 256)) -> None:
        super().__init__(nn.Sequential(OrderedDict(_layers(widths))))


class Residual(nn.Module):
    """Two convolutions whose result is added to what went in.

    Parameters
    ----------
    width : int
        Channels in and out.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(_convolution(width, width), _convolution(width, width))

    def forward(self, x: Float[Tensor, "n c h w"]) -> Float[Tensor, "n c h w"]:
        """The input plus the branch."""
        total: Tensor = x + self.branch(x)
        return total


def _layers(widths: tuple[int, int, int, int]) -> Iterator[tuple[str, nn.Module]]:
    yield "stem", _convolution(3, widths[0])
    for i, (before, after) in enumerate(itertools.pairwise(widths), start=1):
        yield f"halve{i}", _convolution(before, after, nn.MaxPool2d(2))
        yield f"residual{i}", Residual(after)
    yield "pool", nn.AdaptiveMaxPool2d(1)
    yield "flatten", nn.Flatten()
    yield "fc", nn.Linear(widths[-1], len(LABELS))


def _convolution(before: int, after: int, *pool: nn.Module) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, padding=1, bias=False),
        *pool,
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )
