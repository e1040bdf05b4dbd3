import numpy as np
import pytest
import torch

from vizcore.nets import MiniVGG
from vizcore.training import Recipe, Split
from vizcore.training.run.augment import Batches, cut_out, reflect
from vizcore.training.run.team import Team


def batches(split: Split, **settings: float | Team) -> Batches:
    images = torch.from_numpy(split.images).permute(0, 3, 1, 2)
    chosen = {"batch_size": 10, "padding": 2, "seed": 0} | settings
    return Batches(images, torch.from_numpy(split.targets), **chosen)


def everything(split: Split, epoch: int, **settings: int) -> tuple[torch.Tensor, torch.Tensor]:
    images, targets, _ = zip(*batches(split, **settings).epoch(epoch), strict=True)
    return torch.cat(images), torch.cat(targets)


@pytest.mark.parametrize("side", [1, 4, 7, 32])
def test_a_hole_is_the_square_around_its_centre_and_nothing_else(side: int) -> None:
    centres = np.random.default_rng(side).integers(0, 32, (2, 20))
    images = cut_out(torch.ones(20, 2, 32, 32), torch.from_numpy(centres), side).numpy()
    for image, row, column in zip(images, *centres, strict=True):
        expected = np.ones((2, 32, 32), np.float32)
        top, left = row - side // 2, column - side // 2
        expected[:, max(0, top) : top + side, max(0, left) : left + side] = 0
        np.testing.assert_array_equal(image, expected)


def test_without_cutout_the_images_are_those_of_before(tiny: Split) -> None:
    plain, cut = everything(tiny, 2)[0], everything(tiny, 2, cutout=8)[0]
    changed = (plain != cut).any(1)
    assert (cut[:, 0][changed] == 0).all()
    assert 0 < changed.float().mean() < 0.1


def test_the_views_of_an_epoch_come_back_and_are_the_same_for_every_seed(tiny: Split) -> None:
    def seen(seed: int, epoch: int) -> torch.Tensor:
        drawn = list(batches(tiny, views=2, cutout=8, seed=seed).epoch(epoch))
        order = torch.cat([batch.places for batch in drawn]).argsort()
        return torch.cat([batch.images for batch in drawn])[order]

    first = seen(seed=0, epoch=0)
    assert torch.equal(first, seen(seed=0, epoch=2))
    assert torch.equal(first, seen(seed=5, epoch=4))
    assert not torch.equal(first, seen(seed=0, epoch=1))
    view = torch.cat([batch.images for batch in batches(tiny, views=2, cutout=8).view(0)])
    assert torch.equal(first, view)


def test_a_blend_is_two_images_of_the_view_in_shares_that_sum_to_one(tiny: Split) -> None:
    """Solved for the share pixel by pixel: the same everywhere, and never above the recipe's."""
    plain = torch.cat([batch.images for batch in batches(tiny, views=2).view(1)])
    mixed = torch.cat([batch.images for batch in batches(tiny, views=2, mixing=0.5).view(1)])
    partners, shares = [], []
    for own, blend in zip(plain, mixed, strict=True):
        away = plain - own
        share = ((blend - own) * away).sum((1, 2, 3)) / away.square().sum((1, 2, 3)).clamp(min=1e-9)
        missed = (own + share.view(-1, 1, 1, 1) * away - blend).abs().amax((1, 2, 3))
        partners.append(int(missed.argmin()))
        shares.append(share[partners[-1]].item())
        assert missed.min() < 1e-4
    assert len(set(partners)) > 35  # a permutation; an image that met itself says nothing
    assert -1e-4 < min(shares) < 0.1 < 0.4 < max(shares) < 0.5


def test_a_blend_keeps_class_and_place(tiny: Split) -> None:
    plain, mixed = (next(batches(tiny, views=1, mixing=m).epoch(0)) for m in (0.0, 0.5))
    assert torch.equal(plain.targets, mixed.targets)
    assert torch.equal(plain.places, mixed.places)


def test_a_team_parts_each_batch(tiny: Split) -> None:
    whole = list(batches(tiny).epoch(1))
    parts = [list(batches(tiny, team=Team(rank, 2)).epoch(1)) for rank in (0, 1)]
    for batch, *halves in zip(whole, *parts, strict=True):
        assert torch.equal(batch.images, torch.cat([half.images for half in halves]))
        assert torch.equal(batch.places, torch.cat([half.places for half in halves]))


