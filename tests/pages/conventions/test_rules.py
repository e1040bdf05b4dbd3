"""One setting through every convention: PyTorch itself, stepping by hand, the known cases."""

from math import ceil

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from pages.conventions.rules import Outcome, conventions, ramp_means
from vizcore.errors import ShapeError
from vizcore.geometry import axis_windows

GRID = [
    (n, k, s, p, d)
    for n in (*range(1, 12), 16, 27)
    for k in range(1, 6)
    for s in range(1, 4)
    for p in range(4)
    for d in (1, 2)
]
settings_drawn = st.tuples(
    st.integers(1, 20), st.integers(1, 6), st.integers(1, 4), st.integers(0, 5), st.integers(1, 3)
)


def made(n: int, k: int, s: int, p: int | None = None, d: int = 1) -> dict[str, Outcome]:
    outcomes = conventions(n, k, stride=s, padding=p, dilation=d)
    return {outcome.key: outcome for outcome in outcomes}


def torch_count(operation, *arguments, **settings) -> int | None:
    """What torch makes of a setting; None where it refuses."""
    try:
        return int(operation(*arguments, **settings).shape[-1])
    except RuntimeError:
        return None


def stepped(n: int, span: int, s: int, before: int, after: int) -> list[int]:
    """Starts of the windows that lie whole on the padded axis, one step after the other."""
    starts, start = [], -before
    while start + span <= n + after:
        starts.append(start)
        start += s
    return starts


@pytest.mark.filterwarnings("ignore:Using padding='same'")
def test_pytorchs_rows_are_torch_over_a_grid():
    refused = 0
    for n, k, s, p, d in GRID:
        outcomes = made(n, k, s, p, d)
        x, w = torch.empty(1, 1, n, device="meta"), torch.empty(1, 1, k, device="meta")
        by_number = torch_count(F.conv1d, x, w, stride=s, padding=p, dilation=d)
        assert outcomes["torch"].count == by_number, (n, k, s, p, d)
        same = torch_count(F.conv1d, x, w, stride=s, padding="same", dilation=d)
        assert outcomes["torch_same"].count == same, (n, k, s, p, d)
        pooled = torch_count(F.max_pool1d, x, k, s, p, d, ceil_mode=True)
        assert outcomes["torch_pool"].count == pooled, (n, k, s, p, d)
        refused += pooled is None
    assert 0 < refused < len(GRID)


