"""Occlusion: cover a square of the picture and see what becomes of the class."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float32
from torch import Tensor
from torch.nn import functional

from vizcore.errors import NumberError
from vizcore.explain.attribution import Attribution, Target
from vizcore.explain.gradients import Model, as_array, one_picture, score_of

#: What a square is filled with, by name.
FILLERS = {
    "grey": "grey, the mean colour of the training pictures",
    "mean": "the mean colour of this picture",
    "blurred": "this picture, blurred",
}
_BATCH = 32  # squares at once: more is slower on one core, for it leaves the cache
_BLUR = 3.0  # standard deviation in pixels

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sweep:
    """What a model answers while a square lies at each of its places.

    Attributes
    ----------
    side, stride : int
        Of the square, in pixels; from one place to the next.
    filler : str
        A name in `FILLERS`.
    size : (int, int)
        Rows and columns of the picture.
    filled : (c, h, w) float32 array
        The filler over the whole picture, as the model would see it.
    open : (classes,) float32 array
        Probabilities without a square.
    probabilities : (rows, columns, classes) float32 array
        With the square at each place; the last ones may reach past the picture's edge.
    """

    side: int
    stride: int
    filler: str
    size: tuple[int, int]
    filled: Float32[np.ndarray, "c h w"]
    open: Float32[np.ndarray, " classes"]
    probabilities: Float32[np.ndarray, "rows columns classes"]

    def scores(self, target: Target) -> Float32[np.ndarray, "rows columns"]:
        """The score with the square at each place."""
        covered = score_of(torch.from_numpy(self.probabilities).flatten(0, 1), target)
        return as_array(covered).reshape(self.probabilities.shape[:2])

    def whole(self, target: Target) -> np.float32:
        """The score without a square."""
        return np.float32(score_of(torch.from_numpy(self.open)[None], target)[0].item())


def occlusion(
    model: Model,
    x: Tensor,
    target: Target,
    *,
    side: int = 8,
    stride: int = 2,
    filler: str = "grey",
    progress: Progress | None = None,
) -> Attribution:
    r"""For each pixel the mean drop of the probability over all squares that cover it.

    It asks the model itself and no gradient. Yet a covered picture is one that the model never saw
    in training, and another filler asks another question.

    Parameters
    ----------
    model, x
        As in `saliency`.
    target : int or (int, int)
        A class, or two: the probability of the first minus that of the second.
    side, stride, filler, progress
        As in `sweep`.

    Returns
    -------
    Attribution
        Signed: above zero where the square took probability away. Stages "probabilities": (rows,
        columns, classes); "scores" under the square and "drops": (rows, columns); "filled":
        (c, h, w).

    Notes
    -----
    Zeiler and Fergus 2013, arXiv 1311.2901.
    """
    return explained(
        sweep(model, x, side=side, stride=stride, filler=filler, progress=progress), target
    )


def sweep(
    model: Model,
    x: Tensor,
    *,
    side: int = 8,
    stride: int = 2,
    filler: str = "grey",
    progress: Progress | None = None,
) -> Sweep:
    """Slide a square over the picture; the answer holds for every class.

    Parameters
    ----------
    model, x
        As in `saliency`.
    side : int
        Of the square in pixels, at most the shorter side of the picture.
    stride : int
        Pixels from one place to the next, at most `side`, so that every pixel is covered.
    filler : {"grey", "mean", "blurred"}
        "grey" is zero after normalisation, the mean colour of the training pictures; "mean" that of
        this picture; "blurred" the picture under a Gaussian of 3 pixels.
    progress : callable, optional
        Called with the number of places that are done, and of all.

    Raises
    ------
    NumberError
        If side, stride or filler cannot be.
    """
    x = one_picture(x)
    rows, columns = x.shape[2:]
    if not 1 <= side <= min(rows, columns) or not 1 <= stride <= side:
        raise NumberError(
            f"a square of {side} with a stride of {stride} does not fit: the side goes from 1 to "
            f"{min(rows, columns)}, the stride from 1 to the side"
        )
    filled = _filled(x, filler)
    tops, lefts = _starts(rows, side, stride), _starts(columns, side, stride)
    places = [(top, left) for top in tops for left in lefts]
    found: list[Tensor] = []
    with torch.no_grad():
        whole = torch.softmax(model(x), dim=1)[0]
        for first in range(0, len(places), _BATCH):
            count = min(_BATCH, len(places) - first)
            batch = x.repeat(count, 1, 1, 1).contiguous(memory_format=torch.channels_last)
            for one, (top, left) in zip(batch, places[first:], strict=False):
                square = slice(top, top + side), slice(left, left + side)
                one[:, square[0], square[1]] = filled[0, :, square[0], square[1]]
            found.append(torch.softmax(model(batch), dim=1))
            if progress:
                progress(first + count, len(places))
    answers = as_array(torch.cat(found)).reshape(len(tops), len(lefts), -1)
    return Sweep(
        side, stride, filler, (rows, columns), as_array(filled[0]), as_array(whole), answers
    )


def explained(done: Sweep, target: Target) -> Attribution:
    """The attribution of a target from a sweep that is done."""
    whole, scores = done.whole(target), done.scores(target)
    drops = whole - scores
    total, covers = np.zeros(done.size), np.zeros(done.size)
    for (row, column), drop in np.ndenumerate(drops):
        top, left = row * done.stride, column * done.stride
        square = slice(top, top + done.side), slice(left, left + done.side)
        total[square] += drop
        covers[square] += 1
    mean = (total / covers).astype(np.float32)
    stages = {
        "probabilities": done.probabilities, "scores": scores, "drops": drops,
        "filled": done.filled,
    }  # fmt: skip
    facts = {"side": float(done.side), "stride": float(done.stride), "whole": float(whole)}
    return Attribution("occlusion", target, float(whole), mean, "both", stages, facts)


def _starts(size: int, side: int, stride: int) -> list[int]:
    """First pixels of the squares along an axis: as few as cover it.

    >>> _starts(32, 8, 4), _starts(10, 4, 4)
    ([0, 4, 8, 12, 16, 20, 24], [0, 4, 8])
    """
    return list(range(0, size - side + stride, stride))


def _filled(x: Tensor, filler: str) -> Tensor:
    if filler == "grey":
        return torch.zeros_like(x)
    if filler == "mean":
        return x.mean(dim=(2, 3), keepdim=True).expand_as(x)
    if filler == "blurred":
        return _blurred(x)
    raise NumberError(f"there is no filler '{filler}': take {', '.join(FILLERS)}")


def _blurred(x: Tensor) -> Tensor:
    """A Gaussian along rows, then along columns; the picture goes on at its edges."""
    reach = int(3 * _BLUR)
    at = torch.arange(-reach, reach + 1).to(x)
    kernel = torch.exp(-(at**2) / (2 * _BLUR**2))
    kernel = (kernel / kernel.sum()).repeat(x.shape[1], 1, 1, 1)
    wide = functional.pad(x, (reach,) * 4, mode="replicate")
    along = functional.conv2d(wide, kernel, groups=x.shape[1])
    return functional.conv2d(along, kernel.transpose(2, 3), groups=x.shape[1])
