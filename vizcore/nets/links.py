"""Which units of one layer weigh most in a unit of the next, and the other way round."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True, eq=False)
class Links:
    """From every unit of a layer to every unit of the next layer with weights.

    Attributes
    ----------
    strength : (targets, sources) array
        Sum of the sizes of the weights between the two, times how far what arrives from the source
        is from silence on average.
    lean : (targets, sources) array
        Sum of the weights with their signs, times the mean of the same with its sign: above 0
        where the source pushes the target up, by and large.
    """

    strength: Float[np.ndarray, "targets sources"]
    lean: Float[np.ndarray, "targets sources"]


def links(
    weight: Float[np.ndarray, "targets *between"],
    size: Float[np.ndarray, " sources"],
    lean: Float[np.ndarray, " sources"],
) -> Links:
    """How strongly the units of a layer are tied to those of the one before.

    Parameters
    ----------
    weight : (targets, sources, rows, columns) or (targets, sources * places) array
        Of a convolution, or of a fully connected layer on flattened maps, channels first.
    size, lean : (sources,) arrays
        From `vizcore.nets.silencing.arriving`.

    Examples
    --------
    >>> weight = np.array([[[[1.0, -2.0]], [[3.0, 0.0]]]])  # one target, two sources
    >>> found = links(weight, np.array([2.0, 1.0]), np.array([2.0, -1.0]))
    >>> found.strength.tolist(), found.lean.tolist()
    ([[6.0, 3.0]], [[-2.0, -3.0]])
    """
    between = slices(weight, len(size))
    return Links(np.abs(between).sum(2) * size, between.sum(2) * lean)


def slices(
    weight: Float[np.ndarray, "targets *between"], sources: int
) -> Float[np.ndarray, "targets sources places"]:
    """The weights between each two units, in one row.

    >>> slices(np.zeros((512, 4096)), 64).shape
    (512, 64, 64)
    """
    return weight.reshape(len(weight), sources, -1)
