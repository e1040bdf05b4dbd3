"""Train MiniVGG from the command line; run again, it goes on where it stopped."""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

import torch
from tqdm import tqdm

from vizcore.errors import ConvScopeError
from vizcore.nets.weights import choose_device
from vizcore.training import (
    Recipe,
    Run,
    Split,
    find_data,
    hold_out,
    load_split,
    train,
)
from vizcore.training.checkpoint import EpochFigures, read_checkpoint
from vizcore.training.files import write_atomically
from vizcore.training.recipe import fingerprint


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 when the recipe is done, 130 when interrupted, 2 with one sentence on standard error
        when something is wrong.
    """
    options = _parser().parse_args(arguments)
    try:
        _train(options)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"convscope: stopped; {_left_in(options.out)}", file=sys.stderr)
        return 130
    return 0


def _train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    recipe = _recipe(options)
    parent = read_checkpoint(options.start_from) if options.start_from else None
    if parent:
        recipe = dataclasses.replace(recipe, parent=fingerprint(parent["recipe"]))
    run = Run.start(recipe, choose_device(options.device))
    if parent:
        run.inherit(parent)
    if (options.out / "checkpoint.pt").exists():
        run.restore(options.out / "checkpoint.pt")
    data, held_out = _data(options.data, recipe)
    write_atomically(options.out / "recipe.json", json.dumps(recipe.to_dict(), indent=1).encode())
    steps = len(data) // recipe.batch_size
    with tqdm(
        total=recipe.epochs * steps,
        initial=run.epoch * steps,
        unit="step",
        disable=options.quiet,
    ) as bar:

        def report(figures: EpochFigures) -> None:
            accuracies = {k: f"{v:.4f}" for k, v in figures.items() if k.endswith("accuracy")}
            bar.set_postfix({"epoch": figures["epoch"], **accuracies})

        train(run, data, options.out, held_out=held_out, report=report, on_step=bar.update)


def _recipe(options: argparse.Namespace) -> Recipe:
    given = vars(options)
    names = [field.name for field in dataclasses.fields(Recipe)]
    return Recipe(**{name: given[name] for name in names if given.get(name) is not None})


def _data(path: Path | None, recipe: Recipe) -> tuple[Split, Split | None]:
    data = load_split(find_data(path), "train")
    return hold_out(data, recipe.holdout) if recipe.holdout else (data, None)


def _left_in(out: Path) -> str:
    if (out / "checkpoint.pt").exists():
        return f"the same command goes on from the last epoch in {out}"
    return "no epoch was finished"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vizcore.training", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, help="CIFAR-10: archive, zip or folder (default: $CONVSCOPE_CIFAR10)")
    add("--out", type=Path, default=Path("runs/minivgg"), help="folder for checkpoint and history")
    add("--device", default="auto", help="auto, cpu, cuda or mps (default: auto)")
    add("--threads", type=int, default=1, help="processor threads (default: 1)")
    add("--quiet", action="store_true", help="no progress bar")
    add("--start-from", type=Path, help="checkpoint whose averaged weights the run begins with")
    for field in dataclasses.fields(Recipe):
        if field.name == "parent":  # follows from --start-from
            continue
        flag, text = f"--{field.name.replace('_', '-')}", f"default: {field.default}"
        if field.name == "dropout":
            add(flag, type=_three_floats, metavar="P,P,P", help=text)
        else:
            add(flag, type=type(field.default), help=text)
    return parser


def _three_floats(text: str) -> tuple[float, float, float]:
    """Read "0.1,0.1,0.4"; argparse turns the ValueError of anything else into its own message."""
    first, second, third = (float(part) for part in text.split(","))
    return first, second, third


if __name__ == "__main__":
    sys.exit(main())
