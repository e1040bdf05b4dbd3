"""Look at a graphics card, run the tests that need one, and train with what is left of the time.

On a processor, `--device cpu --minutes 1 --subset 512` walks through all of it.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from vizcore.errors import ConvScopeError
from vizcore.locations import ASSETS
from vizcore.nets.weights import choose_device
from vizcore.training.patient import command
from vizcore.training.patient.look import TOLERANCE, compare_layers, forward_times
from vizcore.training.run.data import find_data, list_split
from vizcore.training.run.errors import TrainingError
from vizcore.training.study.card_text import table

_TESTS = ("tests/nets", "tests/training")
_PICTURES = 100
_LEAST = 0.05  # minutes: enough for a plan of one epoch


def run_tests() -> str:
    """What the tests marked `cuda` came to, in pytest's words."""
    arguments = ["-q", "-n", "0", "-m", "cuda", "-p", "no:cacheprovider", *_TESTS]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ASSETS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    return "\n".join(lines if done.returncode else lines[-1:])


def main(arguments: list[str] | None = None) -> int:
    """Run the command; what it does not know is for `vizcore.training.patient`."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.patient.gpu",
        description=__doc__,
        epilog="All other options are those of python -m vizcore.training.patient.",
    )
    parser.add_argument("--no-tests", action="store_true", help="leave the tests out")
    looked, rest = parser.parse_known_args(arguments)
    options, started = command.parser().parse_args(rest), time.perf_counter()
    try:
        _look(choose_device(options.device), options.data, tests=not looked.no_tests)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    left = max(_LEAST, options.minutes - (time.perf_counter() - started) / 60)
    print(f"{left:.1f} minutes are left to train.", flush=True)
    return command.main([*rest, f"--minutes={left}"])


def _look(device: torch.device, data: Path | None, *, tests: bool) -> None:
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else str(device)
    print(f"{name}, torch {torch.__version__}", flush=True)
    _timed("Every layer on 100 pictures", lambda: _layers(device, data))
    _timed("Forward pass", lambda: _forward(device))
    if tests:
        _timed("Tests that need CUDA", run_tests)


def _layers(device: torch.device, data: Path | None) -> str:
    listed = list_split(find_data(data), "train")
    evenly = np.linspace(0, len(listed.targets) - 1, _PICTURES).astype(int)
    differences = compare_layers(device, listed.read(evenly).images)
    wrong = [name for name, found in differences.items() if not found <= TOLERANCE]
    if wrong:
        raise TrainingError(
            f"on {device} the layers {', '.join(wrong)} differ from the processor's by up to "
            f"{max(differences[name] for name in wrong):.1g} of their largest value, more than "
            f"{TOLERANCE:g}"
        )
    rows = [[name, f"{found:.1e}"] for name, found in differences.items()]
    return table(["layer", f"difference, at most {TOLERANCE:g}"], rows)


def _forward(device: torch.device) -> str:
    batches = (1, 100, 1000)
    rows = [[str(b), f"{t:.2f}"] for b, t in zip(batches, forward_times(device), strict=True)]
    return table(["pictures", "ms"], rows)


def _timed(what: str, do: Callable[[], str]) -> None:
    started = time.perf_counter()
    print(f"\n{do()}", flush=True)
    print(f"{what}: {time.perf_counter() - started:.1f} s.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
