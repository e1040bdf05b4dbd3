"""What things cost beside what they stand on, in one table: `python -m benchmarks.ratios`.

Each ratio is taken side by side in one run: a filter against OpenCV's general one, a pass that
keeps every output against a plain one, training against Keras, an action on a page against an
action on an empty Streamlit app. So it says the same on a slow machine as on a fast one. `--check`
compares with what is written in docs/benchmarks and fails where one is a third worse, having
measured that one again; what a browser paints is left out of it, for that swings by half on a
machine that others share.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.pairs import actions, filters, passes, trainings
from benchmarks.pairs_in_browser import in_a_browser

OUT = Path("docs/benchmarks")
WORSE = 4 / 3
LEAST = 0.3  # what cost next to nothing may cost twice as much
GROUPS = (filters, passes, trainings, actions, in_a_browser)
STEADY, WITHOUT_A_SERVER = GROUPS[:4], GROUPS[:3]


def worse(found: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """Those that are a third worse than they were, and seen to be.

    >>> worse({"a": 1.3, "b": 2.7, "c": 0.2}, {"a": 1.0, "b": 2.0, "c": 0.1})
    ['b']
    """
    was = {name: before.get(name, ratio) for name, ratio in found.items()}
    return [
        name for name, ratio in found.items() if ratio > max(WORSE * was[name], was[name] + LEAST)
    ]


def table(found: Mapping[str, float], before: Mapping[str, float]) -> str:
    """One line a ratio, beside what it was."""
    lines = ["| what / what | times | written |", "|:--|--:|--:|"]
    for name, ratio in found.items():
        was = f"{before[name]:.2f}" if name in before else ""
        lines.append(f"| {name} | {ratio:.2f} | {was} |")
    return "\n".join(lines)


def plot(found: Mapping[str, float], path: Path) -> None:
    """A bar each, with a line at 1."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams |= {"svg.hashsalt": "convscope", "font.size": 10}
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 0.34 * len(found) + 0.8), layout="constrained")
    names = list(reversed([*found]))
    bars = axes.barh(names, [found[name] for name in names], color="#2F6DB5", height=0.6)
    axes.bar_label(bars, fmt="%.2f", padding=4)
    axes.axvline(1, color="#1b2430", linewidth=1)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_xlabel("Times what it stands on (less is better)")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def main() -> int:
    """Measure, print, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    parser.add_argument("--quick", action="store_true", help="without a server; writes nothing")
    options = parser.parse_args()
    written = OUT / "ratios.json"
    before = json.loads(written.read_text()) if written.exists() else {}
    groups = WITHOUT_A_SERVER if options.quick else STEADY if options.check else GROUPS
    found = {name: ratio for group in groups for name, ratio in group().items()}
    bad = worse(found, before)
    for group in groups if options.check and bad else ():
        again = group() if any(name in bad for name in found) else {}
        found |= {name: min(ratio, again.get(name, ratio)) for name, ratio in found.items()}
    print(table(found, before))
    bad = worse(found, before)
    if options.check:
        for name in bad:
            print(f"A third worse than it was: {name}")
        return int(bool(bad))
    if not options.quick:
        written.write_text(json.dumps({n: round(r, 3) for n, r in found.items()}, indent=1) + "\n")
        plot(found, OUT / "ratios.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
