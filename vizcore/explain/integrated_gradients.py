"""Integrated gradients: the score's way from a baseline to the picture, shared among the pixels."""

import torch
from torch import Tensor

from vizcore.errors import NumberError, ShapeError
from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, as_array, gradients_at, one_picture, score_of


def integrated_gradients(
    model: Model,
    x: Tensor,
    target: Target,
    *,
    steps: int = 16,
    baseline: Tensor | None = None,
) -> Attribution:
    r"""Each pixel's share in the difference between the picture's score and a baseline's.

    .. math:: m_{rc} = \sum_i (x_{irc} - b_{irc}) \, \frac{1}{n} \sum_{k=1}^{n}
              \frac{\partial s}{\partial x_{irc}} \left( b + \tfrac{k - 1/2}{n} (x - b) \right)

    With infinitely many steps the map adds up to s(x) - s(b): completeness. What is missing with n
    of them is the fact "error". A pixel that has the baseline's colour gets 0, whatever it shows.

    Parameters
    ----------
    model, x, target
        As in `saliency`.
    steps : int
        Places n on the straight line from baseline to picture, each in the middle of its part.
    baseline : tensor of the shape of `x`, optional
        The picture that counts as nothing. By default zeros: after normalisation that is the mean
        colour of the training pictures.

    Returns
    -------
    Attribution
        Signed. Stages "difference", "gradient" (the mean) and "product": (c, h, w); "gradients":
        (n, c, h, w). Facts "baseline_score", "sum" of the map and "error": sum minus difference of
        the two scores.

    Raises
    ------
    NumberError
        If there is no step.
    ShapeError
        If the baseline has another shape than the picture.

    Notes
    -----
    Sundararajan, Taly, Yan 2017, arXiv 1703.01365. The cost is that of n gradients.

    Examples
    --------
    Where the model is linear, one step is exact, and each pixel gets weight times value:

    >>> from torch import nn
    >>> model = nn.Sequential(nn.Flatten(), nn.Linear(2, 1, bias=False))
    >>> _ = model[1].weight.data.copy_(torch.tensor([[3.0, -4.0]]))
    >>> found = integrated_gradients(model, torch.tensor([[[[2.0, 1.0]]]]), 0, steps=1)
    >>> found.map, round(found.facts["error"], 6)
    (array([[ 6., -4.]], dtype=float32), 0.0)
    """
    if steps < 1:
        raise NumberError(f"at least 1 step is needed, not {steps}")
    x = one_picture(x)
    start = torch.zeros_like(x) if baseline is None else baseline.detach().to(x)
    if start.shape != x.shape:
        raise ShapeError(
            f"the baseline is {tuple(start.shape)} and the picture {tuple(x.shape)}: "
            "they must have one shape"
        )
    shares = (torch.arange(steps).to(x) + 0.5) / steps
    _, found = gradients_at(model, start + shares.view(-1, 1, 1, 1) * (x - start), target)
    mean, difference = found.mean(dim=0), (x - start)[0]
    product = difference * mean
    with torch.no_grad():
        end, begin = score_of(model(torch.cat([x, start])), target).tolist()
    total = float(product.double().sum())
    stages = {
        "difference": as_array(difference),
        "gradients": as_array(found),
        "gradient": as_array(mean),
        "product": as_array(product),
    }
    facts = {
        "steps": float(steps), "baseline_score": begin, "sum": total,
        "error": total - (end - begin),
    }  # fmt: skip
    added = as_array(product.sum(dim=0))
    return Attribution("integrated_gradients", target, end, added, "both", stages, facts)
