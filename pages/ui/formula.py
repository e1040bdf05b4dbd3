"""Formulas with the numbers of the screen filled in, as Markdown for KaTeX."""

from collections.abc import Sequence

import numpy as np

from vizcore.geometry import Axis

#: Of an output's place and of a place within its window, by the number of axes.
_LETTERS = {1: ("t", "k"), 2: ("ij", "uv"), 3: ("zij", "duv")}
_ACTIVATIONS = {"relu": r"\max(0, {})", "sigmoid": r"\sigma({})", "tanh": r"\tanh({})"}


def output_size_formulas(rows: Axis, columns: Axis, *, ceil: bool = False) -> str:
    """The output size of both axes: one formula where they are alike, a paragraph each otherwise.

    app.css sets the two side by side where there is room.
    """
    if rows == columns:
        return output_size_formula(rows, "rows, columns", ceil=ceil)
    return (
        f"{output_size_formula(rows, 'rows', ceil=ceil)}\n\n"
        f"{output_size_formula(columns, 'columns', ceil=ceil)}"
    )


def output_size_formula(axis: Axis, name: str, *, ceil: bool = False) -> str:
    r"""How many places a window has along one axis, step by step, each number below its letter.

    A narrow screen breaks the line where the text does.

    Parameters
    ----------
    axis : Axis
    name : str
        What is counted.
    ceil : bool
        Whether the division is rounded up, as in ceil mode.

    Examples
    --------
    >>> from vizcore.geometry import axis_windows
    >>> letters, numbers = output_size_formula(axis_windows(7, 3, stride=2), "r").split("\n")
    >>> letters.removeprefix(r"$\text{r} = \left\lfloor \frac{").partition(" - ")[0]
    "\\overset{n}{7} + \\overset{p}{0} + \\overset{p'}{0}"
    >>> print(numbers)
    ${} = \lfloor 2 \rfloor + 1 = 3$
    """
    spare = axis.size + axis.before + axis.after - axis.span
    left, right = (r"\lceil", r"\rceil") if ceil else (r"\lfloor", r"\rfloor")
    window = _lettered("k", axis.window)
    if axis.dilation > 1:
        window = rf"({_lettered('d', axis.dilation)}\cdot({window}-1)+1)"
    letters = {"n": axis.size, "p": axis.before, "p'": axis.after}
    above = " + ".join(_lettered(letter, value) for letter, value in letters.items())
    fraction = rf"\frac{{{above} - {window}}}{{\underset{{s}}{{{axis.stride}}}}}"
    value = f"{spare / axis.stride:.3g}"
    places = (-(-spare // axis.stride) if ceil else spare // axis.stride) + 1
    dropped = places - axis.count  # ceil mode: they begin past the input
    less = rf" - {dropped}\,\text{{(would begin past the input)}}" if dropped else ""
    return (
        rf"$\text{{{name}}} = \left{left} {fraction} \right{right} + 1{less}$"
        "\n"
        rf"${{}} = {left} {value} {right} + 1{f' - {dropped}' if dropped else ''} = {axis.count}$"
    )


def _lettered(letter: str, value: int) -> str:
    return rf"\overset{{{letter}}}{{{value}}}"


def unreached_sentence(rows: Axis, columns: Axis) -> str:
    """Which rows and columns no window reaches; empty where there are none.

    >>> from vizcore.geometry import axis_windows
    >>> unreached_sentence(axis_windows(7, 3, stride=2), axis_windows(8, 3, stride=2))
    'No window reaches column 7: it is hatched.'
    """
    return _missed(_listed(rows, "row"), _listed(columns, "column"))


def unreached_places(axis: Axis) -> str:
    """Which places of a signal no window reaches; empty where there are none.

    >>> from vizcore.geometry import axis_windows
    >>> unreached_places(axis_windows(6, 2, stride=3))
    'No window reaches places 2, 5: they are hatched.'
    """
    return _missed(_listed(axis, "place"))


def weighted_sum_formula(
    axes: Sequence[Axis],
    *,
    flipped: bool = False,
    filters: bool = False,
    bias: bool = False,
    activation: str = "none",
) -> str:
    r"""What one output of a convolution is the sum of, with the numbers of its axes filled in.

    Parameters
    ----------
    axes : sequence of Axis
        One to three.
    flipped : bool
        Whether the kernel is read backwards along each of them.
    filters : bool
        Whether it is one of several filters, k, and adds over channels, c.
    bias : bool
        Whether a bias is added.
    activation : {"none", "relu", "sigmoid", "tanh"}

    Examples
    --------
    >>> from vizcore.geometry import all_axes
    >>> print(weighted_sum_formula(all_axes((7,), 3, stride=2, padding=1)))
    $y_{t} = \sum_{k=0}^{2} w_{k}\, x_{2t + k - 1}$
    >>> print(weighted_sum_formula(all_axes((7, 7), (3, 2)), flipped=True))
    $y_{i,j} = \sum_{u=0}^{2} \sum_{v=0}^{1} w_{2-u,1-v}\, x_{i + u,\,j + v}$
    >>> one = all_axes((4,), 2)
    >>> print(weighted_sum_formula(one, bias=True, activation="relu"))
    $z_{t} = \sum_{k=0}^{1} w_{k}\, x_{t + k} + b,$
    $y_{t} = \max(0, z_{t})$
    """
    outputs, offsets = map(list, _LETTERS[len(axes)])
    lasts = [axis.window - 1 for axis in axes]
    pairs = list(zip(offsets, lasts, strict=True))
    sums = [rf"\sum_{{{offset}=0}}^{{{last}}}" for offset, last in pairs]
    weights = [f"{last}-{offset}" if flipped else offset for offset, last in pairs]
    places = [_place(*parts) for parts in zip(axes, outputs, offsets, strict=True)]
    if filters:
        sums, outputs = [r"\sum_{c}", *sums], ["k", *outputs]
        weights, places = ["k", "c", *weights], ["c", *places]
    x = r",\,".join(places)
    total = rf"{' '.join(sums)} w_{{{','.join(weights)}}}\, x_{{{x}}}"
    if bias:
        total += " + b_{k}" if filters else " + b"
    index = f"_{{{','.join(outputs)}}}"
    if activation == "none":
        return f"$y{index} = {total}$"
    return f"$z{index} = {total},$\n$y{index} = {_ACTIVATIONS[activation].format('z' + index)}$"


def _place(axis: Axis, output: str, offset: str) -> str:
    """Where along an axis the input is read: 2t + k - 1."""
    before = f" - {axis.before}" if axis.before else ""
    return f"{_times(axis.stride)}{output} + {_times(axis.dilation)}{offset}{before}"


def _times(factor: int) -> str:
    return "" if factor == 1 else str(factor)


def flip_sentence(output: np.ndarray, turned: np.ndarray, what: str = "the kernel") -> str:
    """How much it matters which way a kernel is read.

    >>> flip_sentence(np.array([1.0, 2, 3]), np.array([1.0, 0, 3]))
    'Flipping the kernel changes 1 of the 3 outputs.'
    >>> flip_sentence(np.ones(1), np.ones(1))
    'Flipping the kernel leaves the one output as it is.'
    """
    differ = int((~np.isclose(output, turned)).sum())
    if output.size == 1:
        does = "changes the one output" if differ else "leaves the one output as it is"
        return f"Flipping {what} {does}."
    return f"Flipping {what} changes {differ or 'none'} of the {output.size} outputs."


def _missed(*parts: str) -> str:
    missed = " and ".join(part for part in parts if part)
    plural = "they are" if " and " in missed or "s " in missed else "it is"
    return f"No window reaches {missed}: {plural} hatched." if missed else ""


def _listed(axis: Axis, noun: str) -> str:
    missed = [str(cell) for cell in axis.unreached]
    if not missed:
        return ""
    shown = ", ".join(missed[:6]) + (", …" if len(missed) > 6 else "")
    return f"{noun}{'s' if len(missed) > 1 else ''} {shown}"
