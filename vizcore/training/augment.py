"""Random crops and alternating flips, each a pure function of the seed and the epoch."""

from collections.abc import Iterator

import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor

from vizcore.nets.minivgg import MEAN, STD


class Batches:
    """Normalised, augmented mini-batches of one epoch after the other.

    Everything random is drawn from a generator seeded by (seed, epoch), so that a run resumed at
    any epoch sees exactly what an uninterrupted run sees. Flips alternate: an image that was
    mirrored in one epoch is not in the next, so that every two epochs show both (Keller Jordan,
    airbench).

    Parameters
    ----------
    images : (n, 3, 32, 32) uint8 tensor
        On the device that will train.
    targets : (n,) int64 tensor
        On the same device.
    batch_size, padding, seed, cutout : int
        As in `Recipe`.

    Examples
    --------
    >>> images, targets = torch.zeros(10, 3, 32, 32, dtype=torch.uint8), torch.arange(10)
    >>> batches = Batches(images, targets, batch_size=4, padding=2, seed=0)
    >>> len(batches)  # ten images make two batches of four; two are left out
    2
    >>> [tuple(x.shape) for x, y in batches.epoch(0)]
    [(4, 3, 32, 32), (4, 3, 32, 32)]
    """

    def __init__(
        self,
        images: UInt8[Tensor, "n 3 32 32"],
        targets: Int64[Tensor, " n"],
        *,
        batch_size: int,
        padding: int,
        seed: int,
        cutout: int = 0,
    ) -> None:
        mean, std = (torch.tensor(v).view(1, 3, 1, 1).to(images.device) for v in (MEAN, STD))
        self._scale, self._shift = 1 / (255 * std), -mean / std
        self._windows = reflect(images, padding).unfold(2, 32, 1).unfold(3, 32, 1)
        self._targets = targets
        self._batch_size, self._padding, self._seed = batch_size, padding, seed
        self._cutout = cutout

    def __len__(self) -> int:
        return len(self._targets) // self._batch_size

    def epoch(self, epoch: int) -> Iterator[tuple[Float[Tensor, "b 3 32 32"], Int64[Tensor, " b"]]]:
        """Yield the (images, targets) of epoch 0, 1, ..."""
        device = self._targets.device
        order, (rows, columns), flips, holes = (drawn.to(device) for drawn in self._draw(epoch))
        for i in range(len(self)):
            index = order[i * self._batch_size : (i + 1) * self._batch_size]
            images = self._windows[index, :, rows[index], columns[index]]
            images = torch.where(flips[index].view(-1, 1, 1, 1), images.flip(3), images)
            images = images.float() * self._scale + self._shift
            if self._cutout:
                images = cut_out(images, holes[:, index], self._cutout)
            yield images, self._targets[index]

    def _draw(self, epoch: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Order, top left corner of each image's crop, which are mirrored, centres of the holes."""
        n = len(self._targets)
        random = torch.Generator().manual_seed(1_000_003 * self._seed + epoch)
        order = torch.randperm(n, generator=random)
        corners = torch.randint(0, 2 * self._padding + 1, (2, n), generator=random)
        first = torch.Generator().manual_seed(self._seed)
        flips = (torch.randint(0, 2, (n,), generator=first) + epoch) % 2 == 1
        holes = torch.randint(0, 32, (2, n), generator=random)
        return order, corners, flips, holes


def cut_out(
    images: Float[Tensor, "b c 32 32"], centres: Int64[Tensor, "2 b"], side: int
) -> Float[Tensor, "b c 32 32"]:
    """Set a square of each normalised image to 0, the mean colour; it may hang over the edge.

    >>> images = cut_out(torch.ones(1, 1, 32, 32), torch.tensor([[0], [31]]), 4)
    >>> int((images == 0).sum())  # two rows and three columns of the square are inside
    6
    """
    position = torch.arange(32, device=images.device)
    rows, columns = (
        (position >= c[:, None] - side // 2) & (position < c[:, None] - side // 2 + side)
        for c in centres
    )
    return images.masked_fill((rows[:, :, None] & columns[:, None, :])[:, None], 0.0)


def reflect(images: UInt8[Tensor, "n c h w"], padding: int) -> UInt8[Tensor, "n c H W"]:
    """Add a border that mirrors the image about its outermost pixels, which are not repeated.

    The bytes are copied as bytes: a detour over float would need four times the memory.

    >>> row = torch.tensor([[[[1, 2, 3]]]], dtype=torch.uint8)
    >>> reflect(row.expand(1, 1, 3, 3), 2)[0, 0, 0].tolist()
    [3, 2, 1, 2, 3, 2, 1]
    """
    rows, columns = (_mirrored(size, padding).to(images.device) for size in images.shape[2:])
    return images[:, :, rows][:, :, :, columns]


def _mirrored(size: int, padding: int) -> Tensor:
    """Positions 0 to size - 1 with the mirror's positions before and after.

    >>> _mirrored(4, 2).tolist()
    [2, 1, 0, 1, 2, 3, 2, 1]
    """
    position = torch.arange(-padding, size + padding).abs()
    return torch.where(position < size, position, 2 * (size - 1) - position)
