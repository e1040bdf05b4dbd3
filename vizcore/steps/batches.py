"""A data set in mini-batches: mean, variance and histogram of each, put together from its pictures.

Each picture is looked at once. Whatever the mini-batches are, their statistics follow from those of
their pictures, exactly: the variance of a batch is the mean of the variances of its pictures plus
the variance of their means.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int, Real

from vizcore.errors import ShapeError

_FAR = 7.0  # standard deviations from the mean: what lies further out counts in the outermost bin
_THIN = 1e-6  # width of all bins of a channel whose numbers are all the same


@dataclass(frozen=True, eq=False)
class Pictures:
    """What is kept of the maps of each picture.

    Attributes
    ----------
    numbers : int
        Numbers of one picture in one channel.
    mean, var : (n, c) float64 arrays
        Of each picture's numbers; the variance is divided by their count.
    counts : (n, c, bins) int32 array
        How many of them lie in each bin.
    low, high : (c,) float64 arrays
        Where the first bin of a channel begins and the last one ends.
    """

    numbers: int
    mean: Float[np.ndarray, "n c"]
    var: Float[np.ndarray, "n c"]
    counts: Int[np.ndarray, "n c bins"]
    low: Float[np.ndarray, " c"]
    high: Float[np.ndarray, " c"]


@dataclass(frozen=True, eq=False)
class Batches:
    """Mini-batches, one after another.

    Attributes
    ----------
    members : tuple of int arrays
        Which pictures are in each.
    numbers : (t,) int array
        Numbers in one channel of each batch.
    mean, var : (t, c) float64 arrays
        `var` is the biased one, divided by the count of numbers: a layer in training divides by it.
    counts : (t, c, bins) int32 array
    low, high : (t, c) float64 arrays
        Where the first bin begins and the last one ends.
    """

    members: tuple[Int[np.ndarray, " _"], ...]
    numbers: Int[np.ndarray, " t"]
    mean: Float[np.ndarray, "t c"]
    var: Float[np.ndarray, "t c"]
    counts: Int[np.ndarray, "t c bins"]
    low: Float[np.ndarray, "t c"]
    high: Float[np.ndarray, "t c"]

    @property
    def unbiased(self) -> Float[np.ndarray, "t c"]:
        """The variance divided by the count less one: PyTorch's running average takes it."""
        n = self.numbers[:, None]
        unbiased: np.ndarray = self.var * n / (n - 1)
        return unbiased


def pictures_of(maps: Real[np.ndarray, "n c *spatial"], bins: int) -> Pictures:
    """Look once at the maps of `n` pictures.

    Parameters
    ----------
    maps : array (n, c, *spatial)
    bins : int
        Of each channel's histograms. They reach as far as its numbers do, but not further than
        seven standard deviations from their mean: the outermost bins hold what lies beyond.

    Examples
    --------
    >>> seen = pictures_of(np.array([[[1.0, 5.0]], [[2.0, 2.0]]]), bins=4)
    >>> seen.mean.ravel(), seen.var.ravel(), seen.counts[:, 0].tolist()
    (array([3., 2.]), array([4., 0.]), [[1, 0, 0, 1], [0, 2, 0, 0]])
    """
    n, c = maps.shape[:2]
    flat = maps.reshape(n, c, -1)
    mean, var = flat.mean(2, dtype=np.float64), flat.var(2, dtype=np.float64)
    middle, reach = mean.mean(0), _FAR * np.sqrt(var.mean(0) + mean.var(0))
    low = np.maximum(flat.min((0, 2)), middle - reach)
    high = np.maximum(np.minimum(flat.max((0, 2)), middle + reach), low + _THIN)
    scale = (bins / (high - low)).astype(maps.dtype)
    start = low.astype(maps.dtype)
    bin_of = ((flat - start[:, None]) * scale[:, None]).clip(0, bins - 1).astype(np.int32)
    bin_of += (np.arange(n * c, dtype=np.int32) * bins).reshape(n, c, 1)
    counts = np.bincount(bin_of.ravel(), minlength=n * c * bins).astype(np.int32)
    return Pictures(flat.shape[2], mean, var, counts.reshape(n, c, bins), low, high)


