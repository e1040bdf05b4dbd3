"""A network as the loop calls it: its own dropout, and one process's part of a team's batch."""

from typing import cast

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.parallel import DistributedDataParallel

from vizcore.nets.cifar10 import Classifier
from vizcore.training.run.dropout import Dropout
from vizcore.training.run.team import SharedBatchNorm, Team


def learner(network: Classifier, team: Team, *, compiled: bool = False) -> nn.Module:
    """`network` with layers that suit the loop; its parameters stay the same objects.

    Dropouts become `vizcore.training.run.dropout.Dropout`. In a team batch norms share their
    statistics and the gradients are the whole batch's. `compiled` is for a process on its own.
    """
    _replace_layers(network, team)
    if team.size == 1:
        return cast(nn.Module, torch.compile(network)) if compiled else network
    return DistributedDataParallel(network, forward_sync_buffers=False)


def _replace_layers(module: nn.Module, team: Team) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            setattr(module, name, Dropout(child.p, team))
        elif isinstance(child, _BatchNorm) and team.size > 1:
            setattr(module, name, SharedBatchNorm(child, team.size))
        else:
            _replace_layers(child, team)
