"""Several processes that train one network, so that the result is that of one process.

`torchrun` starts them. Each takes its rows of every batch. Gradients are averaged by PyTorch's
DistributedDataParallel, and batch norm shares its statistics: PyTorch's SyncBatchNorm runs on CUDA
only, this one anywhere.
"""

import gc
import os
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn

from vizcore.text import many
from vizcore.training.run.errors import TrainingError


@dataclass(frozen=True)
class Team:
    """The place of this process among those that train together.

    Attributes
    ----------
    rank : int
        0 for the one that evaluates, saves and speaks.
    size : int
        1 for a process on its own.

    Examples
    --------
    >>> Team().leads
    True
    >>> Team(rank=1, size=2).rows(torch.arange(6))
    tensor([3, 4, 5])
    """

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process writes files and prints."""
        return self.rank == 0

    def rows(self, batch: Tensor) -> Tensor:
        """What of a whole batch is this process's; `TrainingError` if it does not divide."""
        if len(batch) % self.size:
            raise TrainingError(
                f"a batch of {many(len(batch), 'image')} does not divide over {self.size} processes"
            )
        share = len(batch) // self.size
        return batch[self.rank * share : (self.rank + 1) * share]

    def total(self, value: Tensor) -> Tensor:
        """The sum of `value` over all processes."""
        if self.size > 1:
            value = value.clone()
            dist.all_reduce(value)
        return value


def join_team(device: torch.device) -> tuple[Team, torch.device]:
    """The team that `torchrun` started this process for, and this process's own device.

    Gloo connects processors, NCCL graphics cards, one for each process.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        return Team(), device
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return Team(dist.get_rank(), size), device


def leave_team() -> None:
    """Part from the other processes, if there are any.

    The networks that are done with are let go first, for they hold on to the group: gloo's threads
    would outlive it and abort the process if they let go of a tensor while Python shuts down.
    """
    if dist.is_available() and dist.is_initialized():
        gc.collect()
        dist.destroy_process_group()


#: A process on its own.
ALONE = Team()


class SharedBatchNorm(nn.modules.batchnorm._BatchNorm):
    """Batch norm whose mean and variance are those of all processes' rows, in training.

    Parameters
    ----------
    norm : BatchNorm1d or BatchNorm2d
        Gives its parameters and running statistics, which stay the same tensors.
    size : int
        Processes.
    """

    def __init__(self, norm: nn.modules.batchnorm._BatchNorm, size: int) -> None:
        super().__init__(norm.num_features, norm.eps, norm.momentum)
        self.weight, self.bias, self._buffers = norm.weight, norm.bias, norm._buffers
        self._size = size

    def _check_input_dim(self, input: Tensor) -> None:  # noqa: A002  (torch's own name)
        """Any shape with the channels on axis 1."""

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002
        """Normalise, scale and shift; running statistics as PyTorch keeps them."""
        if not self.training:
            return super().forward(input)
        x, axes = input.float(), [0, *range(2, input.ndim)]
        shape = [1, -1] + [1] * (input.ndim - 2)
        count = self._size * x.numel() // x.shape[1]
        mean = _Total.apply(x.sum(axes)) / count  # type: ignore[no-untyped-call]
        centred = x - mean.view(shape)
        variance = _Total.apply(centred.square().sum(axes)) / count  # type: ignore[no-untyped-call]
        self._remember(mean.detach(), variance.detach() * count / (count - 1))
        scaled = centred * (self.weight * (variance + self.eps).rsqrt()).view(shape)
        return (scaled + self.bias.view(shape)).to(input.dtype)

    def _remember(self, mean: Tensor, variance: Tensor) -> None:
        share = self.momentum or 0.0
        self.get_buffer("running_mean").lerp_(mean, share)
        self.get_buffer("running_var").lerp_(variance, share)
        self.get_buffer("num_batches_tracked").add_(1)


class _Total(torch.autograd.Function):
    """The sum over all processes; the gradient is the sum of all processes' gradients."""

    @staticmethod
    def forward(_: object, value: Tensor) -> Tensor:
        value = value.clone()
        dist.all_reduce(value)
        return value

    @staticmethod
    def backward(_: object, gradient: Tensor) -> Tensor:
        gradient = gradient.clone()
        dist.all_reduce(gradient)
        return gradient
