import pytest
import torch
from torch import nn

from vizcore.training.run.dropout import Dropout
from vizcore.training.run.team import Team

SHAPES = [(8, 600), (8, 4, 25, 6)]


def ones(shape: tuple[int, ...]) -> torch.Tensor:
    x = torch.ones(shape)
    return x.contiguous(memory_format=torch.channels_last) if x.ndim == 4 else x


@pytest.mark.parametrize("p", [0.1, 0.4, 0.75])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_share_dropped_is_p_and_the_rest_makes_up_for_it(
    shape: tuple[int, ...], p: float
) -> None:
    torch.manual_seed(0)
    y = torch.stack([Dropout(p)(ones(shape)) for _ in range(50)])
    error = (p * (1 - p) / y.numel()) ** 0.5
    assert (y == 0).double().mean().item() == pytest.approx(p, abs=4 * error + 2**-16)
    torch.testing.assert_close(y[y != 0], torch.full_like(y[y != 0], 1 / (1 - p)))


@pytest.mark.parametrize("shape", SHAPES)
def test_values_are_dropped_independently_of_each_other(shape: tuple[int, ...]) -> None:
    """Neighbours share a 64-bit word: every lag up to 8 is as uncorrelated as chance has it."""
    torch.manual_seed(0)
    x = ones(shape)
    draws = [Dropout(0.5)(x) for _ in range(100)]
    order = [y.permute(0, 2, 3, 1) if y.ndim == 4 else y for y in draws]
    flat = torch.stack([y.flatten() for y in order]) - 1  # -1 or 1
    for lag in range(1, 9):
        products = flat[:, lag:] * flat[:, :-lag]
        assert abs(products.mean().item()) < 4 / products.numel() ** 0.5


@pytest.mark.parametrize("shape", SHAPES)
def test_a_team_drops_what_one_process_would(shape: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    whole = Dropout(0.4)(ones(shape))
    parts = []
    for rank in (0, 1):
        torch.manual_seed(0)
        team = Team(rank, 2)
        parts.append(Dropout(0.4, team)(team.rows(ones(shape))))
    assert torch.equal(torch.cat(parts), whole)


def test_the_gradient_passes_where_the_value_did() -> None:
    x = torch.rand(100, requires_grad=True)
    y = Dropout(0.5)(x)
    y.sum().backward()
    torch.testing.assert_close(x.grad, torch.where(y == 0, 0.0, 2.0))


def test_nothing_is_dropped_in_eval_mode_or_at_zero() -> None:
    x = torch.rand(10)
    assert Dropout(0.5).eval()(x) is x
    assert nn.Sequential(Dropout(0.0))(x) is x
