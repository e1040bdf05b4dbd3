"""After the training: which seed ships, its temperature, weights, film and card."""

import json
from collections.abc import Callable
from pathlib import Path

from vizcore.nets.weights import load_minivgg
from vizcore.training.run.checkpoint import read_checkpoint
from vizcore.training.run.data import Split
from vizcore.training.run.export import export
from vizcore.training.run.files import write_atomically
from vizcore.training.run.film import make_film
from vizcore.training.study import seeds
from vizcore.training.study.card import make_card, write_card
from vizcore.training.study.silent import look_at_filters


def finish(
    out: Path,
    runs: list[Path],
    parts: tuple[Split, Split],
    test: Split | None,
    *,
    jpeg: bool,
    say: Callable[[str], None] = print,
) -> None:
    """Compare the seeds on the hold-out and make of the middle one all that the app needs.

    Parameters
    ----------
    out : Path
        Gets `weights/`, `film/` and `model-card.md`.
    runs : list of Path
        The pupils' folders, an odd number.
    parts : (Split, Split)
        Images learned from and held out.
    test : Split or None
        The test images, if they are to be looked at: after every choice, once a seed.
    jpeg : bool
        Whether the images went through JPEG.
    say : callable
        Gets what was found.
    """
    weights, (seen, held) = out / "weights", parts
    states = [read_checkpoint(run / "checkpoint.pt") for run in runs]
    known = weights / "seeds.json"
    earlier = json.loads(known.read_bytes()) if known.is_file() else None
    summary = seeds.compare_seeds(states, held, test, earlier)
    write_atomically(known, (json.dumps(summary, indent=1) + "\n").encode())
    say(seeds.render(summary))
    chosen = next(run for run in summary["runs"] if run["seed"] == summary["middle"])
    folder = runs[[state["recipe"]["seed"] for state in states].index(chosen["seed"])]
    export(folder / "checkpoint.pt", weights, temperature=round(chosen["temperature"], 4))
    make_film(folder, parts, out / "film")
    card = make_card(folder / "checkpoint.pt", weights, held, test)
    about = {"training_images": len(seen), "jpeg": jpeg}
    write_card(card, about, weights, out / "model-card.md", weights / "model-card.json")
    silent = look_at_filters(load_minivgg("cpu", folder=weights), held.images).silent
    which = ", ".join(map(str, silent)) or "none"
    say(f"Filters of conv1 that are silent on all held-out images: {which}.")
