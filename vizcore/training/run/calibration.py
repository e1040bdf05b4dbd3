"""How far a network's probabilities can be believed, and the one number that mends them.

Command line: `python -m vizcore.training.run.calibration --help` prints the temperature for the
export.
"""

import argparse
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int64
from torch import Tensor

from vizcore.errors import ConvScopeError, DataError
from vizcore.nets.cifar10 import Classifier
from vizcore.training.run.checkpoint import averaged_network, read_checkpoint
from vizcore.training.run.data import Split, find_data, hold_out, load_split
from vizcore.training.run.evaluation import predict

_COLDEST, _HOTTEST = 0.01, 100.0


def expected_calibration_error(
    logits: Float[Tensor, "n classes"], targets: Int64[Tensor, " n"], *, bins: int = 15
) -> float:
    r"""Mean distance between how sure the network is and how often it is right.

    The confidence of an answer is the largest of its probabilities. The answers are sorted into
    `bins` bins of equal width, bin :math:`b` holding the confidences in
    :math:`((b - 1)/B, b/B]`; in each the accuracy is compared with the mean confidence:

    .. math:: \sum_{b=1}^{B} \frac{n_b}{n} \left| \mathrm{acc}_b - \mathrm{conf}_b \right|

    Guo et al., On Calibration of Modern Neural Networks, 2017.

    Examples
    --------
    Two answers, each 75 % sure; one is right: sure by a quarter too much.

    >>> logits = torch.log(torch.tensor([[0.75, 0.25], [0.75, 0.25]]))
    >>> round(expected_calibration_error(logits, torch.tensor([0, 1])), 6)
    0.25
    """
    confidence, answer = logits.double().softmax(1).max(1)
    right = (answer == targets).double()
    bin_of = (confidence * bins).ceil().long().clamp(1, bins) - 1
    gap = torch.zeros(bins, dtype=torch.float64).index_add(0, bin_of, right - confidence)
    return float(gap.abs().sum().item()) / len(targets)


def fit_temperature(logits: Float[Tensor, "n classes"], targets: Int64[Tensor, " n"]) -> float:
    r"""The temperature T that makes the mean cross-entropy of logits / T smallest.

    The cross-entropy is convex in 1 / T, so its slope there changes sign once; bisection finds the
    place. The slope is the mean of (expected logit - logit of the true class). The answers stay the
    same, only how sure they are changes. T lies between 0.01 and 100.

    Examples
    --------
    Logits (2, 0) say 88 %; right three times in four is e to the power of 1.0986 to one:

    >>> logits = torch.tensor([[2.0, 0.0]] * 4)
    >>> round(fit_temperature(logits, torch.tensor([0, 0, 0, 1])), 4)  # 2 / log(3)
    1.8205
    """
    z = logits.double()
    true = z.gather(1, targets[:, None]).mean()
    low, high = 1 / _HOTTEST, 1 / _COLDEST
    for _ in range(60):
        middle = math.sqrt(low * high)
        slope = ((middle * z).softmax(1) * z).sum(1).mean() - true
        low, high = (low, middle) if slope > 0 else (middle, high)
    return 1 / math.sqrt(low * high)


def averaged_model(checkpoint: Path) -> Classifier:
    """The averaged weights of a checkpoint as a network in eval mode."""
    return averaged_network(read_checkpoint(checkpoint))


def parted(data: Path, recipe: dict[str, object]) -> tuple[Split, Split]:
    """The training images that a run of `recipe` saw and those that it held out.

    `DataError` if it held none out.
    """
    count = recipe["holdout"]
    if not isinstance(count, int) or count == 0:
        raise DataError("the run held no images out, so nothing can be measured without the test")
    return hold_out(load_split(data, "train"), count)


def main(arguments: list[str] | None = None) -> int:
    """Print the temperature of a checkpoint; 0, or 2 with one sentence on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.run.calibration",
        description="Print the temperature that calibrates a checkpoint on its hold-out.",
    )
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="CIFAR-10 (default: $CONVSCOPE_CIFAR10)")
    options = parser.parse_args(arguments)
    try:
        print(_report(options.checkpoint, options.data))
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    return 0


def _report(checkpoint: Path, data: Path | None) -> str:
    _, held = parted(find_data(data), read_checkpoint(checkpoint)["recipe"])
    logits = predict(averaged_model(checkpoint), held)
    targets = torch.from_numpy(held.targets)
    temperature = fit_temperature(logits, targets)
    before, after = (
        f"cross-entropy {F.cross_entropy(z, targets).item():.4f}, "
        f"calibration error {expected_calibration_error(z, targets):.4f}"
        for z in (logits, logits / temperature)
    )
    return f"temperature {temperature:.4f}\nbefore: {before}\nafter:  {after}"


if __name__ == "__main__":
    sys.exit(main())
