"""A large matrix in four bits a weight: what lets the film of learning keep whole networks."""

import torch
from jaxtyping import Float, UInt8
from torch import Tensor

_LARGEST = 7  # of a signed four-bit number, the same on both sides of zero
_CLIPS = torch.linspace(1.0, 0.4, 13)  # shares of a row's largest weight that become 7


def to_nibbles(
    weight: Float[Tensor, "rows columns"],
) -> tuple[UInt8[Tensor, "rows half"], Float[Tensor, " rows"]]:
    """Round each row to whole multiples, -7 to 7, of a step of its own.

    The step is the one of a few that leaves the smallest sum of squared errors.

    Parameters
    ----------
    weight : (rows, columns) float tensor
        An even number of columns.

    Returns
    -------
    nibbles : (rows, columns / 2) uint8 tensor
        Multiple + 8 of an even column in the low four bits, of the next column in the high ones.
    step : (rows,) float32 tensor

    Examples
    --------
    >>> nibbles, step = to_nibbles(torch.tensor([[7.0, -7.0, 3.0, 0.0]]))
    >>> nibbles.tolist(), step.tolist()
    ([[31, 139]], [1.0])
    """
    largest = weight.abs().amax(1).clamp_min(1e-12)
    steps = _CLIPS[:, None] * largest / _LARGEST
    errors = torch.stack(
        [(_rounded(weight, s) * s[:, None] - weight).square().sum(1) for s in steps]
    )
    step = steps.gather(0, errors.argmin(0, keepdim=True))[0]
    multiples = (_rounded(weight, step) + 8).to(torch.uint8)
    return multiples[:, ::2] | multiples[:, 1::2] << 4, step


def from_nibbles(
    nibbles: UInt8[Tensor, "rows half"], step: Float[Tensor, " rows"]
) -> Float[Tensor, "rows columns"]:
    """The matrix that `to_nibbles` rounded.

    >>> from_nibbles(*to_nibbles(torch.tensor([[7.0, -7.0, 3.0, 0.0]]))).tolist()
    [[7.0, -7.0, 3.0, 0.0]]
    """
    multiples = torch.stack([nibbles & 15, nibbles >> 4], 2).flatten(1)
    return (multiples.float() - 8) * step[:, None]


def _rounded(weight: Tensor, step: Tensor) -> Tensor:
    return (weight / step[:, None]).round().clamp(-_LARGEST, _LARGEST)
