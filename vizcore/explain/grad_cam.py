"""Grad-CAM: a layer's maps, weighed by their mean gradient, added up."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from vizcore.errors import ShapeError
from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, as_array, gradients_at, one_picture, sequence_of


def grad_cam(model: Model, x: Tensor, target: Target, *, layer: str) -> Attribution:
    r"""Where a layer holds evidence for a class.

    .. math:: w_k = \frac{1}{h w} \sum_{rc} \frac{\partial s}{\partial a_{krc}} \qquad
              m = \operatorname{up} \left( \max \left( 0, \sum_k w_k a_k \right) \right)

    One weight a map: what differs from place to place inside a map's gradient is averaged away.
    The enlargement is bilinear, half a cell at the edges (`align_corners=False`).

    Parameters
    ----------
    model, x, target
        As in `saliency`.
    layer : str
        One whose output has rows and columns; `spatial_layers` lists them.

    Returns
    -------
    Attribution
        Evidence for the target only. Stages "maps" and "gradients": (k, h, w); "weights": (k,);
        "sum" and "relu": (h, w) of the layer. If the weighted sum is nowhere above zero, the map
        is all zeros: there is no evidence for the class in this layer.

    Raises
    ------
    ShapeError
        If there is no such layer, or its output has no rows and columns.

    Notes
    -----
    Selvaraju and others 2016, arXiv 1610.02391.
    """
    before, after = _cut(model, layer)
    x = one_picture(x)
    with torch.no_grad():
        maps = before(x)
    if maps.ndim != 4:
        raise ShapeError(f"{layer} puts out {tuple(maps.shape[1:])}: it has no rows and columns")
    scores, gradients = gradients_at(after, maps, target)
    weights = gradients[0].mean(dim=(1, 2))
    total = (weights.view(-1, 1, 1) * maps[0]).sum(dim=0)
    kept = total.relu()
    large = functional.interpolate(
        kept[None, None], size=tuple(x.shape[2:]), mode="bilinear", align_corners=False
    )[0, 0]
    stages = {
        "maps": as_array(maps[0]),
        "gradients": as_array(gradients[0]),
        "weights": as_array(weights),
        "sum": as_array(total),
        "relu": as_array(kept),
    }
    return Attribution("grad_cam", target, float(scores[0]), as_array(large), "for", stages)


def spatial_layers(model: Model) -> list[str]:
    """Names of the layers that `grad_cam` takes; dropout repeats the one before and is left out.

    >>> from vizcore.nets import MiniVGG
    >>> spatial_layers(MiniVGG())[-5:]
    ['bn3', 'conv4', 'relu4', 'bn4', 'pool2']
    """
    names = []
    for name, module in sequence_of(model).named_children():
        if isinstance(module, nn.Flatten):
            break
        if not isinstance(module, nn.Dropout):
            names.append(name)
    return names


def _cut(model: Model, layer: str) -> tuple[nn.Sequential, nn.Sequential]:
    """The layers up to one, and those behind it."""
    children = list(sequence_of(model).named_children())
    names = [name for name, _ in children]
    if layer not in names:
        raise ShapeError(f"there is no layer '{layer}'")
    modules, end = [module for _, module in children], names.index(layer) + 1
    return nn.Sequential(*modules[:end]), nn.Sequential(*modules[end:])
