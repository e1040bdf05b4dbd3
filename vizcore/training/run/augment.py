"""Random crops, alternating flips, blends: each a pure function of the seed and the epoch."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int64, UInt8
from torch import Tensor

from vizcore.errors import DataError
from vizcore.nets.cifar10 import MEAN, STD
from vizcore.training.run.data import Split
from vizcore.training.run.recipe import Recipe
from vizcore.training.run.team import ALONE, Team


class Batch(NamedTuple):
    """Normalised images, their classes, and their places among the training images."""

    images: Float[Tensor, "b 3 32 32"]
    targets: Int64[Tensor, " b"]
    places: Int64[Tensor, " b"]


class View(NamedTuple):
    """How each of the n training images is seen in an epoch.

    Attributes
    ----------
    corners : (2, n) int64
        Row and column of the crop in the padded image.
    flips : (n,) bool
        Whether it is mirrored.
    holes : (2, n) int64
        Row and column of the centre of what cutout removes.
    partners : (n,) int64
        Which image is blended in, seen in this view too.
    shares : (n,) float32
        How much of it there is in the blend.
    """

    corners: Int64[Tensor, "2 n"]
    flips: Bool[Tensor, " n"]
    holes: Int64[Tensor, "2 n"]
    partners: Int64[Tensor, " n"]
    shares: Float[Tensor, " n"]


class Batches:
    """Normalised, augmented mini-batches of one epoch after the other.

    Everything random is drawn from a generator seeded by (seed, epoch), or by the view's number, so
    that a run resumed at any epoch sees exactly what an uninterrupted run sees. Flips alternate: an
    image that was mirrored in one epoch is not in the next, so that every two epochs show both
    (Keller Jordan, airbench).

    Parameters
    ----------
    images : (n, 3, 32, 32) uint8 tensor
        On the device that will train.
    targets : (n,) int64 tensor
        On the same device.
    batch_size, padding, seed, cutout, views : int
        As in `Recipe`.
    mixing : float
        As in `Recipe`.
    team : Team
        Who shares each batch; this process gets its rows.

    Examples
    --------
    >>> images, targets = torch.zeros(10, 3, 32, 32, dtype=torch.uint8), torch.arange(10)
    >>> batches = Batches(images, targets, batch_size=4, padding=2, seed=0)
    >>> len(batches)  # ten images make two batches of four; two are left out
    2
    >>> [tuple(batch.images.shape) for batch in batches.epoch(0)]
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
        views: int = 0,
        mixing: float = 0.0,
        team: Team = ALONE,
    ) -> None:
        mean, std = (torch.tensor(v).view(1, 3, 1, 1).to(images.device) for v in (MEAN, STD))
        self._scale, self._shift = 1 / (255 * std), -mean / std
        self._windows = reflect(images, padding).unfold(2, 32, 1).unfold(3, 32, 1)
        self._targets = targets
        self._batch_size, self._padding, self._seed = batch_size, padding, seed
        self._cutout, self._views, self._mixing = cutout, views, mixing
        self._team = team

    @classmethod
    def of(cls, data: Split, recipe: Recipe, device: torch.device, team: Team = ALONE) -> "Batches":
        """The batches that a run of `recipe` learns from; `DataError` if `data` fills none."""
        if len(data) < recipe.batch_size:
            raise DataError(
                f"{len(data)} images to train on do not fill a batch of {recipe.batch_size}"
            )
        return cls(
            torch.from_numpy(data.images).permute(0, 3, 1, 2).to(device),
            torch.from_numpy(data.targets).to(device),
            batch_size=recipe.batch_size,
            padding=recipe.crop_padding,
            cutout=recipe.cutout,
            views=recipe.views,
            mixing=recipe.mixing,
            seed=recipe.seed,
            team=team,
        )

    def __len__(self) -> int:
        return len(self._targets) // self._batch_size

    def epoch(self, epoch: int) -> Iterator[Batch]:
        """Yield the batches of epoch 0, 1, ... in random order."""
        random = self._generator(epoch)
        order = torch.randperm(len(self._targets), generator=random).to(self._targets.device)
        view = (
            self._view(epoch % self._views)
            if self._views
            else self._draw(epoch, self._seed, random)
        )
        for i in range(len(self)):
            index = order[i * self._batch_size : (i + 1) * self._batch_size]
            yield self._batch(self._team.rows(index), view)

    def view(self, number: int) -> Iterator[Batch]:
        """Yield all images once, in their own order, as they are seen in view 0, 1, ..."""
        view = self._view(number)
        everyone = torch.arange(len(self._targets), device=self._targets.device)
        for index in torch.split(everyone, self._batch_size):
            yield self._batch(index, view)

    def _generator(self, epoch: int) -> torch.Generator:
        return torch.Generator().manual_seed(1_000_003 * self._seed + epoch)

    def _view(self, number: int) -> View:
        """A view that runs of every seed share."""
        return self._draw(number, 0, torch.Generator().manual_seed(number))

    def _draw(self, epoch: int, seed: int, random: torch.Generator) -> View:
        n, device = len(self._targets), self._targets.device
        corners = torch.randint(0, 2 * self._padding + 1, (2, n), generator=random)
        first = torch.Generator().manual_seed(seed)
        flips = (torch.randint(0, 2, (n,), generator=first) + epoch) % 2 == 1
        holes = torch.randint(0, 32, (2, n), generator=random)
        partners = torch.randperm(n, generator=random)
        shares = self._mixing * torch.rand(n, generator=random)
        return View(*(drawn.to(device) for drawn in (corners, flips, holes, partners, shares)))

    def _batch(self, index: Int64[Tensor, " b"], view: View) -> Batch:
        images = self._see(index, view)
        if self._mixing:
            shares = view.shares[index].view(-1, 1, 1, 1)
            images = images.lerp(self._see(view.partners[index], view), shares)
        return Batch(images, self._targets[index], index)

    def _see(self, index: Int64[Tensor, " b"], view: View) -> Float[Tensor, "b 3 32 32"]:
        rows, columns = view.corners[:, index]
        images = self._windows[index, :, rows, columns]
        images = torch.where(view.flips[index].view(-1, 1, 1, 1), images.flip(3), images)
        images = images.float() * self._scale + self._shift
        if self._cutout:
            images = cut_out(images, view.holes[:, index], self._cutout)
        return images


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
