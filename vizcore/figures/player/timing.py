"""Which steps of the player are frames of its animation, and how long each stands."""

from dataclasses import dataclass

from vizcore.text import many

MOST_FRAMES = 150
_USUAL, _PAUSE, _LONGEST = 600, 1000, 25_000  # milliseconds: a step, more for the last, one loop


@dataclass(frozen=True)
class Timing:
    """Up to 150 frames, as evenly spaced as can be; the last step is always one of them.

    A frame stands 0.6 seconds, or less where one loop would be longer than 25 seconds; the last
    one stands a second more.

    Parameters
    ----------
    total : int
        Steps of the player; at least 1.

    Examples
    --------
    >>> Timing(9).words
    'every step: 9 frames, 6 s'
    >>> Timing(900).words
    'every 6th of 900 steps: 150 frames, 25 s'
    >>> Timing(200).steps[:3], Timing(200).steps[-2:]
    ([1, 3, 5], [197, 199])
    """

    total: int

    @property
    def every(self) -> int:
        """Steps from one frame to the next."""
        return -(-self.total // MOST_FRAMES)

    @property
    def steps(self) -> list[int]:
        """The steps that are frames, counted from 0."""
        last = [self.total - 1] if self.total % self.every else []
        return [*range(self.every - 1, self.total, self.every), *last]

    @property
    def milliseconds(self) -> list[int]:
        """How long each frame stands; a GIF counts in hundredths of a second."""
        frames = len(self.steps)
        each = min(_USUAL, (_LONGEST - _PAUSE) // frames // 10 * 10)
        return [each] * (frames - 1) + [each + _PAUSE]

    @property
    def words(self) -> str:
        """What the animation will be, told before it is made."""
        which = "every step"
        if self.every > 1:
            last = " and the last" if self.total % self.every else ""
            which = f"every {_ordinal(self.every)} of {self.total:,} steps{last}"
        seconds = sum(self.milliseconds) / 1000
        return f"{which}: {many(len(self.steps), 'frame')}, {seconds:.0f} s"


def _ordinal(count: int) -> str:
    """A place in an order.

    >>> [_ordinal(count) for count in (2, 3, 4, 11, 21)]
    ['2nd', '3rd', '4th', '11th', '21st']
    """
    teens = count // 10 % 10 == 1
    return f"{count}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
