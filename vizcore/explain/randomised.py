"""The sanity check: which explanation notices that a model has forgotten what it learnt."""

import copy
import functools
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Num
from torch import Tensor, nn

from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, sequence_of

#: A method with everything but these settled.
Method = Callable[[Model, Tensor, Target], Attribution]


@dataclass(frozen=True)
class Randomised:
    """A model that is random from the top down to a layer.

    Attributes
    ----------
    layer : str
        The one that was re-initialised last; empty for the model as it was learnt.
    model : MiniVGG or torch.nn.Sequential
    """

    layer: str
    model: Model


@dataclass(frozen=True)
class Noticed:
    """What a method says of a model that is random down to a layer.

    Attributes
    ----------
    layer : str
        As in `Randomised`.
    attribution : Attribution
    correlation : float
        Of its map's ranks with those of the learnt model's map; NaN where one of them is the same
        everywhere.
    """

    layer: str
    attribution: Attribution
    correlation: float


def randomised(
    model: Model, x: Tensor, target: Target, methods: Mapping[str, Method], *, seed: int = 0
) -> Iterator[dict[str, Noticed]]:
    """Explain the model as it is, then with one layer more from the top re-initialised each time.

    An explanation of what the model has learnt has to change. One that stays as it was tells of the
    picture, not of the model.

    Parameters
    ----------
    model, x, target
        As in `saliency`; the model stays as it is.
    methods : mapping
        By name.
    seed : int
        Of the random parameters.

    Yields
    ------
    dict
        For each method what it says; the first is of the model as it was learnt.

    Notes
    -----
    Adebayo and others 2018, arXiv 1810.03292.
    """
    learnt: dict[str, Attribution] = {}
    for one in from_the_top(model, seed=seed):
        found = {name: method(one.model, x, target) for name, method in methods.items()}
        learnt = learnt or found
        yield {
            name: Noticed(one.layer, told, rank_correlation(learnt[name].map, told.map))
            for name, told in found.items()
        }


def from_the_top(model: Model, *, seed: int = 0) -> Iterator[Randomised]:
    """The model, then one that has forgotten a layer more each time, the last layer first.

    A convolution or linear layer draws its parameters as a new one would; the batch norm behind it
    is a new one as well, for its averages belong to the layer that is gone. What is not forgotten
    yet is the model's own and is shared with it.

    >>> from vizcore.nets import MiniVGG
    >>> [one.layer for one in from_the_top(MiniVGG().eval())]
    ['', 'fc2', 'fc1', 'conv4', 'conv3', 'conv2', 'conv1']
    """
    yield Randomised("", model)
    yield from _forgetful(model, seed)


@functools.lru_cache(maxsize=4)  # of MiniVGG 9 MB each; to draw them takes as long as to explain
def _forgetful(model: Model, seed: int) -> tuple[Randomised, ...]:
    layers = OrderedDict(sequence_of(model).named_children())
    random = torch.Generator().manual_seed(seed)
    waiting: list[str] = []
    found: list[Randomised] = []
    for name, module in reversed(list(layers.items())):
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            waiting.append(name)
        elif isinstance(module, nn.Conv2d | nn.Linear):
            for norm in waiting:
                layers[norm] = copy.deepcopy(layers[norm])
                layers[norm].reset_parameters()  # type: ignore[operator]
            waiting.clear()
            layers[name] = _drawn(module, random)
            found.append(Randomised(name, nn.Sequential(layers)))
    return tuple(found)


def _drawn(module: nn.Conv2d | nn.Linear, random: torch.Generator) -> nn.Module:
    """A copy with parameters as PyTorch draws them: even, up to one over the root of the inputs."""
    fresh = copy.deepcopy(module)
    limit = float(module.weight[0].numel() ** -0.5)
    for parameter in (fresh.weight, fresh.bias):
        if parameter is not None:
            drawn = torch.empty(parameter.shape).uniform_(-limit, limit, generator=random)
            parameter.data.copy_(drawn)
    return fresh


def rank_correlation(one: Num[np.ndarray, "*shape"], other: Num[np.ndarray, "*shape"]) -> float:
    r"""Spearman's rank correlation: Pearson's of the ranks; equal values share the mean of theirs.

    Returns
    -------
    float
        From -1 to 1; NaN where all values of an array are the same.

    Examples
    --------
    >>> rank_correlation(np.array([1, 2, 30]), np.array([0.1, 0.2, 0.25]))
    1.0
    >>> rank_correlation(np.array([1, 2, 3]), np.array([1, 1, 1]))
    nan
    """
    ranks = [_ranks(np.ravel(values)) for values in (one, other)]
    first, second = (rank - rank.mean() for rank in ranks)
    size = np.sqrt((first @ first) * (second @ second))
    return round(float(first @ second / size), 12) if size else float("nan")


def _ranks(values: np.ndarray) -> np.ndarray:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[places]
