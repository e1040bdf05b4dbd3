"""Teachers' answers as soft targets: `python -m vizcore.training.teacher.distillation --help`.

Hinton, Vinyals, Dean, Distilling the Knowledge in a Neural Network, 2015. Each training image is
seen in a fixed number of views (crop, flip, cutout, blend). The teachers answer each view once;
pupils of every seed learn from the same file.
"""

import argparse
import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from jaxtyping import Float, Float16
from torch import Tensor
from tqdm import tqdm

from vizcore.errors import ConvScopeError, DataError
from vizcore.nets.cifar10 import Classifier
from vizcore.nets.weights import choose_device
from vizcore.training.run.augment import Batches
from vizcore.training.run.data import Split, find_data, hold_out, load_split
from vizcore.training.run.precision import mixed_precision
from vizcore.training.run.recipe import Recipe
from vizcore.training.run.soft_targets import VIEW, save_soft_targets
from vizcore.training.teacher.teachers import load_teacher


def teach(
    teachers: Sequence[Classifier], data: Split, recipe: Recipe
) -> Float16[Tensor, "views n 10"]:
    """Mean logits of the teachers for each of the recipe's views of `data`.

    The softmax of mean logits is the normalised geometric mean of the teachers' probabilities.

    Parameters
    ----------
    teachers : one or more Classifiers
        In eval mode, on one device.
    data : Split
    recipe : Recipe
        Says what a view is.
    """
    device = teachers[0].mean.device
    for teacher in teachers:
        teacher.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs forget it
    batches = Batches.of(data, recipe, device)
    views = []
    for number in tqdm(range(recipe.views), unit="view"):
        with torch.inference_mode(), mixed_precision(device):
            answers = [
                _mean_logits(teachers, seen.images.contiguous(memory_format=torch.channels_last))
                for seen in batches.view(number)
            ]
        views.append(torch.cat([answer.cpu() for answer in answers]).half())
    return torch.stack(views)


def _mean_logits(
    teachers: Sequence[Classifier], images: Float[Tensor, "b 3 32 32"]
) -> Float[Tensor, "b 10"]:
    return torch.stack([teacher(images).float() for teacher in teachers]).mean(0)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when written, 2 with one sentence on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.teacher.distillation",
        description="Let trained teachers answer every view of every training image.",
    )
    add = parser.add_argument
    teachers = "each a run's checkpoint.pt, or what vizcore.training.teacher.teachers wrote"
    add("--teacher", type=Path, required=True, nargs="+", help=teachers)
    add("--out", type=Path, required=True, help="file for the soft targets")
    add("--views", type=int, default=32, help="views of each image (default: 32)")
    add("--crop-padding", type=int, help="of the views (default: the first teacher's)")
    add("--cutout", type=int, help="of the views (default: the first teacher's)")
    add("--mixing", type=float, help="of the views (default: the first teacher's)")
    add(
        "--holdout", type=int, help="images that pupils hold out (default: as many as the teachers)"
    )
    add("--data", type=Path, help="CIFAR-10 (default: $CONVSCOPE_CIFAR10)")
    add("--device", default="auto", help="auto, cpu, cuda or mps (default: auto)")
    add("--threads", type=int, default=1, help="processor threads (default: 1)")
    options = parser.parse_args(arguments)
    try:
        _run(options)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    networks, recipes = zip(*map(load_teacher, options.teacher), strict=True)
    if len({recipe.holdout for recipe in recipes}) > 1:
        raise DataError("the teachers held out different images; choose teachers of one hold-out")
    if options.holdout and options.holdout > recipes[0].holdout:
        raise DataError(
            f"the teachers held out {recipes[0].holdout} images: they learned from some of the "
            f"{options.holdout} that their pupils would hold out"
        )
    asked = {name: getattr(options, name) for name in VIEW}
    given = {name: value for name, value in asked.items() if value is not None}
    recipe = dataclasses.replace(recipes[0], soft_share=1.0, **given)
    data = load_split(find_data(options.data), "train")
    if recipe.holdout:
        data, _ = hold_out(data, recipe.holdout)
    device = choose_device(options.device)
    logits = teach([network.to(device) for network in networks], data, recipe)
    save_soft_targets(options.out, logits, recipe, data.digits)


if __name__ == "__main__":
    sys.exit(main())
