"""The methods by name: what they are called, what they say and do not say, how each is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pages.ui.memory import made_once
from pages.ui.network import trained
from pages.ui.picture import Picture
from vizcore.images import to_network_input
from vizcore.serve.turns import TURNS

if TYPE_CHECKING:
    from torch import Tensor

    from vizcore.explain import Attribution, Sweep, Target
    from vizcore.explain.randomised import Method

#: Titles by the name that stands in a link and in `vizcore.explain`.
TITLES = {
    "grad_cam": "Grad-CAM",
    "occlusion": "Occlusion",
    "saliency": "Saliency",
    "smooth_grad": "SmoothGrad",
    "integrated_gradients": "Integrated gradients",
}
#: Layers of MiniVGG that Grad-CAM is offered for.
LAYERS = ("conv1", "conv2", "pool1", "conv3", "conv4", "relu4", "bn4", "pool2")

#: Settings that one method has and no other.
_OWN = {
    "grad_cam": ("layer",),
    "occlusion": ("side", "stride", "filler"),
    "smooth_grad": ("samples", "noise", "seed"),
    "integrated_gradients": ("steps",),
}


@dataclass(frozen=True)
class Asked:
    """One explanation: by which method, with which settings.

    Attributes
    ----------
    method : str
        A name in `TITLES`, or "edges".
    first : int
        The class that is explained.
    second : int, optional
        The one that it is compared with.
    layer : str
        Of Grad-CAM.
    side, stride, filler
        Of occlusion.
    samples, noise, seed
        Of SmoothGrad; the noise in percent.
    steps : int
        Of integrated gradients.
    """

    method: str
    first: int
    second: int | None = None
    layer: str = "relu4"
    side: int = 8
    stride: int = 2
    filler: str = "grey"
    samples: int = 8
    noise: int = 15
    seed: int = 0
    steps: int = 8

    @property
    def target(self) -> "Target":
        return self.first if self.second is None else (self.first, self.second)

    @property
    def mark(self) -> tuple[object, ...]:
        """All that its answer depends on beside the picture: not what others are asked with it."""
        target = () if self.method == "edges" else (self.target,)
        own = (getattr(self, name) for name in _OWN.get(self.method, ()))
        return self.method, *target, *own

    @property
    def needs_a_sweep(self) -> bool:
        """Whether it takes long enough for a word that it is at work."""
        return self.method == "occlusion"


def network_input(picture: Picture) -> np.ndarray:
    """What the network sees of a picture: its middle square, (32, 32, 3) uint8."""
    return to_network_input(picture.preview)


def prepared(picture: Picture) -> "Tensor":
    """The same as the network takes it."""
    return trained().prepare(network_input(picture)[None].copy())


def attribution(picture: Picture, asked: Asked) -> "Attribution":
    """The explanation of a picture; a sweep is kept, for it answers for every class."""
    if asked.needs_a_sweep:
        from vizcore.explain.occlusion import explained

        return explained(swept(picture, asked), asked.target)
    return made_once(
        picture,
        f"explain_{asked.method}",
        asked.mark,
        lambda: method(asked)(trained(), prepared(picture), asked.target),
    )


def swept(picture: Picture, asked: Asked) -> "Sweep":
    """What the network answers at each place of the square."""
    from vizcore.explain import sweep

    side, stride, filler = settings = asked.side, asked.stride, asked.filler
    return made_once(
        picture,
        "explain_sweep",
        settings,
        lambda: TURNS.ask(
            lambda: sweep(trained(), prepared(picture), side=side, stride=stride, filler=filler)
        ),
    )


def method(asked: Asked) -> "Method":
    """The method with its settings, as `vizcore.explain.randomised` takes it."""
    from functools import partial

    from vizcore import explain

    ways: Mapping[str, Method] = {
        "grad_cam": partial(explain.grad_cam, layer=asked.layer),
        "occlusion": partial(
            explain.occlusion, side=asked.side, stride=asked.stride, filler=asked.filler
        ),
        "saliency": explain.saliency,
        "smooth_grad": partial(
            explain.smooth_grad, samples=asked.samples, noise=asked.noise / 100, seed=asked.seed
        ),
        "integrated_gradients": partial(explain.integrated_gradients, steps=asked.steps),
        "edges": explain.edges,
    }
    return ways[asked.method]
