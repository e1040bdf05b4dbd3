"""One run, step by step: a network, its images, an optimiser."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from vizcore.laboratory.images import images_of, picture_of
from vizcore.laboratory.network import first_layer, network, optimiser_of
from vizcore.laboratory.settings import RunSettings


class Course:
    """A run that can be taken a step at a time.

    Parameters
    ----------
    settings : RunSettings

    Attributes
    ----------
    step : int
        Steps taken.
    history : list of dict
        What is known of each epoch: its number, and loss and accuracy on the images it learned
        from (as seen while it learned) and on the others (after it, in eval mode).

    Raises
    ------
    DataError
        If the images are not where they should be.
    """

    def __init__(self, settings: RunSettings) -> None:
        self.settings, self.step = settings, 0
        self.history: list[dict[str, Any]] = []
        torch.manual_seed(settings.seed)
        self.seen, self.unseen = images_of(settings)
        self.model = network(settings)
        self.first = first_layer(self.model)
        self.optimiser = optimiser_of(settings, self.model)
        self.picture = picture_of(settings)
        self._random = torch.Generator().manual_seed(settings.seed)
        self._batches = self._all_batches()
        self._sums = np.zeros(3)

    def set_rate(self, rate: float) -> None:
        """Go on with another learning rate."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate

    def take_step(self) -> float:
        """Learn from the next batch; its loss, as it was before the step."""
        images, targets = next(self._batches)
        self.model.train()
        logits = self.model(images)
        loss = F.cross_entropy(logits, targets)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        self.optimiser.step()
        self.step += 1
        right = int((logits.argmax(1) == targets).sum())
        value = loss.item()
        self._sums += np.array([value * len(targets), right, len(targets)])
        if self.step % self.steps_an_epoch == 0:
            self._end_epoch()
        return value

    @property
    def steps_an_epoch(self) -> int:
        """The last batch of an epoch may be smaller."""
        return math.ceil(len(self.seen[1]) / self.settings.batch_size)

    def filters(self) -> np.ndarray:
        """The first layer's kernels, (filters, channels, rows, columns)."""
        weights: np.ndarray = self.first.weight.detach().numpy().copy()
        return weights

    @torch.no_grad()
    def maps(self) -> np.ndarray:
        """What the first layer and ReLU make of the person's picture, (filters, rows, columns)."""
        maps: np.ndarray = torch.relu(self.first(self.picture))[0].numpy()
        return maps

    def weights(self) -> dict[str, Tensor]:
        """All numbers that were learnt, as they are now."""
        return {name: t.detach().clone() for name, t in self.model.state_dict().items()}

    def _all_batches(self) -> Iterator[tuple[Tensor, Tensor]]:
        images, targets = self.seen
        while True:
            order = torch.randperm(len(targets), generator=self._random)
            for index in torch.split(order, self.settings.batch_size):
                batch = images[index]
                yield self._moved(batch) if self.settings.augmentation else batch, targets[index]

    def _moved(self, images: Tensor) -> Tensor:
        """Each image shifted by a pixel or two; photographs are mirrored at random too."""
        most = 1 if self.settings.data == "digits" else 3
        n, side = len(images), images.shape[-1]
        padded = F.pad(images, (most,) * 4)
        starts = torch.randint(0, 2 * most + 1, (2, n, 1), generator=self._random)
        rows, columns = starts + torch.arange(side)
        moved = padded[torch.arange(n)[:, None, None], :, rows[:, :, None], columns[:, None, :]]
        moved = moved.permute(0, 3, 1, 2)
        if self.settings.data == "digits":
            return moved
        mirrored = torch.rand(n, generator=self._random) < 0.5
        return torch.where(mirrored[:, None, None, None], moved.flip(3), moved)

    @torch.no_grad()
    def _end_epoch(self) -> None:
        loss, right, count = self._sums.tolist()
        self._sums = np.zeros(3)
        self.model.eval()
        images, targets = self.unseen
        logits = torch.cat([self.model(part) for part in torch.split(images, 250)])
        self.history.append(
            {
                "epoch": len(self.history) + 1,
                "step": self.step,
                "train_loss": loss / count,
                "train_accuracy": right / count,
                "validation_loss": float(F.cross_entropy(logits, targets)),
                "validation_accuracy": float((logits.argmax(1) == targets).float().mean()),
            }
        )
