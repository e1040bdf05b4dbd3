"""Dropout with a mask that is given: nothing random happens here."""

import numpy as np
from jaxtyping import Float, Real, Shaped

from vizcore.errors import NumberError, ShapeError
from vizcore.ops._arrays import as_float

SCALINGS = ("inverted", "classic")


def dropout(
    x: Real[np.ndarray, "*shape"],
    mask: Shaped[np.ndarray, "*shape_of_mask"],
    *,
    rate: float | int,
    scaling: str = "inverted",
) -> Float[np.ndarray, "*shape"]:
    r"""Set to zero what `mask` does not keep, as in training.

    .. math:: \tilde h = \frac{h \circ r}{1 - p} \quad\text{(inverted)} \qquad
              \tilde h = h \circ r \quad\text{(classic)}

    Inverted, PyTorch's way: what is kept grows in training, and at test time nothing is done.
    Classic, the lecture's way: training leaves what is kept as it is, and at test time all values
    are multiplied by :math:`1 - p`. The mean over masks is that of test time either way.

    Parameters
    ----------
    x : array
        Of any shape.
    mask : array of bool, or of 0 and 1
        True keeps. Of the shape of `x`, or one that stretches to it: (n, c, 1, 1) keeps or drops
        whole channels.
    rate : float
        Probability :math:`p` with which a value was dropped, 0 to 1. It scales; `mask` decides.
    scaling : "inverted" or "classic"

    Returns
    -------
    array like `x`
        New; integers compute in float64.

    Raises
    ------
    NumberError
        If `rate` is no probability, or `scaling` is neither.
    ShapeError
        If `mask` does not stretch to the shape of `x`.

    Notes
    -----
    At a rate of 1 all is dropped: the result is zero, as in PyTorch. Source: Srivastava et al.,
    *Dropout*, JMLR 15, 2014.

    Examples
    --------
    Half is dropped, the rest is doubled:

    >>> dropout(np.array([1, 2, 3, 4]), np.array([True, False, True, False]), rate=0.5)
    array([2., 0., 6., 0.])
    >>> mask = np.array([True, False])
    >>> dropout(np.array([1, 2]), mask, rate=0.5, scaling="classic")
    array([1., 0.])
    >>> dropout(np.array([1, 2]), mask, rate=1.5)
    Traceback (most recent call last):
    vizcore.errors.NumberError: a rate is a probability from 0 to 1, not 1.5
    """
    if not 0 <= rate <= 1:
        raise NumberError(f"a rate is a probability from 0 to 1, not {rate:g}")
    if scaling not in SCALINGS:
        raise NumberError(f'scaling is "inverted" or "classic", not "{scaling}"')
    values = as_float(x)
    try:
        kept = np.broadcast_to(mask.astype(bool), x.shape)
    except ValueError:
        raise ShapeError(
            f"a mask of shape {mask.shape} does not stretch to values of shape {x.shape}"
        ) from None
    factor = 1 / (1 - rate) if scaling == "inverted" and rate < 1 else float(rate < 1)
    y: np.ndarray = values * (kept * values.dtype.type(factor))
    return y
