"""Edges of the picture: a map that looks like an explanation and is none."""

import torch
from torch import Tensor
from torch.nn import functional

from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, as_array, one_picture, score_of


def edges(model: Model, x: Tensor, target: Target) -> Attribution:
    """How steep the picture is at each pixel, by Sobel's kernels: the largest of the channels.

    The model has no say in it. In a sanity check it is the yardstick: what changes as little as
    this does when the model changes cannot be about the model.

    Parameters
    ----------
    model, x, target
        As in `saliency`; model and target only for the score.

    Returns
    -------
    Attribution
        Unsigned. Stage "slopes": (c, h, w).
    """
    x = one_picture(x)
    across = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).to(x)
    kernels = torch.stack([across, across.T])[:, None]
    channels = functional.pad(x.transpose(0, 1), (1, 1, 1, 1), mode="replicate")
    slopes = functional.conv2d(channels, kernels).norm(dim=1)
    with torch.no_grad():
        score = float(score_of(model(x), target)[0])
    stages = {"slopes": as_array(slopes)}
    return Attribution("edges", target, score, as_array(slopes.amax(dim=0)), "size", stages)
