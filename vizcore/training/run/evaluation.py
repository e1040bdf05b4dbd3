"""What a trained network answers, and how often it is right."""

import torch
import torch.nn.functional as F
from jaxtyping import Float
from torch import Tensor

from vizcore.nets.cifar10 import Classifier
from vizcore.training.run.data import Split


def predict(model: Classifier, data: Split, *, batch_size: int = 500) -> Float[Tensor, "n 10"]:
    """Logits of `data` in float32 on the CPU; the model must be in eval mode.

    >>> import numpy as np
    >>> from vizcore.nets.minivgg import MiniVGG
    >>> images = np.zeros((3, 32, 32, 3), np.uint8)
    >>> predict(MiniVGG().eval(), Split(images, np.array([0, 1, 2])), batch_size=2).shape
    torch.Size([3, 10])
    """
    with torch.inference_mode():
        parts = [
            model(model.prepare(data.images[i : i + batch_size])).float().cpu()
            for i in range(0, len(data), batch_size)
        ]
    return torch.cat(parts)


def evaluate(model: Classifier, data: Split, *, batch_size: int = 500) -> dict[str, float]:
    """Accuracy and mean cross-entropy of `model` on `data`, without augmentation.

    >>> import numpy as np
    >>> from vizcore.nets.minivgg import MiniVGG
    >>> black = Split(np.zeros((2, 32, 32, 3), np.uint8), np.array([0, 0]))
    >>> evaluate(MiniVGG().eval(), black)["accuracy"] in (0.0, 1.0)  # the two are the same image
    True
    """
    logits, targets = predict(model, data, batch_size=batch_size), torch.from_numpy(data.targets)
    return {
        "accuracy": (logits.argmax(1) == targets).double().mean().item(),
        "loss": F.cross_entropy(logits, targets).item(),
    }
