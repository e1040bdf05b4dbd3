"""The lecture's experiment as Markdown, from its summary alone."""

import textwrap

import numpy as np

from vizcore.training.study.card_text import percent, table
from vizcore.training.study.experiment_summary import Summary, differences
from vizcore.training.study.trial import VARIANTS

_SHARES = ("train_accuracy", "train_accuracy_eval", "validation_accuracy")


def render(summary: Summary) -> str:
    """The Markdown of a summary made by `vizcore.training.study.experiment_summary.summarise`."""
    blocks = [_head(summary), tables(summary)]
    if summary["reading"]:
        blocks += ["## What is robust and what is not", _wrapped(summary["reading"])]
    return "\n\n".join([*blocks, _again(summary)]) + "\n"


def tables(summary: Summary) -> str:
    """The final figures, and how they differ from the plain network's."""
    settings = summary["settings"]
    return f"""\
## Final figures

{_wrapped(_final_note(summary))}

{_final_table(summary)}

## Against the plain network, seed by seed

{_wrapped(_paired_note(settings["seeds"]))}

{_paired_table(summary)}

## What the lecture saw

{_lecture_table(summary)}"""


def _head(summary: Summary) -> str:
    settings = summary["settings"]
    images = (
        f"{settings['train_images']:,} images to learn from and "
        f"{settings['validation_images']:,} to validate on, all of CIFAR-10's training images, as "
        f"many of each class. The seed draws them, so they differ from seed to seed"
    )
    network = (
        f"MiniVGG in four variants; dropout is {', '.join(map(str, settings['dropout']))}. "
        f"{settings['optimiser']}, all but the learning rate as PyTorch sets it, no augmentation; "
        f"batches of {settings['batch_size']}, {settings['steps']} steps an epoch, "
        f"{settings['epochs']} epochs"
    )
    shared = (
        "The runs of a seed share images, their order and the initial weights: what differs is the "
        "variant and the learning rate"
    )
    jpeg = " The images were JPEG copies, not the original pixels." if settings["jpeg"] else ""
    paragraphs = [
        "Does batch norm help, does dropout help, and would another seed say the same? Rows L25 "
        "and L27 of the lecture, run again.",
        f"{images}. {network}. {shared}.",
        f"torch {settings['torch']} on {settings['device']}, learning in {settings['precision']}, "
        f"measured in float32.{jpeg} The curves, mean and spread of every epoch, are in the file "
        "that `--summary` names below.",
    ]
    return "\n\n".join(["# The lecture's experiment, again", *map(_wrapped, paragraphs)])


def _final_note(summary: Summary) -> str:
    settings = summary["settings"]
    return (
        f"Right answers, and the cross-entropy on the validation images: each run's mean over its "
        f"last {settings['final_epochs']} epochs, then mean and standard deviation over "
        f"{settings['seeds']} seeds. *Learning* is counted during the epoch, dropout on, as in the "
        f"lecture; *training* is the same images after the epoch, in eval mode."
    )


def _final_table(summary: Summary) -> str:
    rows = []
    for result in summary["results"]:
        shares = [spread(result["final"][name]) for name in _SHARES]
        loss = np.array(result["final"]["validation_loss"])
        name = f"{result['variant']}, {result['rate']:g}"
        rows.append([name, *shares, f"{loss.mean():.2f} ± {loss.std(ddof=1):.2f}"])
    header = ["network, rate", "learning %", "training %", "validation %", "validation loss"]
    return table(header, rows)


def _paired_note(seeds: int) -> str:
    return (
        f"Percentage points above the plain network of the same seed and rate: mean and standard "
        f"deviation of the {seeds} differences, and in how many seeds validation is above. Last, "
        f"the same difference of the cross-entropy on the validation images."
    )


def _paired_table(summary: Summary) -> str:
    rows = []
    for rate in summary["settings"]["rates"]:
        for variant in list(VARIANTS)[1:]:
            learning = differences(summary, variant, rate, "train_accuracy")
            unseen = differences(summary, variant, rate, "validation_accuracy")
            loss = differences(summary, variant, rate, "validation_loss")
            better = f"{(unseen > 0).sum()} of {len(unseen)}"
            shares = [_signed(100 * learning, 1), _signed(100 * unseen, 1)]
            rows.append([f"{variant}, {rate:g}", *shares, better, _signed(loss, 2)])
    header = ["network, rate", "learning", "validation", "validation above", "validation loss"]
    return table(header, rows)


def _lecture_table(summary: Summary) -> str:
    rows = [
        [f"{row}, {variant}", *(percent(seen[name]) for name in _SHARES if name in seen)]
        for row, variants in summary["lecture"].items()
        for variant, seen in variants.items()
    ]
    return table(["row, network", "learning", "validation"], rows)


def spread(shares: list[float]) -> str:
    """Mean and standard deviation in percent.

    >>> spread([0.5, 0.6])
    '55.0 ± 7.1'
    """
    values = 100 * np.array(shares)
    return f"{values.mean():.1f} ± {values.std(ddof=1):.1f}"


def _signed(values: np.ndarray, digits: int) -> str:
    return f"{values.mean():+.{digits}f} ± {values.std(ddof=1):.{digits}f}"


def _again(summary: Summary) -> str:
    settings = summary["settings"]
    flags = [f"--{name.replace('_', '-')} {settings[name]}" for name in _FLAGS]
    return f"""\
## Make it again

```
python -m vizcore.training.study.experiments --data CIFAR10 \\
    {" ".join(flags[:4])} \\
    {" ".join(flags[4:])} --rates {",".join(map(str, settings["rates"]))} \\
    --reading assets/experiments/reading.md --summary assets/experiments/lecture.json \\
    --report docs/experiments.md
```

{_wrapped(_AGAIN)}"""


# Every setting, so that a later change of a default changes nothing here.
_FLAGS = ("train_images", "validation_images", "batch_size", "epochs", "seeds", "final_epochs")

_AGAIN = (
    "`CIFAR10` is the official archive, a zip or a folder of images. Stopped, the same command "
    "goes on with the runs that are missing. More seeds or rates add to the runs that are there. "
    "The same machine, torch and images give the same figures to the bit."
)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 100, break_on_hyphens=False, break_long_words=False)
