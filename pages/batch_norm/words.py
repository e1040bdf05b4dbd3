"""What the page says of its mini-batches, and their table."""

from collections.abc import Iterator

from pages.batch_norm.batches import COUNT, SIDE
from vizcore.steps.batches import Batches, running
from vizcore.text import many

#: Columns of the table of batches.
CSV_HEAD = (
    "batch", "pictures", "channel", "mean", "variance / n", "variance / (n - 1)",
    "running mean", "running variance",
)  # fmt: skip
MOMENTUM = 0.1  # of the table's running averages: PyTorch's default

_EACH = SIDE * SIDE  # numbers of a channel in one picture
_DENSE = 512  # channels of MiniVGG's batch norm behind a dense layer
#: What PyTorch says to a single number a channel.
REFUSAL = "Expected more than 1 value per channel when training, got input size "


def size_words(size: int, *, shuffled: bool = True) -> str:
    """How many numbers a channel has in a mini-batch of `size` pictures, and what the last one is.

    >>> print(size_words(8).partition(". ")[0])
    107 patches in batches of 8: 13 full ones and a last one of 3, mixed anew in each epoch
    """
    full, rest = divmod(COUNT, size)
    last = f" and a last one of {rest}" if rest else ""
    order = "mixed anew in each epoch" if shuffled else "in the same order in each epoch"
    parts = [
        f"{COUNT} patches in batches of {size}: {full} full ones{last}, {order}.",
        f"A channel has n = {size} · {SIDE} · {SIDE} = {size * _EACH:,} numbers in a full batch. "
        "The layer divides by the root of the variance over n; the running variance takes the one "
        "over n − 1. Bars are as tall as the root of their counts, the outermost hold what lies "
        "further out. MiniVGG has its batch norm after ReLU, most networks before.",
    ]
    if size == 1:
        parts.append(
            f"**One picture is enough here**, for it brings {_EACH:,} numbers a channel. Behind a "
            f"dense layer it brings a single one, which is its own mean. PyTorch refuses: "
            f"*{REFUSAL}torch.Size([1, {_DENSE}])*."
        )
    elif rest == 1:
        parts.append(
            "**The last batch holds one picture.** That is enough for maps. A network with batch "
            "norm behind a dense layer stops there with an error: leave such a batch out "
            "(`drop_last=True`)."
        )
    return " ".join(parts)


def batch_rows(made: Batches) -> Iterator[tuple[float, ...]]:
    """A row for each batch and channel, in full precision."""
    unbiased = made.unbiased
    means = running(made.mean, 0.0, MOMENTUM)
    variances = running(unbiased, 1.0, MOMENTUM)
    for batch, members in enumerate(made.members):
        for channel in range(made.mean.shape[1]):
            here = batch, channel
            yield (
                batch + 1, len(members), channel, made.mean[here], made.var[here],
                unbiased[here], means[batch + 1, channel], variances[batch + 1, channel],
            )  # fmt: skip


def batches_words(count: int) -> str:
    """After how many mini-batches.

    >>> batches_words(0), batches_words(1), batches_words(5)
    ('none: a fresh layer', '1 batch', '5 batches')
    """
    return many(count, "batch", "batches") if count else "none: a fresh layer"
