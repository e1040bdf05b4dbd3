"""Variants of a picture that show the same thing: what training draws anew for every epoch."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import UInt8

from vizcore.errors import ShapeError

#: What a hole is filled with: the mean colour of CIFAR-10, which is 0 once it is standardised.
FILL = (125, 123, 114)

Square = UInt8[np.ndarray, "s s 3"]


@dataclass(frozen=True)
class Variant:
    """What is done to a square picture, in this order.

    Parameters
    ----------
    down, right : int
        Pixels that it is shifted by; the border that comes into view is its mirror image.
    flipped : bool
        Whether left and right change places.
    brightness : float
        What every number is multiplied by; results are rounded and kept within 0 to 255.
    hole : (int, int)
        Row and column at the top left of the square that is cut out.
    side : int
        Of that square, 0 for none; it may hang over the edge.
    """

    down: int = 0
    right: int = 0
    flipped: bool = False
    brightness: float | int = 1.0
    hole: tuple[int, int] = (0, 0)
    side: int = 0

    def of(self, image: Square) -> Square:
        """The variant of a picture, a new array.

        Raises
        ------
        ShapeError
            If the shift is as long as the picture: there is nothing to mirror.

        Examples
        --------
        One pixel to the right: the 2 is mirrored about the 1.

        >>> row = np.repeat(np.array([[1, 2, 3]] * 3, np.uint8)[..., None], 3, axis=2)
        >>> Variant(right=1).of(row)[0, :, 0].tolist()
        [2, 1, 2]
        >>> Variant(flipped=True, brightness=1.5).of(row)[0, :, 0].tolist()
        [4, 3, 2]
        """
        side = image.shape[0]
        if max(abs(self.down), abs(self.right)) >= side:
            raise ShapeError(f"a picture of {side} can be shifted by {side - 1} pixels at most")
        rows, columns = (_mirrored(side, shift) for shift in (self.down, self.right))
        shifted = image[rows][:, columns]
        turned = shifted[:, ::-1] if self.flipped else shifted
        out = np.rint(turned * float(self.brightness)).clip(0, 255).astype(np.uint8)
        top, left = self.hole
        out[max(0, top) : max(0, top + self.side), max(0, left) : max(0, left + self.side)] = FILL
        return out

    @property
    def words(self) -> str:
        """What is done, with its numbers.

        >>> print(
        ...     Variant(down=-4, right=7, flipped=True, brightness=0.8, hole=(3, 9), side=5).words
        ... )
        4 up, 7 right, flipped, × 0.80, hole at (3, 9)
        """
        steps = [
            f"{abs(n)} {names[n < 0]}"
            for n, names in ((self.down, ("down", "up")), (self.right, ("right", "left")))
            if n
        ]
        steps += ["flipped"] * self.flipped
        steps += [f"× {self.brightness:.2f}"] * (self.brightness != 1)
        steps += [f"hole at {self.hole}"] * (self.side > 0)
        return ", ".join(steps) or "as it is"


def draw_variants(count: int, side: int, seed: int) -> list[Variant]:
    """Variants for pictures of `side` pixels; the same seed gives the same ones.

    Shifts go up to an eighth of the side, holes have a quarter of it, brightness lies between 0.7
    and 1.3. Each variant has at least one of the four kinds of change; which ones is drawn too.

    Examples
    --------
    >>> draw_variants(2, 32, seed=1) == draw_variants(2, 32, seed=1)
    True
    """
    rng = np.random.default_rng(seed)
    return [_draw(rng, side) for _ in range(count)]


def _draw(rng: np.random.Generator, side: int) -> Variant:
    kinds = int(rng.integers(1, 16))  # four bits, at least one of them set
    moved, flipped, lit, cut = (bool(kinds >> bit & 1) for bit in range(4))
    reach, hole = side // 8, side // 4
    down, right = (int(n) for n in rng.integers(-reach, reach + 1, 2))
    top, left = (int(n) - hole // 2 for n in rng.integers(0, side, 2))
    return Variant(
        down * moved,
        right * moved,
        flipped,
        round(float(rng.uniform(0.7, 1.3)), 2) if lit else 1.0,
        (top, left),
        hole if cut else 0,
    )


def _mirrored(size: int, shift: int) -> np.ndarray:
    """Which of `size` positions is seen at each place, once all are shifted.

    >>> _mirrored(4, 2).tolist(), _mirrored(4, -1).tolist()
    ([2, 1, 0, 1], [1, 2, 3, 2])
    """
    position = np.abs(np.arange(size) - shift)
    return np.where(position < size, position, 2 * (size - 1) - position)
