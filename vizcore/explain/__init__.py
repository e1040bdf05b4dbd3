"""Why this class? One method a file, called alike: `method(model, x, target) -> Attribution`."""

from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.edges import edges
from vizcore.explain.grad_cam import grad_cam, spatial_layers
from vizcore.explain.integrated_gradients import integrated_gradients
from vizcore.explain.occlusion import FILLERS, Sweep, occlusion, sweep
from vizcore.explain.randomised import Noticed, Randomised, randomised, rank_correlation
from vizcore.explain.saliency import saliency
from vizcore.explain.smooth_grad import smooth_grad

__all__ = [
    "FILLERS",
    "Attribution",
    "Noticed",
    "Randomised",
    "Sweep",
    "Target",
    "edges",
    "grad_cam",
    "integrated_gradients",
    "occlusion",
    "randomised",
    "rank_correlation",
    "saliency",
    "smooth_grad",
    "spatial_layers",
    "sweep",
]
