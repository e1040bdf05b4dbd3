"""What a set of answers is worth: accuracy, confidence, and who was taken for whom."""

from dataclasses import dataclass

import numpy as np
import torch.nn.functional as F
from jaxtyping import Float, Int64
from torch import Tensor

from vizcore.nets.cifar10 import LABELS
from vizcore.training.run.calibration import expected_calibration_error


@dataclass(frozen=True)
class Figures:
    """What a set of answers is worth.

    Attributes
    ----------
    images : int
    accuracy, loss : float
        Share of right answers; mean cross-entropy.
    confidence, calibration_error : float
        Mean confidence; `expected_calibration_error` with 15 bins.
    per_class : dict
        Share of each class's images that were recognised.
    confusion : list of ten lists
        Row: the true class; column: the answer; images.
    """

    images: int
    accuracy: float
    loss: float
    confidence: float
    calibration_error: float
    per_class: dict[str, float]
    confusion: list[list[int]]


def measure(logits: Float[Tensor, "n 10"], targets: Int64[Tensor, " n"]) -> Figures:
    """Figures of `logits` against the true classes, each of which must occur.

    >>> import torch
    >>> measure(torch.eye(10), torch.arange(10)).accuracy
    1.0
    """
    confusion = confusion_matrix(targets.numpy(), logits.argmax(1).numpy())
    right = confusion.diagonal()
    return Figures(
        images=len(targets),
        accuracy=float(right.sum() / len(targets)),
        loss=F.cross_entropy(logits, targets).item(),
        confidence=logits.softmax(1).amax(1).mean().item(),
        calibration_error=expected_calibration_error(logits, targets),
        per_class=dict(zip(LABELS, (right / confusion.sum(1)).tolist(), strict=True)),
        confusion=confusion.tolist(),
    )


def confusion_matrix(
    targets: Int64[np.ndarray, " n"], answers: Int64[np.ndarray, " n"]
) -> Int64[np.ndarray, "10 10"]:
    """How many images of each class (row) got each answer (column).

    >>> confusion_matrix(np.array([3, 3]), np.array([3, 5]))[3].tolist()
    [0, 0, 0, 1, 0, 1, 0, 0, 0, 0]
    """
    classes = len(LABELS)
    return np.bincount(classes * targets + answers, minlength=classes**2).reshape(classes, classes)
