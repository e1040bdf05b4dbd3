"""Dropout with 16 random bits a value, where PyTorch draws 32 one after the other."""

import torch
from torch import Tensor, nn

from vizcore.training.run.team import ALONE, Team


class Dropout(nn.Module):
    """Inverted dropout, as `torch.nn.Dropout`, of this process's rows of the team's batch.

    The mask is drawn for the whole batch, so that it is the same for any number of processes.

    Parameters
    ----------
    p : float in [0, 1)
        Probability of dropping a value, rounded to a multiple of 2**-16.
    team : Team

    Examples
    --------
    >>> y = Dropout(0.75)(torch.ones(1000))
    >>> sorted(set(y.tolist()))  # what is kept makes up for what is dropped
    [0.0, 4.0]
    """

    def __init__(self, p: float, team: Team = ALONE) -> None:
        super().__init__()
        self.p, self._team = p, team
        self._threshold = round(p * 2**16) - 2**15

    def forward(self, x: Tensor) -> Tensor:
        """Drop and scale in training, nothing otherwise; the first axis is the batch."""
        if not self.training or self.p == 0:
            return x
        last = x.ndim == 4  # channels last: the mask in the order of the values in memory
        shape = x.permute(0, 2, 3, 1).shape if last else x.shape
        kept = _random_bits(self._team.size * x.numel(), x.device) >= self._threshold
        mask = self._team.rows(kept.view(self._team.size * shape[0], *shape[1:])).to(x.dtype)
        return x * (mask.permute(0, 3, 1, 2) if last else mask).div_(1 - self.p)


def _random_bits(count: int, device: torch.device) -> Tensor:
    """`count` whole numbers from -32768 to 32767, four from each 64 random bits."""
    words = torch.empty(-(-count // 4), dtype=torch.int64, device=device).random_(-(2**63), None)
    return words.view(torch.int16)[:count]
