"""Train MiniVGG from the command line; run again, it goes on where it stopped."""

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from vizcore.errors import ConvScopeError
from vizcore.nets.weights import choose_device
from vizcore.training.run.checkpoint import EpochFigures, Run, read_checkpoint
from vizcore.training.run.data import Split, find_data, hold_out, load_split
from vizcore.training.run.files import write_atomically
from vizcore.training.run.film import Camera
from vizcore.training.run.log import write_curves
from vizcore.training.run.loop import train
from vizcore.training.run.memory import keep_freed_memory
from vizcore.training.run.recipe import FROM_FILES, Recipe, fingerprint
from vizcore.training.run.soft_targets import SoftTargets, load_soft_targets
from vizcore.training.run.team import join_team, leave_team


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
    finally:
        leave_team()
    return 0


def _train(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    keep_freed_memory()
    team, device = join_team(choose_device(options.device))
    recipe, parent, soft_targets = _recipe(options)
    run = Run.start(recipe, device)
    if parent:
        run.inherit(parent)
    if (options.out / "checkpoint.pt").exists():
        run.restore(options.out / "checkpoint.pt")
    data, held_out = _data(options.data, recipe)
    steps = len(data) // recipe.batch_size
    if team.leads:
        write_atomically(options.out / "recipe.json", _json(recipe.to_dict()))
    camera = Camera(run, steps, options.out / "film") if options.film and team.leads else None
    with tqdm(
        total=recipe.epochs * steps,
        initial=run.epoch * steps,
        unit="step",
        disable=options.quiet or not team.leads,
    ) as bar:

        def report(figures: EpochFigures) -> None:
            accuracies = {k: f"{v:.4f}" for k, v in figures.items() if k.endswith("accuracy")}
            bar.set_postfix({"epoch": figures["epoch"], **accuracies})

        def on_step(step: int) -> None:
            bar.update(step - bar.n)
            if camera:
                camera.see(step)

        train(
            run,
            data,
            options.out,
            held_out=held_out,
            soft_targets=soft_targets,
            team=team,
            report=report,
            on_step=on_step,
        )
    if team.leads:
        write_curves(options.out, run.history)


def _recipe(
    options: argparse.Namespace,
) -> tuple[Recipe, dict[str, Any] | None, SoftTargets | None]:
    """The recipe, the checkpoint that it starts from, and the teacher's answers."""
    given = vars(options)
    names = [field.name for field in dataclasses.fields(Recipe)]
    recipe = Recipe(**{name: given[name] for name in names if given.get(name) is not None})
    parent = read_checkpoint(options.start_from, recipe.network) if options.start_from else None
    soft = load_soft_targets(options.answers, recipe) if options.answers else None
    if parent:
        recipe = dataclasses.replace(recipe, parent=fingerprint(parent["recipe"]))
    if soft:
        recipe = dataclasses.replace(recipe, soft_targets=soft.digits)
    return recipe, parent, soft


def _json(values: dict[str, object]) -> bytes:
    return json.dumps(values, indent=1).encode()


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
    add("--film", action="store_true", help="keep what vizcore.training.run.film needs")
    soft_targets = "a teacher's answers: what vizcore.training.teacher.distillation wrote"
    add("--soft-targets", type=Path, dest="answers", help=soft_targets)
    add("--start-from", type=Path, help="checkpoint whose averaged weights the run begins with")
    for field in dataclasses.fields(Recipe):
        if field.name in FROM_FILES:
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
