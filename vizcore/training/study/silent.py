"""Filters of the first convolution that answer 0 to every image, and when they fell silent.

Command line: `python -m vizcore.training.study.silent --help`.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from jaxtyping import Float, UInt8
from torch import Tensor

from vizcore.errors import ConvScopeError
from vizcore.nets.cifar10 import MEAN, STD
from vizcore.nets.film import FILM, film_card, load_checkpoint
from vizcore.nets.minivgg import MiniVGG
from vizcore.training.run.calibration import parted
from vizcore.training.run.data import find_data
from vizcore.training.study.card_text import table


@dataclass(frozen=True)
class Filters:
    """What is known of each of conv1's filters.

    Attributes
    ----------
    length, bias : (32,) tensors
        Of the weights; beside them.
    strongest : (32,) tensor
        The largest answer to any place of the images, before the activation.
    share : (32,) tensor
        Share of the places where the answer is above 0.
    """

    length: Float[Tensor, " k"]
    bias: Float[Tensor, " k"]
    strongest: Float[Tensor, " k"]
    share: Float[Tensor, " k"]

    @property
    def silent(self) -> list[int]:
        """Which filters answer 0 everywhere after the activation."""
        return torch.flatten(torch.nonzero(self.strongest <= 0)).tolist()


def look_at_filters(network: MiniVGG, images: UInt8[np.ndarray, "n 32 32 3"]) -> Filters:
    """How conv1's filters answer to `images`.

    >>> noise = np.random.default_rng(0).integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
    >>> network = MiniVGG()
    >>> torch.nn.init.constant_(network.layers.conv1.bias[:1].detach(), -9.0).item()
    -9.0
    >>> look_at_filters(network, noise).silent
    [0]
    """
    kernel, bias = (network.layers.get_parameter(f"conv1.{name}") for name in ("weight", "bias"))
    strongest, positive = torch.full_like(bias, -torch.inf), torch.zeros_like(bias)
    with torch.inference_mode():
        for part in np.array_split(images, -(-len(images) // 500)):
            answers = F.conv2d(network.prepare(part), kernel, bias, padding=1)
            strongest = torch.maximum(strongest, answers.amax((0, 2, 3)))
            positive += (answers > 0).sum((0, 2, 3))
        length = kernel.flatten(1).norm(dim=1)
    share = positive / (len(images) * 32 * 32)
    return Filters(length, bias.detach(), strongest, share)


def reach(network: MiniVGG) -> Float[Tensor, " k"]:
    """The largest answer of each of conv1's filters to any picture that there can be.

    Every weight above 0 meets a value of 255 and every other one a 0. Where this is not above 0
    the filter is silent for good.
    """
    kernel, bias = (network.layers.get_parameter(f"conv1.{name}") for name in ("weight", "bias"))
    low, high = (
        ((value - torch.tensor(MEAN)) / torch.tensor(STD)).view(1, 3, 1, 1) for value in (0.0, 1.0)
    )
    with torch.no_grad():
        return torch.maximum(kernel * low, kernel * high).sum((1, 2, 3)) + bias


def history(
    images: UInt8[np.ndarray, "n 32 32 3"], folder: Path = FILM
) -> list[tuple[int, Filters]]:
    """Each frame of a film: its step, and how its filters answer to `images`."""
    steps = [frame["step"] for frame in film_card(folder)["frames"]]
    return [(step, look_at_filters(load_checkpoint(step, folder=folder), images)) for step in steps]


def render(frames: list[tuple[int, Filters]]) -> str:
    """A table of the filters that are silent in the end, frame by frame."""
    silent = frames[-1][1].silent
    if not silent:
        return "No filter of conv1 is silent in the end."
    rows = [
        [
            f"{step:,}",
            str(k),
            *(f"{values[k]:.3f}" for values in (seen.length, seen.bias, seen.strongest)),
            f"{100 * seen.share[k]:.1f} %",
        ]
        for k in silent
        for step, seen in frames
    ]
    return table(["step", "filter", "length", "bias", "strongest answer", "answers above 0"], rows)


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0, or 2 with one sentence on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.study.silent",
        description="When the silent filters of a film's last frame fell silent.",
    )
    parser.add_argument("--data", type=Path, help="CIFAR-10 (default: $CONVSCOPE_CIFAR10)")
    parser.add_argument("--film", type=Path, default=FILM, help="folder of the film")
    options = parser.parse_args(arguments)
    try:
        _, held = parted(find_data(options.data), film_card(options.film)["recipe"])
        print(render(history(held.images, options.film)))
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
