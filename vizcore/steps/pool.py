"""Pooling one step at a time: what each window sees, what it counts and which cell wins."""

from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from jaxtyping import Bool, Float, Int, Real

from vizcore import ops
from vizcore.geometry import Axis, Padding, Window, all_axes
from vizcore.ops._arrays import pad, windows
from vizcore.steps.window import Position, inside, position_of, touched_cells, values_under


@dataclass(frozen=True)
class PoolStep:
    """The arithmetic of one output value.

    Attributes
    ----------
    index, position : int, tuple of int
        Which step, in reading order, and which output cell it fills.
    cells : one int array for each spatial axis
        Input coordinates under the window; below 0 or past the end they are padding.
    values : array (*window)
        What the window sees: minus infinity (max) or zero (average) in the padding.
    inside : bool array (*window)
        Which of them are input.
    divisor : int
        How many cells a mean counts.
    winner : tuple of int
        Input coordinates of the first largest value; empty where there is only padding, which
        nothing but a mean that counts it allows.
    output : float
    """

    index: int
    position: Position
    cells: tuple[Int[np.ndarray, " _"], ...]
    values: Float[np.ndarray, "*window"]
    inside: Bool[np.ndarray, "*window"]
    divisor: int
    winner: Position
    output: float


@dataclass(frozen=True)
class PoolSettings:
    """One channel and the windows that summarise it; parameters as in `vizcore.ops.pool`.

    Examples
    --------
    >>> settings = PoolSettings(np.array([[1, 5], [2, 3]]), 2)
    >>> settings.output
    array([[5.]])
    >>> settings.step(0).winner
    (0, 1)
    """

    x: Real[np.ndarray, "*spatial"]
    window: Window
    kind: str = "max"
    stride: Window | None = None
    padding: Padding = "valid"
    dilation: Window = 1
    ceil_mode: bool = False
    count_include_pad: bool = False

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Each spatial axis with its windows."""
        return all_axes(
            self.x.shape,
            self.window,
            stride=self.window if self.stride is None else self.stride,
            padding=self.padding,
            dilation=self.dilation,
            ceil_mode=self.ceil_mode,
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the output."""
        return tuple(axis.count for axis in self.axes)

    @cached_property
    def output(self) -> Float[np.ndarray, "*out"]:
        """The pooled map."""
        return ops.pool(
            self.x[None, None].astype(np.float64),
            self.window,
            kind=self.kind,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
            ceil_mode=self.ceil_mode,
            count_include_pad=self.count_include_pad,
        )[0, 0]

    @cached_property
    def divisors(self) -> Int[np.ndarray, "*out"]:
        """How many cells each mean counts."""
        along = [np.array(axis.counted(padding=self.count_include_pad)) for axis in self.axes]
        return reduce(np.multiply.outer, along)

    @cached_property
    def winners(self) -> Int[np.ndarray, "*out"]:
        """Flat input index of the first largest value of each window, -1 where there is none."""
        padded = pad(self.x[None, None].astype(np.float64), self.axes, -np.inf)
        seen = windows(padded, self.axes)[0, 0].reshape(-1, *self.shape)
        place = np.unravel_index(seen.argmax(axis=0), [axis.window for axis in self.axes])
        starts = np.ix_(*[np.array(axis.starts) for axis in self.axes])
        cells = [
            at + k * axis.dilation for at, k, axis in zip(starts, place, self.axes, strict=True)
        ]
        some = [np.array(axis.counted(padding=False)) > 0 for axis in self.axes]
        flat = np.ravel_multi_index(tuple(cells), self.x.shape, mode="clip")
        return np.where(reduce(np.logical_and.outer, some), flat, -1)

    def step(self, index: int) -> PoolStep:
        """Everything that makes output value number `index`, counted in reading order."""
        position = position_of(index, self.axes)
        _ = self.output  # an impossible setting is refused here, in the operation's own words
        cells = touched_cells(position, self.axes)
        mask = inside(cells, self.axes)
        fill = -np.inf if self.kind == "max" else 0.0
        values = values_under(self.x[None].astype(np.float64), cells, mask, fill)[0]
        divisor = int(self.divisors[position])
        place = np.unravel_index(np.argmax(np.where(mask, values, -np.inf)), values.shape)
        winner = tuple(int(c[i]) for c, i in zip(cells, place, strict=True)) if mask.any() else ()
        output = values.max() if self.kind == "max" else values.sum() / divisor
        return PoolStep(index, position, tuple(cells), values, mask, divisor, winner, float(output))
