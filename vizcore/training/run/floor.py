"""A floor under the biases of MiniVGG's first convolution: none of its filters falls silent.

A filter whose bias lies below minus the most that it answers to any patch gives 0 everywhere, and
its gradient is 0 with it: it never comes back. Batch norm behind the activation pushes it there,
as it divides by the spread: the more rarely a filter answers, the larger its bias's gradients.
"""

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float, UInt8
from torch import Tensor

from vizcore.nets.cifar10 import Classifier
from vizcore.nets.minivgg import MiniVGG

_ENOUGH = 5000  # images: a million patches decide 27 x 27 numbers


class BiasFloor:
    r"""Keeps each bias at or above :math:`-c\,s`, s the root mean square of its filter's answers.

    .. math:: s^2 = \frac{1}{P} \sum_p (w \cdot x_p)^2 = w^T C w

    C, the mean of all :math:`x_p x_p^T`, is that of the 3x3 patches x of the training images,
    normalised, without their borders. So s is exact and costs no pass over the images.

    Parameters
    ----------
    network : Classifier
        Its `conv1` is held, if it is MiniVGG.
    images : (n, 32, 32, 3) uint8 array
        To learn from; 5,000 of them, evenly taken, decide.
    depth : float
        c above; 0 for no floor.

    Examples
    --------
    >>> network = MiniVGG()
    >>> torch.nn.init.constant_(network.layers.conv1.bias, -9.0)[0].item()
    -9.0
    >>> noise = np.random.default_rng(0).integers(0, 256, (9, 32, 32, 3), dtype=np.uint8)
    >>> BiasFloor(network, noise, 2.0).hold()
    >>> bool((network.layers.conv1(network.prepare(noise)).amax((0, 2, 3)) > 0).all())
    True
    """

    def __init__(
        self, network: Classifier, images: UInt8[np.ndarray, "n 32 32 3"], depth: float
    ) -> None:
        self._depth = depth if isinstance(network, MiniVGG) else 0.0
        if self._depth:
            few = images[:: -(-len(images) // _ENOUGH)]
            self._patches = patch_products(network.prepare(few))
            self._kernel = network.layers.get_parameter("conv1.weight")
            self._bias = network.layers.get_parameter("conv1.bias")

    @torch.no_grad()
    def hold(self) -> None:
        """Raise what has sunk below the floor; call it after each step."""
        if self._depth:
            rows = self._kernel.flatten(1)
            spread = ((rows @ self._patches) * rows).sum(1).clamp(min=0).sqrt()
            self._bias.copy_(torch.maximum(self._bias, -self._depth * spread))


def patch_products(images: Float[Tensor, "n 3 32 32"]) -> Float[Tensor, "27 27"]:
    """The mean of x xᵀ over all 3x3 patches x that lie inside the images.

    >>> patch_products(torch.full((2, 3, 32, 32), 3.0)).unique().tolist()
    [9.0]
    """
    total = torch.zeros(27, 27, device=images.device)
    for part in torch.split(images, 500):
        rows = F.unfold(part, 3).transpose(1, 2).reshape(-1, 27)
        total += rows.T @ rows / len(rows) * (len(part) / len(images))
    return total
