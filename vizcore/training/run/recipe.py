"""The recipe of a training run: every number that decides the outcome, in one frozen place."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping

from vizcore.training.run.errors import TrainingError

NETWORKS = ("minivgg", "wide_vgg", "deep_vgg")

#: Settings that follow from files, so that nobody types them.
FROM_FILES = ("parent", "soft_targets", "teacher")

_MIXING_RULE = "0 unless soft_share is 1: a blend has no class, only a teacher's answer"
_FLOOR_RULE = "0 for any network but minivgg"
_VIEWS_RULE = "at least 0, and with soft targets at least 1"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recipe:
    """Nesterov momentum, a triangle of learning rates, averaged weights.

    Attributes
    ----------
    network : str
        `"minivgg"`, or one of its teachers, `"wide_vgg"` and `"deep_vgg"`.
    epochs : int
        Passes over the training images; at least 1.
    batch_size : int
        Images a step, at least 2; the last, incomplete batch of an epoch is left out.
    peak_lr : float
        Learning rate at the top of the triangle; it rises from 0 and falls back to 0.
    warmup : float in (0, 1)
        Share of all steps spent rising.
    vector_lr_factor : float
        Biases and batch-norm scales and shifts learn this many times faster, without weight decay.
    momentum, weight_decay : float
        As in `torch.optim.SGD`.
    label_smoothing : float in [0, 1)
        Probability mass spread evenly over all classes.
    crop_padding : int in 0..31
        Reflected border, in pixels, from which a random 32x32 crop is taken.
    cutout : int
        Side, in pixels, of a square at a random place that is set to the mean colour; 0 for none.
    mixing : float in [0, 1]
        Largest share of a second image, of any class, that is blended into each image; the share is
        drawn evenly from 0 to it. Only a teacher has an answer to a blend, so this needs soft
        targets and a `soft_share` of 1. After mixup (Zhang et al. 2018).
    dropout : three floats in [0, 1)
        After block 1, block 2 and the first fully connected layer of MiniVGG.
    average_decay : float in [0, 1)
        Weight of the past in the moving average of the weights, a step.
    kernel_lr : float
        Peak learning rate of convolution kernels if they take orthogonal steps
        (`vizcore.training.run.muon`): the share of a kernel that one step replaces. 0 for SGD, as
        for all other weights.
    kernel_momentum : float in [0, 1)
        Momentum of those steps, in the place of `momentum`; they know no weight decay.
    kernel_length : str
        What those steps keep at length 1: `"filter"`, each filter of a kernel, or `"kernel"`, its
        filters on average. On average one that learns little shrinks away while the others grow.
    bias_floor : float
        How far the biases of MiniVGG's first convolution may sink, in root mean squares of what
        their filters answer to the training images: with 2 a filter still answers where an image
        drives it twice as hard as is usual. 0 for no floor.
    holdout : int
        Training images kept out for every choice, the same number from each class; 0 trains on all.
    seed : int
        Decides the initial weights, the order, the dropout masks and, without `views`, the crops,
        the flips and the cutout.
    views : int
        Different ways in which each image is seen, epoch after epoch and again from the first, the
        same for every seed; 0 for a new one in every epoch. An even number keeps flips alternating.
        Needed for soft targets, which are computed once a view.
    soft_targets : str
        First twelve digits of the SHA-256 of a teacher's logits; empty without such a file.
    teacher : str
        The same of the weights of a teacher that answers every batch as it is drawn; empty without
        one. It needs no `views`: each epoch may show new ones.
    softness : float above 0
        Temperature that teacher's and pupil's logits are divided by.
    soft_share : float in [0, 1]
        Weight of the teacher in the loss; the rest is the true class's.
    parent : str
        Fingerprint of the recipe whose averaged weights the run starts from; empty for fresh ones.

    Raises
    ------
    TrainingError
        If a number is outside its range.

    Examples
    --------
    >>> Recipe(epochs=2).epochs
    2
    >>> Recipe(epochs=0)
    Traceback (most recent call last):
    vizcore.training.run.errors.TrainingError: the recipe's epochs is 0: it must be at least 1
    """

    network: str = "minivgg"
    epochs: int = 120
    batch_size: int = 256
    peak_lr: float = 0.2
    warmup: float = 0.15
    vector_lr_factor: float = 8.0
    momentum: float = 0.9
    weight_decay: float = 1e-3
    label_smoothing: float = 0.1
    crop_padding: int = 2
    cutout: int = 0
    mixing: float = 0.0
    dropout: tuple[float, float, float] = (0.1, 0.1, 0.4)
    average_decay: float = 0.995
    kernel_lr: float = 0.0
    kernel_momentum: float = 0.6
    kernel_length: str = "kernel"
    bias_floor: float = 0.0
    holdout: int = 5000
    seed: int = 0
    views: int = 0
    soft_targets: str = ""
    teacher: str = ""
    softness: float = 4.0
    soft_share: float = 0.9
    parent: str = ""

    def __post_init__(self) -> None:
        for name, fits, rule in self._rules():
            if not fits:
                raise TrainingError(
                    f"the recipe's {name} is {getattr(self, name)}: it must be {rule}"
                )

    def _rules(self) -> list[tuple[str, bool, str]]:
        return [
            ("network", self.network in NETWORKS, f"one of {', '.join(NETWORKS)}"),
            ("epochs", self.epochs >= 1, "at least 1"),
            ("batch_size", self.batch_size >= 2, "at least 2, for batch norm"),
            ("peak_lr", self.peak_lr > 0, "above 0"),
            ("warmup", 0 < self.warmup < 1, "above 0 and below 1"),
            ("vector_lr_factor", self.vector_lr_factor > 0, "above 0"),
            ("momentum", 0 < self.momentum < 1, "above 0 and below 1, for Nesterov's rule"),
            ("weight_decay", self.weight_decay >= 0, "at least 0"),
            ("label_smoothing", 0 <= self.label_smoothing < 1, "at least 0 and below 1"),
            ("crop_padding", 0 <= self.crop_padding <= 31, "from 0 to 31"),
            ("cutout", 0 <= self.cutout <= 32, "from 0 to 32"),
            ("mixing", 0 <= self.mixing <= 1, "from 0 to 1"),
            ("mixing", not self.mixing or self.soft_share == 1, _MIXING_RULE),
            ("dropout", all(0 <= p < 1 for p in self.dropout), "at least 0 and below 1 each"),
            ("average_decay", 0 <= self.average_decay < 1, "at least 0 and below 1"),
            ("kernel_lr", self.kernel_lr >= 0, "at least 0"),
            ("kernel_momentum", 0 <= self.kernel_momentum < 1, "at least 0 and below 1"),
            ("kernel_length", self.kernel_length in ("kernel", "filter"), "kernel or filter"),
            ("bias_floor", self.bias_floor >= 0, "at least 0"),
            ("bias_floor", not self.bias_floor or self.network == "minivgg", _FLOOR_RULE),
            ("holdout", self.holdout >= 0, "at least 0"),
            ("views", self.views >= 1 or not (self.views or self.soft_targets), _VIEWS_RULE),
            ("softness", self.softness > 0, "above 0"),
            ("soft_share", 0 <= self.soft_share <= 1, "from 0 to 1"),
            ("seed", 0 <= self.seed < 2**32, "from 0 to 4294967295"),
        ]

    def learning_rate(self, step: int, steps: int) -> float:
        """Learning rate of step 0, 1, ... of `steps`.

        >>> recipe = Recipe(peak_lr=1.0, warmup=0.25)
        >>> [round(7 * recipe.learning_rate(step, 8), 6) for step in range(8)]  # in sevenths
        [3.5, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]
        """
        rise = max(1, round(self.warmup * steps))
        if step < rise:
            return self.peak_lr * (step + 1) / rise
        return self.peak_lr * (steps - step) / (steps - rise + 1)

    def to_dict(self) -> dict[str, object]:
        """The recipe as plain JSON values.

        >>> Recipe().to_dict()["dropout"]
        [0.1, 0.1, 0.4]
        """
        return dataclasses.asdict(self) | {"dropout": list(self.dropout)}

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> "Recipe":
        """The recipe that `to_dict` made `values` of.

        >>> Recipe.from_dict(Recipe(seed=1).to_dict()) == Recipe(seed=1)
        True
        """
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})  # type: ignore[arg-type]

    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that differ where any setting differs.

        >>> Recipe().fingerprint() == Recipe(seed=1).fingerprint()
        False
        """
        return fingerprint(self.to_dict())


def fingerprint(recipe: Mapping[str, object]) -> str:
    """The fingerprint of a recipe that was read from a checkpoint."""
    text = json.dumps(recipe, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
