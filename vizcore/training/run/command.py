"""Train MiniVGG from the command line; run again, it goes on where it stopped."""

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

import torch

from vizcore.errors import ConvScopeError
from vizcore.nets.weights import choose_device
from vizcore.training.run.checkpoint import Run, read_checkpoint
from vizcore.training.run.data import Split, find_data, hold_out, load_split
from vizcore.training.run.live_teacher import LiveTeacher
from vizcore.training.run.memory import keep_freed_memory
from vizcore.training.run.recipe import FROM_FILES, Recipe, fingerprint
from vizcore.training.run.soft_targets import SoftTargets, load_soft_targets
from vizcore.training.run.team import join_team, leave_team
from vizcore.training.run.watched import train_watched


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
    recipe, parent, answers = _recipe(options)
    run = Run.start(recipe, device)
    if parent:
        run.inherit(parent)
    if (options.out / "checkpoint.pt").exists():
        run.restore(options.out / "checkpoint.pt")
    data, held_out = _data(options.data, recipe)
    train_watched(
        run,
        data,
        options.out,
        held_out=held_out,
        soft_targets=answers,
        team=team,
        film=options.film,
        quiet=options.quiet,
    )


def _recipe(
    options: argparse.Namespace,
) -> tuple[Recipe, dict[str, Any] | None, SoftTargets | LiveTeacher | None]:
    """The recipe, the checkpoint that it starts from, and the teacher's answers."""
    given = vars(options)
    names = [field.name for field in dataclasses.fields(Recipe)]
    recipe = Recipe(**{name: given[name] for name in names if given.get(name) is not None})
    parent = read_checkpoint(options.start_from, recipe.network) if options.start_from else None
    if parent:
        recipe = dataclasses.replace(recipe, parent=fingerprint(parent["recipe"]))
    if options.teacher_run:
        teacher = LiveTeacher.of(options.teacher_run, recipe)
        return dataclasses.replace(recipe, teacher=teacher.digits), parent, teacher
    if options.answers:
        soft = load_soft_targets(options.answers, recipe)
        return dataclasses.replace(recipe, soft_targets=soft.digits), parent, soft
    return recipe, parent, None


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
    taught = parser.add_mutually_exclusive_group().add_argument
    soft_targets = "a teacher's answers: what vizcore.training.teacher.distillation wrote"
    taught("--soft-targets", type=Path, dest="answers", help=soft_targets)
    live = "checkpoint of a teacher that answers each batch as it is drawn"
    taught("--teacher", type=Path, dest="teacher_run", help=live)
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
