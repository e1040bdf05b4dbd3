"""What the windows figure is told of each convention."""

from pages.conventions.rules import Outcome
from pages.ui.components.windows import Row


def row(outcome: Outcome) -> Row:
    """What the figure needs of one outcome."""
    axis = outcome.axis
    return {
        "name": outcome.name,
        "detail": detail(outcome),
        "out": str(axis.count) if axis else "–",
        "before": axis.before if axis else 0,
        "after": axis.after if axis else 0,
        "starts": outcome.starts,
        "unused": outcome.unused,
        "refused": "" if axis else outcome.note,
    }


def detail(outcome: Outcome) -> str:
    """Padding, cells left over and overhang, in a few words.

    >>> from pages.conventions.rules import conventions
    >>> [detail(outcome) for outcome in conventions(10, 3, stride=2, padding=0)][:2]
    ['no padding, cell 9 unused', 'no padding, cell 9 unused']
    """
    axis = outcome.axis
    if axis is None:
        return ""
    noun = "zeros" if outcome.kind == "conv" else "padding"
    words = [f"{axis.before} + {axis.after} {noun}" if axis.before + axis.after else "no padding"]
    if outcome.note:
        return f"{words[0]}, {outcome.note}"
    if axis.unreached:
        words.append(_cells(axis.unreached))
    elif outcome.unused:
        words.append(f"{len(outcome.unused)} of them unused")
    if axis.overhang:
        words.append(f"overhang {axis.overhang}")
    return ", ".join(words)


def _cells(unreached: list[int]) -> str:
    if len(unreached) > 2:
        return f"{len(unreached)} cells unused"
    listed = ", ".join(str(cell) for cell in unreached)
    return f"cell{'s' if len(unreached) > 1 else ''} {listed} unused"