@pytest.mark.parametrize("padding", [0, 1, 2, 4, 31])
def test_reflect_is_numpys(padding: int) -> None:
    images = np.random.default_rng(0).integers(0, 256, (2, 3, 32, 32), dtype=np.uint8)
    expected = np.pad(images, [(0, 0)] * 2 + [(padding, padding)] * 2, mode="reflect")
    np.testing.assert_array_equal(reflect(torch.from_numpy(images), padding).numpy(), expected)


def test_without_padding_an_epoch_holds_each_image_or_its_mirror_as_prepare_makes_it(
    tiny: Split,
) -> None:
    images, targets = everything(tiny, 0, padding=0)
    straight = MiniVGG().prepare(tiny.images)
    found = set()
    for image, target in zip(images, targets, strict=True):
        near = [(x - image).abs().amax((1, 2, 3)) < 1e-5 for x in (straight, straight.flip(3))]
        (i,) = torch.nonzero(near[0] | near[1]).flatten().tolist()
        assert tiny.targets[i] == target
        found.add(i)
    assert found == set(range(40))


def test_every_image_is_a_window_of_its_reflected_self(tiny: Split) -> None:
    one = tiny.take(np.array([5, 5]))
    image = everything(one, 4, batch_size=2, padding=3)[0][0]
    wide = np.pad(one.images, [(0, 0), (3, 3), (3, 3), (0, 0)], mode="reflect")
    corners = [(r, c) for r in range(7) for c in range(7)]
    windows = np.concatenate([wide[:1, r : r + 32, c : c + 32] for r, c in corners])
    possible = MiniVGG().prepare(np.concatenate([windows, windows[:, :, ::-1]]))
    assert (possible - image).abs().amax((1, 2, 3)).min() < 1e-5


def test_rows_and_columns_of_the_crops_are_drawn_apart(tiny: Split) -> None:
    """The image holds its own coordinates, so that its centre pixel tells where the crop began."""
    grid = np.zeros((32, 32, 3), np.uint8)
    grid[..., 0], grid[..., 1] = np.mgrid[:32, :32]
    same = Split(np.tile(grid, (40, 1, 1, 1)), tiny.targets)
    first = MiniVGG().prepare(grid[None])[0]
    corners = set()
    for epoch in range(10):
        for image in everything(same, epoch, padding=1)[0]:
            row = (first[0, :, 0] - image[0, 16, 16]).abs().argmin().item()
            columns = (first[1, 0] - image[1, 16, 15]).abs(), (first[1, 0] - image[1, 16, 16]).abs()
            mirrored = image[1, 16, 15] > image[1, 16, 16]
            corners.add((row - 16, columns[not mirrored].argmin().item() - 16))
    assert corners == {(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1)}


def test_flips_alternate_from_one_epoch_to_the_next(tiny: Split) -> None:
    numbered = Split(tiny.images, np.arange(40))
    (first, a), (second, b) = (everything(numbered, epoch, padding=0) for epoch in (6, 7))
    torch.testing.assert_close(first[a.argsort()], second[b.argsort()].flip(3))


def test_an_epoch_depends_on_its_number_and_the_seed_alone(tiny: Split) -> None:
    source = batches(tiny)
    list(source.epoch(0))
    later = torch.cat([batch.images for batch in source.epoch(5)])
    assert torch.equal(later, everything(tiny, 5)[0])
    assert not torch.equal(later, everything(tiny, 6)[0])
    assert not torch.equal(later, everything(tiny, 5, seed=1)[0])


def test_the_incomplete_last_batch_is_left_out(tiny: Split) -> None:
    source = batches(tiny, batch_size=16)
    assert [len(batch.targets) for batch in source.epoch(0)] == [16, 16]
    assert len(source) == 2


def test_the_images_are_not_changed(tiny: Split) -> None:
    before = tiny.images.copy()
    everything(tiny, 0)
    np.testing.assert_array_equal(tiny.images, before)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_cuda_shows_what_the_processor_shows(tiny: Split) -> None:
    recipe = Recipe(batch_size=10, crop_padding=4, cutout=8, mixing=0.5, soft_share=1.0)
    here, there = (Batches.of(tiny, recipe, torch.device(name)) for name in ("cpu", "cuda"))
    for ours, theirs in zip(here.epoch(3), there.epoch(3), strict=True):
        assert torch.equal(ours.places, theirs.places.cpu())
        torch.testing.assert_close(ours.images, theirs.images.cpu())
