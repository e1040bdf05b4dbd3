"""A model card as Markdown, from its figures alone."""

import textwrap
from typing import Any

from vizcore.text import many
from vizcore.training.run.recipe import FROM_FILES

Card = dict[str, Any]


def render(card: Card) -> str:
    """The Markdown of a card made by `vizcore.training.study.card.make_card`."""
    sections = (_head, _network, _training, _holdout, _calibration, _test, _limits, _again)
    blocks = "\n\n".join(section(card) for section in sections).split("\n\n")
    return "\n\n".join(map(_wrapped, blocks)) + "\n"


def _wrapped(block: str) -> str:
    """A paragraph broken anew, as its figures change its length; anything else as it is."""
    is_paragraph = block[0].isalnum()
    return textwrap.fill(block, 100, break_on_hyphens=False) if is_paragraph else block


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; the first column is words, the others are numbers.

    >>> print(table(["class", "right"], [["cat", "7"]]))
    | class | right |
    |:--|--:|
    | cat | 7 |
    """
    rule = "|" + "|".join([":--"] + ["--:"] * (len(header) - 1)) + "|"
    return "\n".join([_row(header), rule, *map(_row, rows)])


def percent(share: float) -> str:
    """One decimal.

    >>> percent(0.8766)
    '87.7 %'
    """
    return f"{100 * share:.1f} %"


def duration(seconds: float) -> str:
    """Hours and minutes.

    >>> duration(4680.0), duration(300.0)
    ('1 h 18 min', '5 min')
    """
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _head(card: Card) -> str:
    return f"""\
# Model card: MiniVGG on CIFAR-10

A small convolutional network that sorts 32x32 colour pictures into ten classes. It exists to be
looked into: the app shows every layer's output. It is not made for decisions about anything.

Weights of {card["date"]}: `minivgg.safetensors`, {card["bytes"] / 1e6:.1f} MB,
sha256 `{card["sha256"]}`."""


def _network(card: Card) -> str:
    layers = card["layers"]
    rows = [
        [f"{layer['name']} ({layer['kind']})", _sizes(layer["output"]), f"{layer['parameters']:,}"]
        for layer in layers
    ]
    return f"""\
## Network

Row L31 of the lecture: activation before batch norm. Input 3 x 32 x 32, output one logit a class,
{sum(layer["parameters"] for layer in layers):,} trainable parameters. Kernels and matrices are
stored in half precision and computed with in single.

{table(["layer", "output", "parameters"], rows)}"""


def _sizes(shape: list[int]) -> str:
    return " x ".join(map(str, shape))


def _training(card: Card) -> str:
    stages = card["stages"]
    recipes = [stage["recipe"] for stage in stages]
    rows = [
        [name.replace("_", " "), *(_value(recipe[name]) for recipe in recipes)]
        for name in recipes[-1]
        if name != "parent"  # the order of the columns says it
    ]
    runs = "; then ".join(
        f"{many(stage['epochs'], 'epoch')} in {duration(stage['seconds'])}" for stage in stages
    )
    heirs = "" if len(stages) == 1 else "; a later run begins with those of the one before"
    header = ["setting", *(["value"] if len(stages) == 1 else _ordinals(len(stages)))]
    return f"""\
## Training

{card["data"]["training_images"]:,} images: {runs}. The weights are the moving average{heirs}.
`vizcore/training/run/recipe.py` says what each setting means.

{table(header, rows)}"""


def _ordinals(count: int) -> list[str]:
    return [f"run {i}" for i in range(1, count + 1)]


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _holdout(card: Card) -> str:
    figures, precision = card["holdout"], card["precision"]
    return f"""\
## On the held-out training images

{figures["images"]:,} images that the network did not learn from, but that choices were made on:
**{percent(figures["accuracy"])}** right, cross-entropy {figures["loss"]:.3f}. In single precision
throughout it is {percent(precision["float32_accuracy"])}: storing the weights in half precision
changes {precision["answers_changed"]} of the {figures["images"]:,} answers."""


def _calibration(card: Card) -> str:
    calibration = card["calibration"]
    rows = [
        [name, f"{calibration[key]['error']:.4f}", f"{calibration[key]['loss']:.4f}"]
        for name, key in (("as trained", "before"), ("as shipped", "after"))
    ]
    return f"""\
## Calibration

The calibration error is the mean distance between confidence and accuracy over 15 bins of equal
width. The shipped logits are divided by {calibration["temperature"]:.4f}. The best number on these
same images is {calibration["best_temperature"]:.4f}. Dividing changes no answer.

{table(["held-out images", "calibration error", "cross-entropy"], rows)}"""


def _test(card: Card) -> str:
    figures = card["test"]
    if figures is None:
        return "## On the test images\n\nNot measured yet."
    return f"""\
## On the test images

Looked at once, after every choice, without test-time augmentation:
**{percent(figures["accuracy"])}** of {figures["images"]:,} right, cross-entropy
{figures["loss"]:.3f}, mean confidence {percent(figures["confidence"])}, calibration error
{figures["calibration_error"]:.4f}.

