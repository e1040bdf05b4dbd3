"""Train a teacher, then MiniVGG from its answers, within a budget; run again, it goes on."""

import argparse
import os
import sys
from pathlib import Path

import torch

from vizcore.errors import ConvScopeError
from vizcore.training.patient.whole import PatientTraining
from vizcore.training.run.memory import keep_freed_memory


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 when all is done, 130 when interrupted, 2 with one sentence on standard error when
        something is wrong.
    """
    options = parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.benchmark = True
    keep_freed_memory()
    try:
        PatientTraining(options).run()
    except (ConvScopeError, OSError, torch.OutOfMemoryError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"convscope: stopped; the same command goes on in {options.out}", file=sys.stderr)
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(prog="python -m vizcore.training.patient", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, help="CIFAR-10: archive, zip or folder (default: $CONVSCOPE_CIFAR10)")
    add("--out", type=Path, default=Path("runs/patient"), help="folder for all that is made")
    add("--minutes", type=float, default=15.0, help="for all of it (default: 15)")
    add("--seeds", type=int, default=3, help="pupils, an odd number (default: 3)")
    add("--holdout", type=int, default=5000, help="images to choose by (default: 5000)")
    add("--subset", type=int, default=0, help="learn from so few images, to try it out")
    add("--test", action="store_true", help="measure on the test images: once, at the very end")
    add("--device", default="auto", help="auto, cpu, cuda or mps (default: auto)")
    add("--threads", type=int, default=_threads(), help=f"of the processor ({_threads()} here)")
    compiling = "whether torch.compile is tried (default: on CUDA, from 10 minutes on)"
    add("--compile", action=argparse.BooleanOptionalAction, help=compiling)
    add("--teacher", nargs="*", default=[], metavar="NAME=VALUE", help="settings of the teacher")
    add("--pupil", nargs="*", default=[], metavar="NAME=VALUE", help="settings of the pupils")
    add("--quiet", action="store_true", help="no progress bar, nothing said")
    return parser


def _threads() -> int:
    """All of them beside a graphics card, which they feed; else one, the most even."""
    return os.cpu_count() or 1 if torch.cuda.is_available() else 1
