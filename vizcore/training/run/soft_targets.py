"""A teacher's logits of every view of every training image: the file, and what a pupil loses."""

import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from jaxtyping import Float, Float16
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from vizcore.errors import DataError
from vizcore.training.run.augment import Batch
from vizcore.training.run.data import Split
from vizcore.training.run.files import write_atomically
from vizcore.training.run.recipe import Recipe

#: A teacher's logits of a batch, in the epoch of that number.
Answers = Callable[[Batch, int], Tensor]

#: Settings that decide what an image looks like in a view, and how many images there are.
VIEW = ("crop_padding", "cutout", "mixing", "views", "holdout")


@dataclasses.dataclass(frozen=True)
class SoftTargets:
    """A teacher's logits of every view of every training image.

    Attributes
    ----------
    logits : (views, n, 10) float16 tensor
    digits : str
        First twelve of the file's SHA-256.
    images : str
        `Split.digits` of the images that were answered.
    """

    logits: Float16[Tensor, "views n 10"]
    digits: str
    images: str

    def about(self, data: Split, device: torch.device) -> Answers:
        """Look up the teacher's logits of a batch of `data`; `DataError` if they are of others."""
        if self.images != data.digits:
            raise DataError("the soft targets are of other images, or of these in another order")
        logits = self.logits.to(device)
        return lambda batch, epoch: logits[epoch % len(logits), batch.places].float()


def divergence(
    logits: Float[Tensor, "n 10"], teacher: Float[Tensor, "n 10"], softness: float
) -> Float[Tensor, ""]:
    r"""How far the pupil's softened probabilities are from the teacher's.

    .. math:: T^2 \cdot \mathrm{KL}(\mathrm{softmax}(t / T) \,\|\, \mathrm{softmax}(z / T))

    The factor keeps the size of the gradient the same for every temperature T.

    >>> import torch
    >>> divergence(torch.eye(10), torch.eye(10), 4.0).item()
    0.0
    """
    nats = F.kl_div(
        (logits / softness).log_softmax(1),
        (teacher / softness).log_softmax(1),
        reduction="batchmean",
        log_target=True,
    )
    return nats * softness**2


def save_soft_targets(
    path: Path, logits: Float16[Tensor, "views n 10"], recipe: Recipe, images: str
) -> None:
    """Write a teacher's logits, and what they are of: views of `recipe`, `Split.digits`."""
    what = json.dumps({name: getattr(recipe, name) for name in VIEW})
    write_atomically(path, save({"logits": logits}, metadata={"recipe": what, "images": images}))


def load_soft_targets(path: Path, recipe: Recipe) -> SoftTargets:
    """Read a teacher's logits for a pupil of `recipe`.

    Raises
    ------
    DataError
        If there is no such file, it is something else, or it is of other views than the
        recipe's.
    """
    try:
        digits = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            what, images = json.loads(metadata["recipe"]), metadata["images"]
            logits = file.get_tensor("logits")
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise DataError(f"{path} holds no soft targets: {error}") from error
    wrong = [name for name in VIEW if what.get(name) != getattr(recipe, name)]
    if wrong:
        raise DataError(
            f"{path} is for {', '.join(f'{name} {what.get(name)}' for name in wrong)}, not "
            f"{', '.join(str(getattr(recipe, name)) for name in wrong)}"
        )
    return SoftTargets(logits, digits, images)
