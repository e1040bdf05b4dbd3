"""The lecture's experiment over seeds and learning rates: plain, batch norm, dropout, both.

Every finished run is a file in --out; run again, it goes on with the runs that are missing.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from vizcore.errors import ConvScopeError
from vizcore.nets.weights import choose_device
from vizcore.training.run.data import Split, are_jpegs, find_data, load_split
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.files import write_atomically
from vizcore.training.run.precision import has_fast_bfloat16
from vizcore.training.study.experiment_summary import summarise
from vizcore.training.study.experiment_text import render, tables
from vizcore.training.study.trial import Settings, Trial, run_trial

#: A finished run as its file holds it: variant, rate, seed, settings, curves.
Record = dict[str, Any]


def run_missing(
    settings: Settings,
    data: Split,
    out: Path,
    *,
    jpeg: bool,
    device: torch.device,
    on_run: Callable[[int], None] = lambda _: None,
    on_epoch: Callable[[], None] = lambda: None,
) -> list[Record]:
    """Do the runs of `settings` that have no file in `out` yet; all records, in order.

    A run's file does not depend on the runs before it: on the same processor, stopping and starting
    again gives the same files, bit for bit.

    Parameters
    ----------
    settings : Settings
    data : Split
        CIFAR-10's training images.
    out : Path
        Folder of the runs; it holds no other JSON files.
    jpeg : bool
        Whether `data` went through JPEG, for the record.
    device : torch.device
    on_run : callable
        Gets the number of finished runs, at the start and after each run.
    on_epoch : callable
        Called after each epoch.

    Raises
    ------
    TrainingError
        If a file in `out` is damaged, or is of other settings, images, device, precision or torch;
        rates and seeds may be added to. Also if a file cannot be written.
    DataError
        If `data` has too few images of a class.
    """
    shared = settings.of_a_run() | _circumstances(data, jpeg, device)
    finished = read_runs(out, shared)
    trials = settings.trials()
    missing = [trial for trial in trials if trial.file_name not in finished]
    on_run(len(trials) - len(missing))
    for i, trial in enumerate(missing, 1):
        curves = run_trial(trial, settings, data, device=device, on_epoch=on_epoch)
        record = {**trial._asdict(), "settings": shared, "curves": curves}
        write_atomically(out / trial.file_name, (json.dumps(record, indent=1) + "\n").encode())
        finished[trial.file_name] = record
        on_run(len(trials) - len(missing) + i)
    return [finished[trial.file_name] for trial in trials]


def read_runs(out: Path, shared: dict[str, object]) -> dict[str, Record]:
    """The finished runs in `out` by file name; `TrainingError` if one is not of `shared`."""
    return {path.name: _read_run(path, shared) for path in sorted(out.glob("*.json"))}


def _read_run(path: Path, shared: dict[str, object]) -> Record:
    try:
        record: Record = json.loads(path.read_bytes())
        theirs = dict(record["settings"])
        trial = Trial(record["variant"], record["rate"], record["seed"])
    except (ValueError, TypeError, KeyError) as error:
        raise TrainingError(f"{path} is damaged or no run; delete it to do it again") from error
    different = [
        f"{name} {theirs.get(name)}, not {value}"
        for name, value in shared.items()
        if theirs.get(name) != value
    ]
    if different or trial.file_name != path.name:
        raise TrainingError(
            f"{path} is a run of other settings ({'; '.join(different) or 'its name'}); "
            "choose another folder with --out"
        )
    return record


def _circumstances(data: Split, jpeg: bool, device: torch.device) -> dict[str, object]:
    """What else decides the numbers: the images, and what computes on them."""
    return {
        "data": data.digits,
        "jpeg": jpeg,
        "device": device.type,
        "precision": "bfloat16" if has_fast_bfloat16(device) else "float32",
        "torch": torch.__version__,
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 when all runs are done, 130 when interrupted, 2 with one sentence on standard error when
        something is wrong.
    """
    options = _parser().parse_args(arguments)
    try:
        _experiment(options)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"convscope: stopped; the finished runs are in {options.out}", file=sys.stderr)
        return 130
    return 0


def _experiment(options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    settings, device = _settings(options), choose_device(options.device)
    reading = options.reading.read_text("utf-8") if options.reading else ""
    path = find_data(options.data)
    data, jpeg = load_split(path, "train"), are_jpegs(path)
    with tqdm(total=len(settings.trials()), unit="run", disable=options.quiet) as bar:

        def show(finished: int) -> None:
            bar.n = finished
            bar.refresh()

        records = run_missing(settings, data, options.out, jpeg=jpeg, device=device, on_run=show)
    summary = summarise(settings, records, reading=reading)
    if options.summary:
        write_atomically(options.summary, (json.dumps(summary) + "\n").encode())
    if options.report:
        write_atomically(options.report, render(summary).encode())
    print(tables(summary))


def _settings(options: argparse.Namespace) -> Settings:
    given = vars(options)
    names = [field.name for field in dataclasses.fields(Settings) if field.name in given]
    return Settings(**{name: given[name] for name in names if given[name] is not None})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.study.experiments", description=__doc__
    )
    add = parser.add_argument
    add("--data", type=Path, help="CIFAR-10: archive, zip or folder (default: $CONVSCOPE_CIFAR10)")
    add("--out", type=Path, default=Path("runs/experiments"), help="folder of the finished runs")
    add("--summary", type=Path, help="JSON file for curves over the seeds and final figures")
    add("--report", type=Path, help="Markdown file for tables and reading")
    add("--reading", type=Path, help="text file: what a person reads from the numbers")
    add("--device", default="auto", help="auto, cpu, cuda or mps (default: auto)")
    add("--threads", type=int, default=1, help="processor threads (default: 1)")
    add("--quiet", action="store_true", help="no progress bar")
    add("--rates", type=_floats, metavar="R,R", help="learning rates (default: 0.001,0.0003)")
    for field in dataclasses.fields(Settings):
        if field.type is int:
            flag = f"--{field.name.replace('_', '-')}"
            add(flag, type=int, help=f"default: {field.default}")
    return parser


def _floats(text: str) -> tuple[float, ...]:
    """Read "0.001,0.0003"; argparse turns the ValueError of anything else into its own message."""
    return tuple(float(part) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
