"""A run with a progress bar, its film and its curves: what every command that trains shares."""

import json
from pathlib import Path

from tqdm import tqdm

from vizcore.training.run.checkpoint import EpochFigures, Run
from vizcore.training.run.data import Split
from vizcore.training.run.files import write_atomically
from vizcore.training.run.film import Camera
from vizcore.training.run.live_teacher import LiveTeacher
from vizcore.training.run.log import write_curves
from vizcore.training.run.loop import train
from vizcore.training.run.soft_targets import SoftTargets
from vizcore.training.run.team import ALONE, Team


def train_watched(
    run: Run,
    data: Split,
    out: Path,
    *,
    held_out: Split | None = None,
    soft_targets: SoftTargets | LiveTeacher | None = None,
    team: Team = ALONE,
    compiled: bool = False,
    pause: float = 0.0,
    film: bool = False,
    quiet: bool = False,
) -> None:
    """Train `run` to the end, in sight.

    Parameters
    ----------
    run : Run
        New or restored.
    data, out, held_out, soft_targets, team, compiled, pause
        As for `vizcore.training.run.loop.train`.
    film : bool
        Whether to keep the frames of a film.
    quiet : bool
        No progress bar.
    """
    recipe, steps = run.recipe, len(data) // run.recipe.batch_size
    if team.leads:
        write_atomically(out / "recipe.json", json.dumps(recipe.to_dict(), indent=1).encode())
    camera = Camera(run, steps, out / "film") if film and team.leads else None
    with tqdm(
        total=recipe.epochs * steps,
        initial=run.epoch * steps,
        unit="step",
        disable=quiet or not team.leads,
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
            out,
            held_out=held_out,
            soft_targets=soft_targets,
            team=team,
            compiled=compiled,
            pause=pause,
            report=report,
            on_step=on_step,
        )
    if team.leads:
        write_curves(out, run.history)
