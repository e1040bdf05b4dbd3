"""A picture that excites one unit as much as it can: activation maximisation, with regularisers.

The picture is made of free numbers through a sigmoid, so that every pixel stays between black and
white, and the numbers climb the gradient of the unit's value at the middle place of its map. What
comes of it depends on what holds the numbers back; each of the four ways to do so is a switch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from jaxtyping import Float32, UInt8
from torch import Tensor, nn

from vizcore.errors import ArchitectureError, ShapeError
from vizcore.nets.layers import Layer, layers_of
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.units import speaking
from vizcore.text import many

SIDE = 32
STEPS = 96
#: By these names the regularisers stand in links, in this order.
REGULARISERS = ("decay", "blur", "jitter", "fourier")

_RATE = 0.08  # of Adam
_DECAY = 0.01  # share of the numbers that is taken away at each step
_BLUR = 1 / 8  # share of the blurred numbers in those of the next step
_JITTER = 2  # pixels
_NOISE = 0.3  # deviation of the numbers at first
_KEPT = 9  # pictures on the way, the first and the last among them


@dataclass(frozen=True, eq=False)
class Maximised:
    """What came of it.

    Attributes
    ----------
    picture : (32, 32, 3) uint8 array
    values : (steps + 1,) float32 array
        The unit's value at the middle place before each step and after the last, before its ReLU,
        on the picture without jitter.
    stages : (9, 32, 32, 3) uint8 array
        Pictures on the way, the first and the last among them.
    at : tuple of 9 ints
        After how many steps each of them was.
    """

    picture: UInt8[np.ndarray, "32 32 3"]
    values: Float32[np.ndarray, " values"]
    stages: UInt8[np.ndarray, "stages 32 32 3"] = field(repr=False)
    at: tuple[int, ...]


def maximise(
    model: MiniVGG,
    layer: str,
    channel: int,
    *,
    steps: int = STEPS,
    decay: bool = True,
    blur: bool = True,
    jitter: bool = True,
    fourier: bool = True,
    seed: int = 0,
) -> Maximised:
    """Climb from noise to a picture that one unit answers strongly to.

    Parameters
    ----------
    model : MiniVGG
        In eval mode; it stays as it is.
    layer : str
        A layer with weights, such as "conv3".
    channel : int
    steps : int
        Of Adam, at least 1.
    decay : bool
        Takes 1 % off the free numbers at each step, towards grey.
    blur : bool
        Mixes an eighth of them, smoothed by (1, 2, 1) / 4 along rows and columns, into them at
        each step.
    jitter : bool
        Shifts the picture at each step by up to two pixels, around the edge, so that no pixel's
        exact place counts.
    fourier : bool
        Climbs in frequencies instead of pixels, coarse ones faster than fine ones.
    seed : int
        Of the noise and of the shifts. Equal seeds give equal pictures.

    Raises
    ------
    ArchitectureError
        If no layer with weights has this name.
    ShapeError
        If the layer has no such channel, or there is no step.

    Notes
    -----
    The regularisers follow Yosinski and others 2015 (decay, blur) and Olah and others 2017 (jitter,
    Fourier).

    Examples
    --------
    >>> found = maximise(MiniVGG().eval(), "conv1", 3, steps=4)
    >>> found.picture.shape, found.values.shape, found.at
    ((32, 32, 3), (5,), (0, 0, 1, 2, 2, 2, 3, 4, 4))
    """
    chosen = dict(zip(REGULARISERS, (decay, blur, jitter, fourier), strict=True))
    return maximise_all(model, layer, [channel], steps=steps, seed=seed, **chosen)[0]


def maximise_all(
    model: MiniVGG,
    layer: str,
    channels: Sequence[int],
    *,
    steps: int = STEPS,
    decay: bool = True,
    blur: bool = True,
    jitter: bool = True,
    fourier: bool = True,
    seed: int = 0,
) -> list[Maximised]:
    """`maximise` for several channels in common passes, each from the same noise."""
    if steps < 1:
        raise ShapeError(f"{many(steps, 'step')} lead nowhere: there must be at least one")
    look = _look(model, _layer(model, layer, channels), channels)
    rng = torch.Generator().manual_seed(seed)
    numbers, shown = _start(len(channels), rng, model.mean.device, fourier=fourier)
    climber = torch.optim.Adam([numbers], lr=_RATE)
    way = _Way(steps)
    way.note(torch.sigmoid(shown(numbers.detach())), look)
    for _ in range(steps):
        with torch.enable_grad():
            picture = torch.sigmoid(shown(numbers))
            if jitter:
                by = torch.randint(-_JITTER, _JITTER + 1, (2,), generator=rng).tolist()
                picture = picture.roll(by, (2, 3))
            climber.zero_grad()
            (-look(picture).sum()).backward()  # type: ignore[no-untyped-call]
        climber.step()
        with torch.no_grad():
            if decay:
                numbers.mul_(1 - _DECAY)
            if blur:
                _blur(numbers, fourier=fourier)
        way.note(torch.sigmoid(shown(numbers.detach())), look)
    return way.found()


class _Way:
    """What is kept of climbs: all values, and a few pictures."""

    def __init__(self, steps: int) -> None:
        self._at = tuple(round(steps * i / (_KEPT - 1)) for i in range(_KEPT))
        self._values: list[Tensor] = []
        self._pictures: list[Tensor] = []

    def note(self, picture: Tensor, look: Callable[[Tensor], Tensor]) -> None:
        """Keep where the climbs are now."""
        with torch.no_grad():
            self._pictures += [picture] * self._at.count(len(self._values))
            self._values.append(look(picture))

    def found(self) -> list[Maximised]:
        """Of each climb what came of it."""
        bytes_ = (torch.stack(self._pictures, 1) * 255).round().byte()
        stages = np.ascontiguousarray(bytes_.permute(0, 1, 3, 4, 2).cpu().numpy())
        values = torch.stack(self._values, 1).cpu().numpy()
        return [
            Maximised(own[-1], value, own, self._at)
            for own, value in zip(stages, values, strict=True)
        ]


def _look(model: MiniVGG, layer: Layer, channels: Sequence[int]) -> Callable[[Tensor], Tensor]:
    """What gives the value of each channel at the middle place of its map, a picture each."""
    head = _up_to(model, layer.name)
    middle = tuple(size // 2 for size in layer.shape[1:])
    index = (torch.arange(len(channels)), torch.as_tensor(channels), *middle)

    def look(pictures: Tensor) -> Tensor:
        values: Tensor = head((pictures - model.mean) / model.std)[index]
        return values

    return look


def _layer(model: MiniVGG, name: str, channels: Sequence[int]) -> Layer:
    layers = {each.name: each.layer for each in speaking(layers_of(model))}
    if name not in layers:
        raise ArchitectureError(f"'{name}' is no layer with weights: {', '.join(layers)} are")
    layer = layers[name]
    for channel in channels:
        if not 0 <= channel < layer.shape[0]:
            raise ShapeError(f"{name} has {layer.shape[0]} channels and none at {channel}")
    return layer


def _up_to(model: MiniVGG, name: str) -> nn.Sequential:
    """The model's own layers up to one."""
    names = [each for each, _ in model.layers.named_children()]
    return nn.Sequential(*list(model.layers.children())[: names.index(name) + 1])