@given(settings_drawn)
def test_the_other_convolutions_stop_where_stepping_by_hand_stops(case):
    n, k, s, p, d = case
    span = d * (k - 1) + 1
    total = max(span - (n % s or s), 0)  # as TensorFlow also states it
    pads = {
        "valid": (0, 0),
        "d2l": (ceil(p / 2), p // 2),
        "same": (total // 2, total - total // 2),
        "same_upper": (total // 2, total - total // 2),
        "same_lower": (total - total // 2, total // 2),
    }
    outcomes = made(*case)
    for key, (before, after) in pads.items():
        starts = stepped(n, span, s, before, after)
        assert outcomes[key].starts == starts, key
        if starts:
            assert (outcomes[key].axis.before, outcomes[key].axis.after) == (before, after), key
            touched = {start + i * d for start in starts for i in range(k)}
            assert outcomes[key].unused == sorted({*range(-before, n + after)} - touched)


@given(settings_drawn)
def test_cs231n_takes_a_setting_only_where_the_last_window_ends_with_the_padding(case):
    n, k, s, p, d = case
    starts = stepped(n, d * (k - 1) + 1, s, p, p)
    fits = bool(starts) and starts[-1] + d * (k - 1) + 1 == n + p
    outcome = made(*case)["cs231n"]
    assert outcome.starts == (starts if fits else [])
    assert ("does not fit" in outcome.note) != fits


@given(st.integers(1, 20), st.integers(1, 6), st.integers(1, 6), st.integers(0, 6))
def test_caffe_pooling_drops_a_window_that_starts_past_the_input_only_where_there_is_padding(
    n, k, s, p
):
    outcome = made(n, k, s, p)["caffe_pool"]
    # Until a window reaches the end of the padding; one less where that window begins in it.
    starts = [-p]
    while starts[-1] + k < n + p:
        starts.append(starts[-1] + s)
    if p and starts[-1] >= n:
        starts.pop()
    fits = p < k and n + 2 * p - k > -s
    assert outcome.starts == (starts if fits else [])
    if fits and starts[-1] >= n:
        assert p == 0
        assert outcome.note == "last window outside the input"


def test_caffe_and_pytorch_part_where_a_short_window_steps_past_the_end():
    outcomes = made(5, 1, 3, 0)
    assert outcomes["caffe_pool"].starts == [0, 3, 6]
    assert outcomes["torch_pool"].starts == [0, 3]


@pytest.mark.parametrize(
    ("setting", "sizes", "pads"),
    [
        (
            (13, 6, 5),
            {"valid": 2, "torch": 3, "same": 3, "same_lower": 3},
            {"same": (1, 2), "same_lower": (2, 1)},
        ),
        (
            (224, 7, 2),
            {"valid": 109, "torch": 112, "same": 112},
            {"torch": (3, 3), "same": (2, 3)},
        ),
        ((6, 3, 2), {"torch": 3, "same": 3, "torch_pool": 4}, {"torch": (1, 1), "same": (0, 1)}),
        ((10, 3, 2, 0), {"torch": 4, "valid": 4, "torch_pool": 5, "caffe_pool": 5}, {}),
        ((7, 3, 2, 0), {"torch_pool": 3}, {}),
        ((224, 11, 4, 2), {"torch": 55}, {}),
        ((227, 11, 4, 0), {"torch": 55, "cs231n": 55, "valid": 55}, {}),
    ],
)
def test_known_cases_have_their_sizes_and_paddings(setting, sizes, pads):
    outcomes = made(*setting)
    assert {key: outcomes[key].count for key in sizes} == sizes
    assert {key: (outcomes[key].axis.before, outcomes[key].axis.after) for key in pads} == pads


def test_cells_that_nothing_reads_are_named():
    assert made(13, 6, 5)["valid"].unused == [11, 12]
    assert made(10, 3, 2, 0)["torch"].unused == [9]
    assert made(224, 7, 2)["torch"].unused == [226]  # the last zero
    assert made(224, 7, 2)["same"].unused == []


@pytest.mark.lecture("L9", page="conventions")
def test_the_lectures_seven_rows_padded_by_one_give_four():
    outcomes = made(7, 3, 2, 1)
    assert outcomes["torch"].starts == outcomes["same"].starts == [-1, 1, 3, 5]
    assert outcomes["cs231n"].count == 4


@pytest.mark.lecture("L10", page="conventions")
def test_the_lectures_eight_columns_without_padding_give_three_and_leave_one_out():
    assert made(7, 3, 2)["valid"].starts == [0, 2, 4]
    columns = made(8, 3, 2)["valid"]
    assert (columns.count, columns.unused) == (3, [7])


@pytest.mark.parametrize(
    ("setting", "key", "note"),
    [
        ((13, 6, 5), "cs231n", "13 / 5 + 1 = 3.6 is not whole: it does not fit"),
        ((13, 6, 5), "torch_same", "refused: PyTorch takes 'same' with stride 1 only"),
        ((9, 3, 1, 2), "torch_pool", "refused: padding is at most half the window, 1"),
        ((9, 3, 1, 3), "caffe_pool", "refused: padding has to be less than the window, 3"),
        ((9, 3, 1, 1, 2), "caffe_pool", "refused: Caffe's pooling has no dilation"),
        ((4, 3, 1, 0, 2), "valid", "the window spans 5 cells: it does not fit"),
        ((1, 5, 1, 1), "caffe_pool", "the window spans 5 cells: it does not fit"),
    ],
)
def test_what_a_convention_refuses_has_a_reason_and_no_windows(setting, key, note):
    outcome = made(*setting)[key]
    assert outcome.note == note
    assert (outcome.axis, outcome.count, outcome.starts, outcome.unused) == (None, None, [], [])


def test_padding_is_half_the_window_where_none_is_given():
    assert conventions(9, 4, stride=2) == conventions(9, 4, stride=2, padding=2)


@pytest.mark.parametrize("name", ["size", "window", "stride", "dilation"])
def test_a_number_out_of_its_range_is_refused_by_name(name):
    with pytest.raises(ShapeError, match=f"{name} must be a whole number of at least 1, not 0"):
        conventions(**({"size": 5, "window": 2} | {name: 0}))
    with pytest.raises(ShapeError, match="padding must be a whole number of at least 0, not -1"):
        conventions(5, 2, padding=-1)


@given(settings_drawn)
def test_the_means_are_torchs_convolution_of_a_ramp(case):
    n, k, s, p, d = case
    axis = made(n, k, s, p, d)["same_lower"].axis
    x = F.pad(torch.arange(1.0, n + 1, dtype=torch.float64), (axis.before, axis.after))
    w = torch.full((1, 1, k), 1 / k, dtype=torch.float64)
    expected = F.conv1d(x[None, None], w, stride=s, dilation=d)[0, 0].numpy()
    np.testing.assert_allclose(ramp_means(axis), expected, rtol=1e-12)


def test_a_window_inside_has_its_middle_as_its_mean_on_the_ramp():
    axis = axis_windows(224, 7, stride=2, padding="same")
    middles = np.array(axis.starts)[1:-2] + 1 + 3
    np.testing.assert_allclose(ramp_means(axis)[1:-2], middles)
    other = axis_windows(224, 7, stride=2, padding=3)
    assert other.count == axis.count == 112
    assert not np.isclose(ramp_means(other), ramp_means(axis)).any()
