"""Small squares out of photographs: pictures of the size that a network for CIFAR-10 takes."""

from collections.abc import Sequence

import numpy as np
from jaxtyping import UInt8

from vizcore.errors import ImageError
from vizcore.images.decode import shrink
from vizcore.images.samples import SAMPLES

#: Pixels along the longer side of a picture before patches are cut: they show more of it.
SHRUNK = 192


def patches(
    picture: UInt8[np.ndarray, "h w 3"], count: int, *, side: int = 32, seed: int = 0
) -> UInt8[np.ndarray, "count side side 3"]:
    """Cut squares at random places out of a picture that is first made no larger than 192 pixels.

    Parameters
    ----------
    picture : (h, w, 3) uint8 array
        One that is too small is continued with its edge.
    count, side : int
        How many, and pixels along each side.
    seed : int
        The same one gives the same places.

    Returns
    -------
    (count, side, side, 3) uint8 array
        New, in the order of their places: from the top down, then from left to right.

    Raises
    ------
    ImageError
        If the picture has no pixels.

    Examples
    --------
    >>> patches(np.arange(27, dtype=np.uint8).reshape(3, 3, 3), 2, side=2)[..., 0].tolist()
    [[[9, 12], [18, 21]], [[12, 15], [21, 24]]]
    """
    if not picture.size:
        raise ImageError("a picture without pixels has no patches")
    small = shrink(picture, SHRUNK)
    lacking = [(0, max(0, side - length)) for length in small.shape[:2]]
    small = np.pad(small, [*lacking, (0, 0)], mode="edge")
    rng = np.random.default_rng(seed)
    places = [rng.integers(0, length - side + 1, count) for length in small.shape[:2]]
    in_order = sorted(zip(*(place.tolist() for place in places), strict=True))
    return np.stack([small[row : row + side, left : left + side] for row, left in in_order])


def sample_patches(
    names: Sequence[str], count: int, *, side: int = 32, seed: int = 0
) -> UInt8[np.ndarray, "count side side 3"]:
    """The same out of several samples, one after another, as evenly as can be.

    Parameters
    ----------
    names : sequence of str
        Keys in `SAMPLES`.

    Examples
    --------
    >>> sample_patches(["coins", "brick"], 5).shape
    (5, 32, 32, 3)
    """
    shares = [len(part) for part in np.array_split(np.arange(count), len(names))]
    return np.concatenate(
        [
            patches(SAMPLES[name].thumbnail(SHRUNK), share, side=side, seed=seed + i)
            for i, (name, share) in enumerate(zip(names, shares, strict=True))
            if share
        ]
    )