Rows are the true class, columns the answer.

{_confusion(card["labels"], figures)}"""


def _confusion(labels: list[str], figures: Card) -> str:
    rows = [
        [label, *map(str, counts), percent(figures["per_class"][label])]
        for label, counts in zip(labels, figures["confusion"], strict=True)
    ]
    return table(["", *labels, "right"], rows)


def _limits(card: Card) -> str:
    labels, figures = card["labels"], card["test"] or card["holdout"]
    return f"""\
## Limits

- Ten classes: {", ".join(labels[:-1])} and {labels[-1]}.
  Anything else is called one of them, often with confidence.
- 32x32 pixels. A larger picture is shrunk first, and how it is shrunk moves the answer.
{_JPEG if card["data"]["jpeg"] else _ORIGINAL}
{_spread(card)}
  The standard error of the accuracy, from {figures["images"]:,} images, is
  {100 * standard_error(figures["accuracy"], figures["images"]):.1f} points."""


def _spread(card: Card) -> str:
    """How other seeds of the recipe ended, where that is known."""
    seeds = card["seeds"]
    if seeds is None:
        return "- One seed."
    on, name = ("test", "test") if seeds["test"] else ("holdout", "held-out")
    accuracies = ", ".join(percent(run[on]["accuracy"]) for run in seeds["runs"])
    seed = card["stages"][-1]["recipe"]["seed"]
    which = "the middle one" if seed == seeds["middle"] else "not the middle one"
    return f"""\
- {len(seeds["runs"])} seeds of this recipe are right on {accuracies} of the {name} images: mean
  {percent(seeds[on]["mean"])}, standard deviation {100 * seeds[on]["spread"]:.1f} points. These
  weights are seed {seed}, {which} on the held-out images."""


_JPEG = """\
- The images were JPEG copies of CIFAR-10, to learn from and to measure on, not the original
  pixels. The figures are not strictly comparable with published ones."""

_ORIGINAL = "- The images were CIFAR-10's own pixels, never changed by lossy compression."


def standard_error(share: float, count: int) -> float:
    """Standard error of a share of `count` independent cases.

    >>> standard_error(0.5, 100)
    0.05
    """
    return float((share * (1 - share) / count) ** 0.5)


def _again(card: Card) -> str:
    return f"""\
## Make it again

```
{_commands(card["stages"])}
python -m vizcore.training.run.calibration --data CIFAR10 --checkpoint runs/again/checkpoint.pt
python -m vizcore.training.run.export --checkpoint runs/again/checkpoint.pt \\
    --temperature {card["calibration"]["temperature"]}
python -m vizcore.training.study.card --data CIFAR10 --checkpoint runs/again/checkpoint.pt --test
```

`CIFAR10` is the official archive, a zip or a folder of images. The same machine, torch, threads
and images give the same weights to the bit; another processor gives others, about as good.
{_taught(card)}"""


def _taught(card: Card) -> str:
    recipe = card["stages"][-1]["recipe"]
    soft, teacher = recipe.get("soft_targets"), recipe.get("teacher")
    if not (soft or teacher):
        return ""
    what, whose = (
        (
            "`TEACHER` is the checkpoint of a teacher's run",
            f"its weights' SHA-256 began with {teacher}",
        )
        if teacher
        else ("`SOFT_TARGETS` is the file of a teacher's answers", f"its SHA-256 began with {soft}")
    )
    return (
        f"{what}, which docs/training.md says how to make; {whose}. "
        "The teacher did not see the held-out or the test images."
    )


def _commands(stages: list[Card]) -> str:
    """One training command a run; the last one writes to runs/again."""
    folders = [*(f"runs/again-{i}" for i in range(1, len(stages))), "runs/again"]
    origins = ["", *(f" --start-from {folder}/checkpoint.pt" for folder in folders)]
    return "\n".join(
        f"python -m vizcore.training --data CIFAR10 --out {folder}{origin} \\\n"
        f"    {_flags(stage['recipe'])}"
        for stage, folder, origin in zip(stages, folders, origins, strict=False)
    )


def _flags(recipe: Card) -> str:
    """Every setting as a flag, so that a later change of a default changes nothing here.

    >>> _flags({"batch_size": 256, "dropout": [0.1, 0.1, 0.4]})
    '--batch-size 256 --dropout 0.1,0.1,0.4'
    >>> _flags({"views": 32, "soft_targets": "8d85ab5c509b"})
    '--views 32 --soft-targets SOFT_TARGETS'
    >>> _flags({"teacher": "8d85ab5c509b"})
    '--teacher TEACHER'
    """
    flags = [
        f"--{name.replace('_', '-')} {_value(value).replace(' ', '')}"
        for name, value in recipe.items()
        if name not in FROM_FILES
    ]
    flags += ["--soft-targets SOFT_TARGETS"] * bool(recipe.get("soft_targets"))
    flags += ["--teacher TEACHER"] * bool(recipe.get("teacher"))
    lines = [" ".join(flags[i : i + 4]) for i in range(0, len(flags), 4)]
    return " \\\n    ".join(lines)
