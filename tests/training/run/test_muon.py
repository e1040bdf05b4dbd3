"""Orthogonal steps: what they do to a kernel, and that only kernels take them."""

import pytest
import torch
from torch import nn

from vizcore.training import Recipe, Run
from vizcore.training.run.muon import Muon, orthogonal, orthogonal_group


def kernel_of(shape: tuple[int, ...], seed: int) -> nn.Parameter:
    random = torch.Generator().manual_seed(seed)
    kernel = nn.Parameter(torch.randn(shape, generator=random))
    kernel.grad = torch.randn(shape, generator=random)
    return kernel


@pytest.mark.parametrize("shape", [(4, 3, 3, 3), (32, 3, 3, 3), (64, 32, 3, 3)])
def test_the_direction_has_singular_values_of_about_one(shape: tuple[int, ...]) -> None:
    gradient = kernel_of(shape, 0).grad
    assert gradient is not None
    values = torch.linalg.svdvals(orthogonal(gradient).flatten(1))
    assert len(values) == min(shape[0], gradient[0].numel())
    assert 0.6 < values.min() < values.max() < 1.3


def test_a_rare_direction_is_raised_from_a_fiftieth_of_the_length_on() -> None:
    u, _, v = torch.linalg.svd(kernel_of((16, 4, 3, 3), 4).detach().flatten(1), full_matrices=False)
    found = []
    for share in (0.2, 0.05, 0.02, 0.002):
        values = torch.ones(16)
        values[-1] = share * 15**0.5  # the length of the others
        found.append(torch.linalg.svdvals(orthogonal(u @ torch.diag(values) @ v)).min().item())
    assert min(found[:3]) > 0.6
    assert found[3] < 0.2


def test_the_direction_keeps_the_singular_vectors() -> None:
    """The closest matrix with orthonormal rows is UV' of the singular value decomposition."""
    gradient = kernel_of((8, 4, 3, 3), 1).grad
    assert gradient is not None
    u, _, v = torch.linalg.svd(gradient.flatten(1), full_matrices=False)
    turned = u.T @ orthogonal(gradient).flatten(1) @ v.T
    assert (turned - torch.diag(turned.diagonal())).abs().max() < 0.05


def test_a_step_is_the_rule_written_out() -> None:
    kernel = kernel_of((8, 4, 3, 3), 2)
    random = torch.Generator().manual_seed(20)
    before, gradients = kernel.detach().clone(), torch.randn(2, 8, 4, 3, 3, generator=random)
    optimiser = Muon([orthogonal_group([kernel], inertia=0.6)], lr=0.1, momentum=0.9)
    expected, momentum = before, torch.zeros_like(before)
    for gradient in gradients:
        kernel.grad = gradient.clone()
        optimiser.step()
        momentum = 0.6 * momentum + gradient
        unit = expected * 8**0.5 / expected.norm()
        expected = unit - 0.1 * orthogonal(gradient + 0.6 * momentum)
    torch.testing.assert_close(kernel.detach(), expected, rtol=0, atol=2e-3)


def test_the_memory_format_makes_no_difference() -> None:
    plain, last = kernel_of((8, 4, 3, 3), 3), kernel_of((8, 4, 3, 3), 3)
    assert last.grad is not None
    last.data = last.data.contiguous(memory_format=torch.channels_last)
    last.grad = last.grad.contiguous(memory_format=torch.channels_last)
    for kernel in (plain, last):
        Muon([orthogonal_group([kernel], inertia=0.6)], lr=0.1, momentum=0.9).step()
    torch.testing.assert_close(last.detach(), plain.detach(), rtol=0, atol=2e-3)


def test_only_kernels_take_orthogonal_steps() -> None:
    run = Run.start(Recipe(kernel_lr=0.2, peak_lr=0.1))
    orthogonal_ones = [group for group in run.optimiser.param_groups if group.get("orthogonal")]
    assert [tuple(kernel.shape[2:]) for kernel in orthogonal_ones[0]["params"]] == [(3, 3)] * 4
    assert orthogonal_ones[0]["factor"] == pytest.approx(2)
    counted = sum(p.numel() for group in run.optimiser.param_groups for p in group["params"])
    assert counted == sum(p.numel() for p in run.model.parameters())


def test_without_a_kernel_lr_every_group_takes_plain_steps() -> None:
    run = Run.start(Recipe())
    assert not any(group.get("orthogonal") for group in run.optimiser.param_groups)


@pytest.mark.parametrize(("each", "left"), [(False, 0.45), (True, 0.9)])
def test_a_filter_without_a_gradient_keeps_its_length_only_where_each_does(
    each: bool, left: float
) -> None:
    """The others grow by their steps; to share one length is to take it from who learns nothing."""
    kernel = kernel_of((8, 4, 3, 3), 5)
    optimiser = Muon([orthogonal_group([kernel], inertia=0.6, each=each)], lr=0.3, momentum=0.9)
    random = torch.Generator().manual_seed(6)
    for _ in range(30):
        kernel.grad = torch.randn(kernel.shape, generator=random)
        kernel.grad[0] = 0
        optimiser.step()
    length = kernel[0].detach().norm().item()
    assert (length < left) is not each
    assert kernel[1:].detach().flatten(1).norm(dim=1).min() > 0.7
