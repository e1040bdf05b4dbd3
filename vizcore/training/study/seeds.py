"""Several seeds of one recipe: how far apart they end, and which one ships.

Command line: `python -m vizcore.training.study.seeds --help`.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from vizcore.errors import ConvScopeError, DataError
from vizcore.nets.weights import WEIGHTS
from vizcore.training.run.calibration import fit_temperature, parted
from vizcore.training.run.checkpoint import averaged_network, digest, read_checkpoint
from vizcore.training.run.data import Split, find_data, load_split
from vizcore.training.run.evaluation import predict
from vizcore.training.run.files import write_atomically
from vizcore.training.run.measures import measure
from vizcore.training.run.recipe import Recipe
from vizcore.training.study.card_text import duration, percent, table

#: What `compare_seeds` returns, and one run in it.
Summary = dict[str, Any]


def compare_seeds(
    states: Sequence[dict[str, Any]],
    held: Split,
    test: Split | None = None,
    earlier: Summary | None = None,
) -> Summary:
    """What each of several runs that differ in their seed alone is worth.

    Parameters
    ----------
    states : checkpoints' contents
        An odd number of finished runs, so that one is in the middle.
    held : Split
        The images that they held out.
    test : Split, optional
        The test images, if they are to be looked at now.
    earlier : dict, optional
        An earlier summary; its test figures are kept for runs of the same weights, so that the
        test images are looked at once a run.

    Returns
    -------
    dict
        `recipe`, without the seed; `runs`, by seed, each with `seed`, `sha256` (of the averaged
        weights), `epochs`, `seconds`, `temperature`, `holdout` and `test` (`accuracy` and
        `calibration_error` at that temperature; test may be None); `middle`, the seed in the middle
        of the hold-out's accuracies; `holdout` and `test`, `mean` and `spread` (standard deviation)
        of the accuracies.

    Raises
    ------
    DataError
        If the number of runs is even, or two runs differ in more than the seed or not in it.
    """
    recipe = _shared_recipe(states)
    kept = {run["sha256"]: run["test"] for run in (earlier or {"runs": []})["runs"]}
    runs = sorted((_figures(state, held, test, kept) for state in states), key=lambda r: r["seed"])
    return {
        "recipe": recipe,
        "runs": runs,
        "middle": middle({run["seed"]: run["holdout"]["accuracy"] for run in runs}),
        "holdout": _mean_and_spread([run["holdout"] for run in runs]),
        "test": _mean_and_spread([run["test"] for run in runs]),
    }


def middle(accuracies: dict[int, float]) -> int:
    """The seed whose accuracy is in the middle; of equal ones the smaller seed counts as less.

    >>> middle({0: 0.88, 1: 0.87, 2: 0.90})
    0
    """
    ranked = sorted(accuracies, key=lambda seed: (accuracies[seed], seed))
    return ranked[len(ranked) // 2]


def read_seeds(path: Path, recipe: dict[str, Any]) -> Summary | None:
    """The summary at `path` if a run of `recipe`, seed included, is in it."""
    if not path.is_file():
        return None
    summary: Summary = json.loads(path.read_bytes())
    theirs = _without_seed(Recipe().to_dict()) | summary["recipe"]  # settings added since then
    same = theirs == _without_seed(recipe)
    return summary if same and recipe["seed"] in [r["seed"] for r in summary["runs"]] else None


def render(summary: Summary) -> str:
    """The summary as a Markdown table."""
    rows = [
        [
            f"seed {run['seed']}",
            str(run["epochs"]),
            duration(run["seconds"]),
            f"{run['temperature']:.4f}",
            *(text for name in ("holdout", "test") for text in _cells(run[name])),
        ]
        for run in summary["runs"]
    ]
    means = [_mean_cell(summary[name]) for name in ("holdout", "test")]
    rows.append(["mean and standard deviation", "", "", "", means[0], "", means[1], ""])
    header = ["run", "epochs", "time", "T", "held out", "ECE", "test", "ECE"]
    return f"{table(header, rows)}\n\nIn the middle of the hold-out: seed {summary['middle']}."


def _shared_recipe(states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if len(states) % 2 == 0:
        raise DataError(f"{len(states)} runs have none in the middle; name an odd number")
    unfinished = [s["recipe"]["seed"] for s in states if s["epoch"] < s["recipe"]["epochs"]]
    if unfinished:
        raise DataError(f"the run of seed {unfinished[0]} is not finished")
    if len({state["recipe"]["seed"] for state in states}) < len(states):
        raise DataError("two runs have the same seed")
    recipes = [_without_seed(state["recipe"]) for state in states]
    different = [k for k in recipes[0] if any(recipe[k] != recipes[0][k] for recipe in recipes)]
    if different:
        raise DataError(f"the runs differ in more than the seed: {', '.join(different)}")
    return recipes[0]


def _without_seed(recipe: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in recipe.items() if name != "seed"}


def _figures(
    state: dict[str, Any], held: Split, test: Split | None, kept: dict[str, Any]
) -> dict[str, Any]:
    network, digits = averaged_network(state), digest(state["average"])
    temperature = fit_temperature(predict(network, held), torch.from_numpy(held.targets))

    def worth(data: Split) -> dict[str, float]:
        found = measure(predict(network, data) / temperature, torch.from_numpy(data.targets))
        return {"accuracy": found.accuracy, "calibration_error": found.calibration_error}

    tested = kept.get(digits)
    return {
        "seed": state["recipe"]["seed"],
        "sha256": digits,
        "epochs": state["epoch"],
        "seconds": sum(figures["seconds"] for figures in state["history"]),
        "temperature": temperature,
        "holdout": worth(held),
        "test": tested if tested or test is None else worth(test),
    }


def _mean_and_spread(figures: list[dict[str, float] | None]) -> dict[str, float] | None:
    """Of the accuracies, if all are known; the spread of one run is not."""
    known = [f["accuracy"] for f in figures if f]
    if len(known) < len(figures):
        return None
    spread = statistics.stdev(known) if len(known) > 1 else 0.0
    return {"mean": statistics.mean(known), "spread": spread}


def _cells(figures: dict[str, float] | None) -> list[str]:
    if figures is None:
        return ["", ""]
    return [percent(figures["accuracy"]), f"{figures['calibration_error']:.4f}"]


def _mean_cell(figures: dict[str, float] | None) -> str:
    if figures is None:
        return ""
    return f"{percent(figures['mean'])} ± {100 * figures['spread']:.1f}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when written, 2 with one sentence on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.study.seeds",
        description="Compare runs that differ in their seed alone.",
    )
    add = parser.add_argument
    add("--checkpoints", type=Path, nargs="+", required=True, help="checkpoint.pt of each run")
    add("--data", type=Path, help="CIFAR-10 (default: $CONVSCOPE_CIFAR10)")
    add("--test", action="store_true", help="measure on the test images: once, at the very end")
    add("--out", type=Path, default=WEIGHTS / "seeds.json", help="the summary as data")
    options = parser.parse_args(arguments)
    try:
        print(render(_write(options)))
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    return 0


def _write(options: argparse.Namespace) -> Summary:
    states, data = [read_checkpoint(path) for path in options.checkpoints], find_data(options.data)
    _, held = parted(data, states[0]["recipe"])
    test = load_split(data, "test") if options.test else None
    earlier = json.loads(options.out.read_bytes()) if options.out.is_file() else None
    summary = compare_seeds(states, held, test, earlier)
    write_atomically(options.out, (json.dumps(summary, indent=1) + "\n").encode())
    return summary


if __name__ == "__main__":
    sys.exit(main())
