"""SGD whose convolution kernels take orthogonal steps."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from vizcore.training.run.precision import has_fast_bfloat16


class Muon(torch.optim.SGD):
    r"""SGD, but the kernels in groups marked `orthogonal` move by orthogonalised momentum.

    A kernel of k filters is a matrix with k rows. Its momentum, a sum of gradients, is replaced by
    nearly the closest matrix whose singular values are all 1, so that rare directions are learned
    as fast as common ones. Before each step every kernel is scaled so that its filters have length
    1, each of them or on average, and the learning rate is then the share of the kernel that one
    step replaces. The batch norm behind each convolution, and its bias, learn the scale. (Jordan et
    al., Muon, 2024. `torch.optim.Muon` takes matrices only.)

    Parameters
    ----------
    groups : dicts
        As for `torch.optim.SGD`. Those with `orthogonal` true hold kernels, and their `inertia`, in
        [0, 1), is the share of the momentum that a step keeps; with `each` true every filter is
        scaled to length 1 of its own. Their `momentum` and `weight_decay` are 0.
    lr, momentum : float
        Of groups that name none.

    Examples
    --------
    >>> kernel = torch.nn.Parameter(torch.ones(2, 1, 1, 2))
    >>> optimiser = Muon([orthogonal_group([kernel], inertia=0.6)], lr=0.5, momentum=0.9)
    >>> kernel.grad = torch.tensor([[[[9.0, 0.0]]], [[[0.0, 0.9]]]])  # one ten times the other
    >>> optimiser.step()
    >>> moved = 0.5**0.5 - kernel.detach().flatten(1)  # from filters of length 1
    >>> [round(value, 1) for value in moved.diagonal().tolist()]  # both moved by about half
    [0.4, 0.4]
    """

    def __init__(self, groups: Iterable[dict[str, Any]], *, lr: float, momentum: float) -> None:
        super().__init__(groups, lr=lr, momentum=momentum, nesterov=True, fused=True)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]  # torch overloads it
        """Take one step, after calling `closure` for new gradients if there is one."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            if group.get("orthogonal"):
                for kernel in group["params"]:
                    self._steer(kernel, kernel.grad, group["inertia"])
                    kernel.mul_(_scale(kernel, each=group.get("each", False)))
        super().step()
        return loss

    def _steer(self, kernel: Tensor, gradient: Tensor, inertia: float) -> None:
        """Replace the gradient by the step's direction."""
        state = self.state[kernel]
        if "inertia" not in state:
            state["inertia"] = torch.zeros_like(kernel)
        ahead = state["inertia"].mul_(inertia).add_(gradient).mul(inertia).add_(gradient)
        gradient.copy_(orthogonal(ahead))  # in the memory format of the kernel


def orthogonal_group(kernels: list[Any], *, inertia: float, each: bool = False) -> dict[str, Any]:
    """A group of kernels for `Muon`."""
    still = {"momentum": 0.0, "nesterov": False, "weight_decay": 0.0}
    return {"params": kernels, "orthogonal": True, "inertia": inertia, "each": each, **still}


def _scale(kernel: Tensor, *, each: bool) -> Tensor:
    """What brings each filter to length 1, or the root of their mean square.

    >>> _scale(torch.tensor([[[[3.0, 4.0]]], [[[0.0, 0.5]]]]), each=True).flatten().tolist()
    [0.20000000298023224, 2.0]
    """
    if each:
        return 1 / torch.linalg.vector_norm(kernel, dim=(1, 2, 3), keepdim=True).clamp(min=1e-7)
    return len(kernel) ** 0.5 / kernel.norm()


def orthogonal(kernel: Float[Tensor, "k ..."], *, rounds: int = 3) -> Float[Tensor, "k ..."]:
    r"""Nearly the closest matrix with orthonormal rows (or columns, if there are fewer).

    Newton and Schulz's iteration :math:`X \leftarrow aX + (bA + cA^2)X, A = XX^T`: it acts on
    the singular values alone. The numbers a, b, c are those of Jordan et al.: singular values
    from a fiftieth of the matrix's length on come out between 0.7 and 1.2 after three rounds,
    as good as 1 for learning. (The length is the root of the sum of all squares.)

    Parameters
    ----------
    kernel : (k, ...) tensor
        Computed in bfloat16 where that is fast.
    rounds : int

    Examples
    --------
    >>> flat = orthogonal(torch.tensor([[3.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    >>> [round(value) for value in torch.linalg.svdvals(flat).tolist()]
    [1, 1]
    """
    a, b, c = 3.4445, -4.7750, 2.0315
    rows = kernel.reshape(len(kernel), -1)
    rows = rows.bfloat16() if has_fast_bfloat16(kernel.device) else rows
    tall = rows.shape[0] > rows.shape[1]
    x = rows.T if tall else rows
    x = x / (x.norm() + 1e-7)
    for _ in range(rounds):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.T if tall else x).to(kernel.dtype).reshape(kernel.shape)