def _start(
    count: int, rng: torch.Generator, device: torch.device, *, fourier: bool
) -> tuple[Tensor, Callable[[Tensor], Tensor]]:
    """The free numbers, and what makes pixels of them before the sigmoid."""
    if not fourier:
        noise = _NOISE * torch.randn(1, 3, SIDE, SIDE, generator=rng).to(device)
        return noise.repeat(count, 1, 1, 1).requires_grad_(), lambda numbers: numbers
    rows, columns = _frequencies(device)
    size = (rows[:, None].square() + columns.square()).sqrt().clamp_min(1 / SIDE)
    scale = (1 / (SIDE * size))[..., None]  # the coarsest waves have 1
    noise = _NOISE * torch.randn(1, 3, *size.shape, 2, generator=rng).to(device)

    def shown(numbers: Tensor) -> Tensor:
        waves = torch.view_as_complex((numbers * scale).contiguous())
        return torch.fft.irfft2(waves, s=(SIDE, SIDE), norm="ortho") * 4

    return noise.repeat(count, 1, 1, 1, 1).requires_grad_(), shown


def _frequencies(device: torch.device) -> tuple[Tensor, Tensor]:
    """Along rows and along columns, in waves a pixel."""
    return torch.fft.fftfreq(SIDE, device=device), torch.fft.rfftfreq(SIDE, device=device)


def _blur(numbers: Tensor, *, fourier: bool) -> None:
    """Mix the picture behind the numbers, smoothed by (1, 2, 1) / 4 each way, into it."""
    if fourier:  # the same filter, where it is a product
        rows, columns = (
            (1 + torch.cos(2 * torch.pi * f)) / 2 for f in _frequencies(numbers.device)
        )
        numbers.mul_((1 - _BLUR + _BLUR * rows[:, None] * columns)[..., None])
        return
    smooth = numbers
    for axis in (2, 3):
        smooth = (smooth.roll(1, axis) + 2 * smooth + smooth.roll(-1, axis)) / 4
    numbers.lerp_(smooth, _BLUR)
