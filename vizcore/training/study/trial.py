"""One run of the lecture's experiment: a variant of MiniVGG, a learning rate, a seed."""

import dataclasses
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float, Int64
from torch import Tensor

from vizcore.nets.minivgg import MiniVGG
from vizcore.training.run.data import Split, hold_out_index
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.evaluation import evaluate
from vizcore.training.run.precision import mixed_precision


class Variant(NamedTuple):
    """Which of the two layers in question MiniVGG has."""

    batch_norm: bool
    dropout: bool


#: The four networks that are compared.
VARIANTS = {
    "plain": Variant(batch_norm=False, dropout=False),
    "batch norm": Variant(batch_norm=True, dropout=False),
    "dropout": Variant(batch_norm=False, dropout=True),
    "both": Variant(batch_norm=True, dropout=True),
}

#: What is known of each epoch. `train_loss` and `train_accuracy` are means over the epoch while the
#: network learned, dropout on, as Keras prints them and the lecture shows them; the others are
#: measured after the epoch, in eval mode.
CURVES = (
    "train_loss",
    "train_accuracy",
    "train_accuracy_eval",
    "validation_loss",
    "validation_accuracy",
)

Curves = dict[str, list[float]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """Every number of the experiment; those that stand here are the lecture's and its table's.

    Attributes
    ----------
    train_images, validation_images : int
        Both of CIFAR-10's training split, as many from each of the ten classes.
    batch_size : int
        Images a step; the last, incomplete batch of an epoch is kept.
    epochs : int
        Passes over the training images.
    dropout : three floats in [0, 1)
        Of the variants that have dropout: after block 1, block 2 and the first fully connected
        layer.
    rates : floats above 0
        Learning rates of Adam, all else as PyTorch sets it.
    seeds : int
        Seeds 0, 1, ...; at least 2, or there is no spread.
    final_epochs : int
        A run's final figure is its mean over this many last epochs.

    Raises
    ------
    TrainingError
        If a number is outside its range.

    Examples
    --------
    >>> Settings().steps, len(Settings().trials())  # 4 variants, 2 rates, 5 seeds
    (63, 40)
    >>> Settings(seeds=1)
    Traceback (most recent call last):
    vizcore.training.run.errors.TrainingError: the experiment's seeds is 1: it must be at least 2
    """

    train_images: int = 2000
    validation_images: int = 500
    batch_size: int = 32
    epochs: int = 20
    dropout: tuple[float, float, float] = (0.25, 0.25, 0.5)
    rates: tuple[float, ...] = (1e-3, 3e-4)
    seeds: int = 5
    final_epochs: int = 5

    def __post_init__(self) -> None:
        for name, fits, rule in self._rules():
            if not fits:
                value = getattr(self, name)
                raise TrainingError(f"the experiment's {name} is {value}: it must be {rule}")

    def _rules(self) -> list[tuple[str, bool, str]]:
        tens, batch = "10, 20, 30, ...: as many of each class", self.batch_size
        unlike_one = batch >= 2 and self.train_images % batch != 1
        return [
            ("train_images", _is_tens(self.train_images), tens),
            ("validation_images", _is_tens(self.validation_images), tens),
            ("batch_size", unlike_one, "at least 2 and leave no single image, for batch norm"),
            ("epochs", self.epochs >= 1, "at least 1"),
            ("dropout", all(0 <= p < 1 for p in self.dropout), "at least 0 and below 1 each"),
            ("rates", len({r for r in self.rates if r > 0}) == len(self.rates) > 0, _RATES_RULE),
            ("seeds", self.seeds >= 2, "at least 2"),
            ("final_epochs", 1 <= self.final_epochs <= self.epochs, "from 1 to epochs"),
        ]

    @property
    def steps(self) -> int:
        """Steps an epoch, the incomplete batch included."""
        return math.ceil(self.train_images / self.batch_size)

    def trials(self) -> list["Trial"]:
        """All runs, seed by seed: stopped early, there are whole comparisons."""
        return [
            Trial(variant, rate, seed)
            for seed in range(self.seeds)
            for rate in self.rates
            for variant in VARIANTS
        ]

    def of_a_run(self) -> dict[str, object]:
        """What decides the outcome of one run, as JSON values.

        >>> list(Settings().of_a_run())
        ['train_images', 'validation_images', 'batch_size', 'epochs', 'dropout']
        """
        names = ("train_images", "validation_images", "batch_size", "epochs")
        return {name: getattr(self, name) for name in names} | {"dropout": list(self.dropout)}


_RATES_RULE = "one or more numbers above 0, each once"


def _is_tens(count: int) -> bool:
    return count >= 10 and count % 10 == 0


class Trial(NamedTuple):
    """One run among those of an experiment."""

    variant: str
    rate: float
    seed: int

    @property
    def file_name(self) -> str:
        """Of the file that holds the finished run.

        >>> Trial("batch norm", 3e-4, 0).file_name
        'batch-norm-0.0003-0.json'
        """
        return f"{self.variant.replace(' ', '-')}-{self.rate}-{self.seed}.json"


def choose_images(data: Split, settings: Settings, seed: int) -> tuple[Split, Split]:
    """The images that all runs of `seed` learn from and are validated on.

    The same number of each class, drawn at random by the seed, none in both. They differ from seed
    to seed, so that the spread over seeds is that of the choice of images as well.

    Raises
    ------
    DataError
        If `data` has too few images of a class.

    Examples
    --------
    >>> import numpy as np
    >>> data = Split(np.zeros((60, 32, 32, 3), np.uint8), np.arange(60) % 10)
    >>> few = Settings(train_images=30, validation_images=10)
    >>> [len(part) for part in choose_images(data, few, seed=0)]
    [30, 10]
    """
    seen, unseen = choose_index(data.targets, settings, seed)
    return data.take(seen), data.take(unseen)


def choose_index(
    targets: Int64[np.ndarray, " n"], settings: Settings, seed: int
) -> tuple[Int64[np.ndarray, " seen"], Int64[np.ndarray, " unseen"]]:
    """Which images `choose_images` takes, from their classes alone."""
    count = settings.train_images + settings.validation_images
    _, chosen = hold_out_index(targets, count, seed=seed)
    seen, unseen = hold_out_index(targets[chosen], settings.validation_images, seed=seed)
    return chosen[seen], chosen[unseen]


def run_trial(
    trial: Trial,
    settings: Settings,
    data: Split,
    *,
    device: torch.device,
    on_epoch: Callable[[], None] = lambda: None,
) -> Curves:
    """Train one network from scratch and tell how each epoch went.

    The runs of a seed share the initial weights and the order of the images: batch norm begins with
    ones and zeros, and dropout has no weights, so neither changes what the seed draws.

    Parameters
    ----------
    trial : Trial
    settings : Settings
    data : Split
        CIFAR-10's training images, of which `choose_images` takes some.
    device : torch.device
    on_epoch : callable
        Called after each epoch.

    Returns
    -------
    dict
        One number an epoch for each of `CURVES`.
    """
    seen, unseen = choose_images(data, settings, trial.seed)
    torch.manual_seed(trial.seed)
    variant = VARIANTS[trial.variant]
    dropout = settings.dropout if variant.dropout else (0.0, 0.0, 0.0)
    model = MiniVGG(dropout, batch_norm=variant.batch_norm).to(device)
    model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs forget it
    optimiser = torch.optim.Adam(model.parameters(), lr=trial.rate, fused=True)
    images, targets = model.prepare(seen.images), torch.from_numpy(seen.targets).to(device)
    order = torch.Generator().manual_seed(trial.seed)
    curves: Curves = {name: [] for name in CURVES}
    for _ in range(settings.epochs):
        index = torch.randperm(len(seen), generator=order).to(device)
        figures = _epoch(model, optimiser, images[index], targets[index], settings.batch_size)
        figures |= _measured(model, seen, unseen)
        for name in CURVES:
            curves[name].append(figures[name])
        on_epoch()
    return curves


def _epoch(
    model: MiniVGG,
    optimiser: torch.optim.Optimizer,
    images: Float[Tensor, "n 3 32 32"],
    targets: Int64[Tensor, " n"],
    batch_size: int,
) -> dict[str, float]:
    """One step for each batch; means over the images, each as seen just before its step."""
    model.train()
    right = loss_sum = torch.zeros((), device=images.device)
    for x, y in zip(torch.split(images, batch_size), torch.split(targets, batch_size), strict=True):
        with mixed_precision(images.device):
            logits = model(x.contiguous(memory_format=torch.channels_last))
        loss = F.cross_entropy(logits.float(), y)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        right = right + (logits.argmax(1) == y).sum()
        loss_sum = loss_sum + loss.detach() * len(y)
    return {
        "train_loss": loss_sum.item() / len(targets),
        "train_accuracy": right.item() / len(targets),
    }


def _measured(model: MiniVGG, seen: Split, unseen: Split) -> dict[str, float]:
    model.eval()
    validation = evaluate(model, unseen)
    return {
        "train_accuracy_eval": evaluate(model, seen)["accuracy"],
        "validation_loss": validation["loss"],
        "validation_accuracy": validation["accuracy"],
    }
