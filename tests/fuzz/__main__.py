"""Search for what breaks the app: `make fuzz MINUTES=5`, or `python -m tests.fuzz images 17`.

Each target takes a seed, so what is found can be done again: name the target and the seed. Once it
is understood it is made small by hand and becomes a test beside the others.
"""

import argparse
import multiprocessing
import sys

from tests.fuzz.search import TARGETS, probe, search


def main() -> int:
    """Exit status: 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="?", choices=TARGETS, help="one of them; all, if left out")
    parser.add_argument("seed", nargs="?", type=int, help="do again what this seed did")
    parser.add_argument("--minutes", type=float, default=5.0, help="for all targets together")
    given = parser.parse_args()
    if given.seed is not None:
        probe(given.target, given.seed)
        return 0
    targets = [given.target] if given.target else list(TARGETS)
    seconds = 60 * given.minutes / len(targets)
    return int(sum(_search_beside(name, seconds) for name in targets) > 0)


def _search_beside(target: str, seconds: float) -> bool:
    """Search in a process that may die; whether anything was found."""
    context = multiprocessing.get_context("spawn")
    seed = context.Value("q", 0)
    process = context.Process(target=search, args=(target, seconds, seed))
    process.start()
    process.join()
    if process.exitcode and process.exitcode < 0:
        print(f"{target} {seed.value}: the process died of signal {-process.exitcode}")
    return process.exitcode != 0


if __name__ == "__main__":
    sys.exit(main())
