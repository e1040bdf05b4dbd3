"""A teacher that answers every batch as it is drawn, so that no view is ever seen twice."""

from dataclasses import dataclass
from pathlib import Path

import torch

from vizcore.errors import DataError
from vizcore.nets.cifar10 import Classifier
from vizcore.training.run.augment import Batch
from vizcore.training.run.checkpoint import averaged_network, digest, read_checkpoint
from vizcore.training.run.data import Split
from vizcore.training.run.precision import mixed_precision
from vizcore.training.run.recipe import Recipe
from vizcore.training.run.soft_targets import Answers


@dataclass(frozen=True)
class LiveTeacher:
    """A trained network that looks at the very tensor that its pupil learns from.

    Attributes
    ----------
    network : Classifier
        In eval mode.
    digits : str
        First twelve of the SHA-256 of its weights.
    compiled : bool
        Whether `torch.compile` makes one program of it.
    """

    network: Classifier
    digits: str
    compiled: bool = False

    @classmethod
    def of(cls, checkpoint: Path, pupil: Recipe, *, compiled: bool = False) -> "LiveTeacher":
        """The averaged weights of a teacher's run.

        Raises
        ------
        DataError
            If the teacher learned from images that the pupil would hold out.
        WeightsError
            If there is no such checkpoint.
        """
        state = read_checkpoint(checkpoint)
        seen = state["recipe"]["holdout"]
        if seen < pupil.holdout:
            raise DataError(
                f"the teacher held out {seen} images: it learned from some of the {pupil.holdout} "
                "that its pupil would hold out"
            )
        return cls(averaged_network(state), digest(state["average"])[:12], compiled)

    def about(self, data: Split, device: torch.device) -> Answers:  # noqa: ARG002  # any images
        """Answer batches on `device`."""
        network = self.network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs forget it
        call = torch.compile(network) if self.compiled else network

        def answer(batch: Batch, _: int) -> torch.Tensor:
            with torch.no_grad(), mixed_precision(device):
                logits: torch.Tensor = call(batch.images)
            return logits.float()

        return answer
