"""Formulas that are often right, against windows counted by stepping."""

from math import ceil

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.conventions.formulas import FORMULAS, SIZES, STRIDES, WINDOWS, Case, shifted_by_half


def stops(n: int, k: int, s: int, before: int, after: int) -> int:
    """Windows that lie whole on the padded axis, one step after the other."""
    count, start = 0, -before
    while start + k <= n + after:
        count, start = count + 1, start + s
    return count


def same_pads(n: int, k: int, s: int) -> tuple[int, int]:
    total = max(k - (n % s or s), 0)
    return total // 2, total - total // 2


def grid() -> list[tuple[int, int, int]]:
    return [(n, k, s) for n in range(1, 65) for k in range(1, 8) for s in range(1, 5)]


@pytest.mark.lecture("L12", page="conventions")
def test_the_lectures_ceilings_are_wrong_in_as_many_cases_as_stepping_finds():
    fitting = [(n, k, s) for n, k, s in grid() if k <= n]
    valid = [ceil((n - k) / s) + 1 != stops(n, k, s, 0, 0) for n, k, s in fitting]
    same = [ceil((n - 1) / s) + 1 != stops(n, k, s, *same_pads(n, k, s)) for n, k, s in fitting]
    assert FORMULAS["valid"].wrong() == (sum(valid), len(valid)) == (812, 1708)
    assert FORMULAS["same"].wrong() == (sum(same), len(same)) == (820, 1708)


@pytest.mark.lecture("L12", page="conventions")
def test_eight_cells_with_stride_two_have_four_outputs_and_not_five():
    case = Case(8, 3, 2)
    assert (FORMULAS["same"].claim(case), FORMULAS["same"].truth(case)) == (5, 4)
    assert stops(8, 3, 2, *same_pads(8, 3, 2)) == 4


@pytest.mark.lecture("L12", page="conventions")
def test_a_ceiling_is_wrong_exactly_where_the_division_leaves_a_remainder():
    for case in FORMULAS["valid"].cases():
        assert FORMULAS["valid"].error(case) == ((case.size - case.window) % case.stride > 0)
    for case in FORMULAS["same"].cases():
        assert FORMULAS["same"].error(case) == ((case.size - 1) % case.stride > 0)


def test_half_a_window_of_padding_misses_sames_size_in_399_cases_and_its_grid_in_366_more():
    wrong = shifted = 0
    for n, k, s in grid():
        before, after = same_pads(n, k, s)
        differs = stops(n, k, s, k // 2, k // 2) != stops(n, k, s, before, after)
        assert not (differs and k % 2)
        wrong += differs
        shifted += k % 2 == 1 and before != k // 2
    assert FORMULAS["half"].wrong() == (wrong, len(grid())) == (399, 1792)
    assert shifted_by_half() == (shifted, sum(k % 2 for _, k, _ in grid())) == (366, 1024)


def test_the_docstring_of_max_pooling_is_as_written_here_and_wrong_in_1062_cases():
    documented = " ".join((torch.nn.MaxPool1d.__doc__ or "").split())
    assert r"\left\lceil" in documented
    assert r"- 1 + (stride - 1)}{\text{stride}}\right\rceil + 1" in documented
    pool = FORMULAS["pool"]
    assert pool.wrong() == (1062, 4728)
    for case in list(pool.cases())[::7]:
        x = torch.empty(1, 1, case.size, device="meta")
        layer = F.max_pool1d(x, case.window, case.stride, case.padding, ceil_mode=True)
        assert pool.truth(case) == layer.shape[-1]
    assert (pool.claim(Case(7, 3, 2)), pool.truth(Case(7, 3, 2))) == (4, 3)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_the_maps_of_errors_add_up_to_the_count(formula):
    wrong = cases = 0
    for window in WINDOWS:
        for padding in formula.paddings(window):
            errors = formula.errors(window, padding)
            assert errors.shape == (len(STRIDES), len(SIZES))
            assert set(np.unique(errors[~np.isnan(errors)])) <= {0.0, 1.0}
            wrong += int(np.nansum(errors))
            cases += int((~np.isnan(errors)).sum())
    assert formula.wrong() == (wrong, cases)
