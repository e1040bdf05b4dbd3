"""No grid of the picture touches another, and all lie inside."""

import itertools

import pytest

from vizcore.figures.player.layout import TITLE, layout
from vizcore.geometry import Axis, all_axes

CONV = ["window", "kernel", "products"]


@pytest.mark.parametrize(
    "axes",
    [
        all_axes((7, 7), 3, padding=1),
        all_axes((32, 32), 3),
        all_axes((7, 8), 3, stride=2, padding=1, ceil_mode=True),
        all_axes((2, 40), (2, 3), dilation=(1, 5)),
        all_axes((300, 4), 3),
        all_axes((4, 300), 3),
        all_axes((12, 12), 11),
        (Axis(1, 1, 1, 1, 0, 0, 1), *all_axes((14,), 2, stride=2)),
        (Axis(1, 1, 1, 1, 0, 0, 1), *all_axes((600,), 30)),
    ],
    ids=["same", "patch", "overhang", "dilated", "tall", "wide", "large", "row", "long row"],
)
@pytest.mark.parametrize("roles", [CONV, CONV[:1]], ids=["convolution", "pooling"])
def test_grids_lie_apart_and_inside(axes: tuple[Axis, Axis], roles: list[str]) -> None:
    figure = layout(*axes, roles, 60)
    boxes = [grid.box for grid in figure.grids.values()]
    for left, top, right, bottom in boxes:
        assert left >= 2
        assert top >= 60 + TITLE
        assert right <= figure.width - 2
        assert bottom <= figure.height - 2
    for one, other in itertools.combinations(boxes, 2):
        beside = one[2] + 12 <= other[0] or other[2] + 12 <= one[0]
        below = one[3] + TITLE <= other[1] or other[3] + TITLE <= one[1]
        assert beside or below
