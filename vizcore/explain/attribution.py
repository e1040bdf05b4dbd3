"""What an explanation is: a map over the picture, how it was made, and what its signs mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from jaxtyping import Float32

#: A class by its number, or two of them: the first minus the second.
Target: TypeAlias = int | tuple[int, int]
#: What the values of a map say: for and against, only what is for, or only how much.
Sign: TypeAlias = Literal["both", "for", "size"]


@dataclass(frozen=True)
class Attribution:
    """Which places of a picture a class depends on, by one method.

    Attributes
    ----------
    method : str
        The function that made it.
    target : int or (int, int)
        The class that is explained, or the two whose difference is.
    score : float
        What is explained: a logit, a difference of two, for occlusion probabilities instead.
    map : (h, w) float32 array
        A value for each pixel.
    sign : {"both", "for", "size"}
        "both": above zero speaks for the target, below against it. "for": what spoke against it
        has been cut off. "size": how much a pixel matters, not in which direction.
    stages : mapping
        What was computed on the way, by name, in order; each method lists its own.
    facts : mapping
        Single numbers by name, such as the completeness error of integrated gradients.
    """

    method: str
    target: Target
    score: float
    map: Float32[np.ndarray, "h w"]
    sign: Sign
    stages: Mapping[str, np.ndarray] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)

    @property
    def signed(self) -> bool:
        """Whether the map has values against the target as well."""
        return self.sign == "both"

    @property
    def is_empty(self) -> bool:
        """Whether the method found nothing at all."""
        return not self.map.any()

    def verdict(self, labels: Sequence[str]) -> str:
        """One clause about the whole map.

        >>> empty = Attribution("grad_cam", (3, 5), 1.0, np.zeros((2, 2), np.float32), "for")
        >>> empty.verdict(("", "", "", "cat", "", "dog"))
        'no evidence for cat rather than dog'
        """
        return f"{'no ' if self.is_empty else ''}evidence for {named(self.target, labels)}"


def named(target: Target, labels: Sequence[str]) -> str:
    """A target in words.

    >>> named(0, ["cat", "dog"]), named((0, 1), ["cat", "dog"])
    ('cat', 'cat rather than dog')
    """
    if isinstance(target, int):
        return labels[target]
    return f"{labels[target[0]]} rather than {labels[target[1]]}"