def batches_of(pictures: Pictures, members: Sequence[Int[np.ndarray, " _"]]) -> Batches:
    """The statistics of mini-batches, each given by the numbers of its pictures.

    Raises
    ------
    ShapeError
        If a batch has a single number in a channel, so that nothing is left to divide by.

    Examples
    --------
    The pictures have the means 3 and 2, the variances 4 and 0:

    >>> seen = pictures_of(np.array([[[1.0, 5.0]], [[2.0, 2.0]]]), bins=4)
    >>> both = batches_of(seen, [np.array([0, 1])])
    >>> both.mean.item(), both.var.item(), both.unbiased.item()
    (2.5, 2.25, 3.0)
    """
    numbers = np.array([len(batch) * pictures.numbers for batch in members])
    if numbers.min() < 2:
        raise ShapeError("a variance needs at least 2 numbers for each channel, not 1")
    means = [pictures.mean[batch] for batch in members]
    return Batches(
        tuple(members),
        numbers,
        np.stack([mean.mean(0) for mean in means]),
        np.stack([pictures.var[b].mean(0) + m.var(0) for b, m in zip(members, means, strict=True)]),
        np.stack([pictures.counts[batch].sum(0, dtype=np.int32) for batch in members]),
        np.tile(pictures.low, (len(members), 1)),
        np.tile(pictures.high, (len(members), 1)),
    )


def one_after_another(parts: Sequence[Batches]) -> Batches:
    """The batches of several data sets of the same kind; their pictures are numbered on.

    Examples
    --------
    >>> seen = pictures_of(np.array([[[1.0, 5.0]], [[2.0, 2.0]]]), bins=4)
    >>> both = one_after_another([batches_of(seen, [np.array([0, 1])])] * 2)
    >>> both.mean.ravel(), [batch.tolist() for batch in both.members]
    (array([2.5, 2.5]), [[0, 1], [2, 3]])
    """
    members: list[np.ndarray] = []
    for part in parts:
        before = max((int(batch.max()) + 1 for batch in members), default=0)
        members += [batch + before for batch in part.members]
    names = ("numbers", "mean", "var", "counts", "low", "high")
    arrays = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Batches(tuple(members), **arrays)


def epochs(
    count: int, size: int, most: int, rng: np.random.Generator | None
) -> list[Int[np.ndarray, " _"]]:
    """At most `most` mini-batches of `size` pictures; the last of an epoch holds the rest.

    Parameters
    ----------
    count, size, most : int
        At least 1.
    rng : numpy.random.Generator, optional
        Mixes the pictures anew for each epoch; without it they come in their order.

    Examples
    --------
    >>> [batch.tolist() for batch in epochs(5, 2, 4, None)]
    [[0, 1], [2, 3], [4], [0, 1]]
    """
    found: list[np.ndarray] = []
    while len(found) < most:
        order = np.arange(count) if rng is None else rng.permutation(count)
        found += [order[start : start + size] for start in range(0, count, size)]
    return found[:most]


def running(
    values: Float[np.ndarray, "t c"], start: float, momentum: float
) -> Float[np.ndarray, "t_and_start c"]:
    r"""A running average before the first and after each of `t` values.

    .. math:: r_t = (1 - \theta)\, r_{t-1} + \theta\, v_t

    Parameters
    ----------
    values : (t, c) array
    start : float
        Of a fresh layer: 0 for the mean, 1 for the variance.
    momentum : float
        The weight of the new value, as in PyTorch; in Keras it is one less this.

    Examples
    --------
    >>> running(np.array([[12.0]]), start=1.0, momentum=0.1).ravel()
    array([1. , 2.1])
    """
    return np.stack(list(_running(values, start, momentum)))


def _running(
    values: Float[np.ndarray, "t c"], start: float, momentum: float
) -> Iterator[Float[np.ndarray, " c"]]:
    average = np.full(values.shape[1], start)
    yield average
    for value in values:
        average = (1 - momentum) * average + momentum * value
        yield average
