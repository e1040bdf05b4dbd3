"""SmoothGrad: the mean gradient of noisy copies of the picture."""

import numpy as np
import torch
from torch import Tensor

from vizcore.errors import NumberError
from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, as_array, gradients_at, one_picture, score_of


def smooth_grad(
    model: Model,
    x: Tensor,
    target: Target,
    *,
    samples: int = 8,
    noise: float = 0.15,
    seed: int = 0,
) -> Attribution:
    r"""Saliency with the gradient averaged over copies with Gaussian noise.

    .. math:: m_{rc} = \max_i \left| \frac{1}{n} \sum_{k=1}^{n}
              \frac{\partial s}{\partial x_{irc}}(x + \varepsilon_k) \right|

    The mean keeps what neighbouring pictures agree on. The noise is chosen, not found: with more of
    it the map becomes calmer, and says less about this picture.

    Parameters
    ----------
    model, x, target
        As in `saliency`.
    samples : int
        Copies n; at least 1.
    noise : float
        Standard deviation of the noise as a share of the distance from the least to the largest
        value of `x`; at least 0.
    seed : int
        Of NumPy's generator: the same seed gives the same noise, on every device.

    Returns
    -------
    Attribution
        Unsigned. Stages "gradients": (n, c, h, w); "gradient": their mean.

    Raises
    ------
    NumberError
        If there is no copy, or the noise is below zero.

    Notes
    -----
    Smilkov and others 2017, arXiv 1706.03825. The cost is that of n gradients.
    """
    if samples < 1 or noise < 0:
        raise NumberError(f"at least 1 copy and a noise of at least 0, not {samples} and {noise}")
    x = one_picture(x)
    deviation = noise * float(x.max() - x.min())
    drawn = np.random.default_rng(seed).normal(0, deviation, (samples, *x.shape[1:]))
    _, found = gradients_at(model, x + torch.from_numpy(drawn).to(x), target)
    with torch.no_grad():
        score = float(score_of(model(x), target)[0])
    mean = as_array(found.mean(dim=0))
    stages = {"gradients": as_array(found), "gradient": mean}
    facts = {"samples": float(samples), "deviation": deviation, "seed": float(seed)}
    largest = abs(mean).max(axis=0)
    return Attribution("smooth_grad", target, score, largest, "size", stages, facts)
