"""A training run as it stands after an epoch, and the file that it goes on from."""

import copy
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import UInt8
from torch import nn

from vizcore.errors import WeightsError
from vizcore.nets.cifar10 import Classifier
from vizcore.nets.minivgg import MiniVGG
from vizcore.training.run.deep_vgg import DeepVGG
from vizcore.training.run.files import write_atomically
from vizcore.training.run.muon import Muon, orthogonal_group
from vizcore.training.run.recipe import Recipe
from vizcore.training.run.wide_vgg import WideVGG

#: What is known of an epoch: its number, and the figures that `train` names.
EpochFigures = dict[str, int | float]

_KEYS = ("recipe", "epoch", "history", "model", "average", "optimiser")


@dataclass
class Run:
    """Everything that a resumed run needs.

    Attributes
    ----------
    recipe : Recipe
    model : Classifier
        The weights that learn.
    average : Classifier
        Their moving average, in eval mode: what is evaluated and shipped.
    optimiser : torch.optim.Optimizer
    epoch : int
        Epochs done.
    history : list of dicts
        Each epoch's figures.
    ancestors : list of dicts
        Recipe, epoch and history of the runs whose weights this one began with, first to last.

    Examples
    --------
    >>> run = Run.start(Recipe(seed=1))
    >>> run.epoch, run.history
    (0, [])
    """

    recipe: Recipe
    model: Classifier
    average: Classifier
    optimiser: torch.optim.Optimizer
    epoch: int = 0
    history: list[EpochFigures] = field(default_factory=list)
    ancestors: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def start(cls, recipe: Recipe, device: str | torch.device = "cpu") -> "Run":
        """A run that has not taken a step yet."""
        torch.manual_seed(recipe.seed)
        model = fresh_network(recipe).to(device)
        model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs forget it
        average = copy.deepcopy(model).eval().requires_grad_(False)
        return cls(recipe, model, average, _optimiser(model, recipe))

    def inherit(self, parent: dict[str, Any]) -> None:
        """Begin with the averaged weights of another run's checkpoint instead of fresh ones.

        `WeightsError` if this run's kernels take orthogonal steps and the other's did not: these
        steps begin by scaling the kernels, which would change what the network computes.
        """
        if self.recipe.kernel_lr and not parent["recipe"]["kernel_lr"]:
            raise WeightsError("orthogonal steps cannot go on where plain ones ended: kernel_lr")
        self.model.load_state_dict(parent["average"])
        self.average.load_state_dict(parent["average"])
        last = {name: parent[name] for name in ("recipe", "epoch", "history")}
        self.ancestors = [*parent["ancestors"], last]

    def meet(self, images: UInt8[np.ndarray, "n 32 32 3"]) -> None:
        """Fit to the images what is fitted once, before the first step: the layer that whitens."""
        for network in (self.model, self.average):
            if isinstance(network, WideVGG) and not self.ancestors:
                network.whiten(network.prepare(images[:: -(-len(images) // 5000)]))

    def save(self, path: Path) -> None:
        """Write a checkpoint; if the disk is full, `TrainingError`, and the previous one stays."""
        state = {
            "recipe": self.recipe.to_dict(),
            "epoch": self.epoch,
            "history": self.history,
            "ancestors": self.ancestors,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        buffer = io.BytesIO()
        torch.save(state, buffer)
        write_atomically(path, buffer.getbuffer())

    def restore(self, path: Path) -> None:
        """Go on from the checkpoint at `path`; `WeightsError` if it is another recipe's."""
        state = read_checkpoint(path)
        if state["recipe"] != self.recipe.to_dict():
            different = _differences(state["recipe"], self.recipe.to_dict())
            raise WeightsError(
                f"{path} belongs to another recipe ({different}); choose another folder with --out"
            )
        try:
            averaged_network(state)  # before anything is changed
            self.model.load_state_dict(state["model"])
            self.average.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
        except (RuntimeError, ValueError, KeyError) as error:
            raise WeightsError(f"{path} is a checkpoint of another network") from error
        self.epoch, self.history = state["epoch"], state["history"]
        self.ancestors = state["ancestors"]


def fresh_network(recipe: Recipe) -> Classifier:
    """The network of `recipe`, with weights from PyTorch's random numbers as they stand."""
    teachers = {"wide_vgg": WideVGG, "deep_vgg": DeepVGG}
    teacher = teachers.get(recipe.network)
    return teacher() if teacher else MiniVGG(recipe.dropout)


def averaged_network(state: dict[str, Any]) -> Classifier:
    """The averaged weights of a checkpoint's content as a network in eval mode."""
    network = fresh_network(Recipe.from_dict(state["recipe"]))
    network.load_state_dict(state["average"])
    return network.requires_grad_(False).eval()


def read_checkpoint(path: Path, network: str | None = None) -> dict[str, Any]:
    """The content of a checkpoint, on the CPU: recipe, epoch, history, model, average, optimiser.

    Parameters
    ----------
    path : Path
    network : str, optional
        What the recipe's network must be.

    Raises
    ------
    WeightsError
        If there is no such file, it is damaged, or it is something else or another network's.

    Examples
    --------
    >>> read_checkpoint(Path("/nowhere.pt"))
    Traceback (most recent call last):
    vizcore.errors.WeightsError: there is no checkpoint /nowhere.pt
    """
    if not path.is_file():
        raise WeightsError(f"there is no checkpoint {path}")
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch.load has no exception of its own for a damaged file
        raise WeightsError(
            f"{path} is damaged or no checkpoint; delete it to start anew"
        ) from error
    if not isinstance(state, dict) or any(key not in state for key in _KEYS):
        raise WeightsError(f"{path} is not a checkpoint of a training run")
    # A setting that was added since then had no effect: its default is "none".
    state["recipe"] = Recipe().to_dict() | state["recipe"]
    state.setdefault("ancestors", [])
    if network not in (None, state["recipe"]["network"]):
        raise WeightsError(f"{path} is of the network {state['recipe']['network']}, not {network}")
    return state


def digest(tensors: dict[str, Any]) -> str:
    """SHA-256 of a network's tensors, in the order of their names.

    >>> digest({"a": torch.zeros(1)})[:12]
    'df3f619804a9'
    """
    content = hashlib.sha256()
    for name in sorted(tensors):
        content.update(tensors[name].contiguous().numpy().tobytes())
    return content.hexdigest()


def _differences(theirs: dict[str, object], ours: dict[str, object]) -> str:
    """Which settings differ.

    >>> _differences({"epochs": 3, "seed": 0}, {"epochs": 4, "seed": 0})
    'epochs 3, not 4'
    """
    names = [name for name in ours if theirs.get(name) != ours[name]]
    return ", ".join(f"{name} {theirs.get(name)}, not {ours[name]}" for name in names)


def _optimiser(model: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    """Each group's learning rate is the recipe's times the group's `factor`."""
    learning = [p for p in model.parameters() if p.requires_grad]
    vectors, matrices, kernels = (
        [p for p in learning if min(p.ndim, 3 if recipe.kernel_lr else 2) == axes]
        for axes in (1, 2, 3)
    )
    groups = [
        {"params": matrices, "weight_decay": recipe.weight_decay, "factor": 1.0},
        {"params": vectors, "weight_decay": 0.0, "factor": recipe.vector_lr_factor},
    ]
    if kernels:
        each = recipe.kernel_length == "filter"
        steered = orthogonal_group(kernels, inertia=recipe.kernel_momentum, each=each)
        groups.append(steered | {"factor": recipe.kernel_lr / recipe.peak_lr})
    return Muon(groups, lr=recipe.peak_lr, momentum=recipe.momentum)
