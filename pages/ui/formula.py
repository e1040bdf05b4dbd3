"""Formulas with the numbers of the screen filled in, as Markdown for KaTeX."""

from vizcore.geometry import Axis


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


def weighted_sum_formula(axis: Axis, *, flipped: bool = False) -> str:
    r"""What one output of a signal is the sum of, with the numbers of the axis filled in.

    >>> from vizcore.geometry import axis_windows
    >>> print(weighted_sum_formula(axis_windows(7, 3, stride=2, padding=1)))
    $y_t = \sum_{k=0}^{2} w_{k}\, x_{2t + k - 1}$
    >>> print(weighted_sum_formula(axis_windows(7, 3), flipped=True))
    $y_t = \sum_{k=0}^{2} w_{2-k}\, x_{t + k}$
    """
    last = axis.window - 1
    weight = f"{last}-k" if flipped else "k"
    place = f"{_times(axis.stride)}t + {_times(axis.dilation)}k"
    before = f" - {axis.before}" if axis.before else ""
    return rf"$y_t = \sum_{{k=0}}^{{{last}}} w_{{{weight}}}\, x_{{{place}{before}}}$"


def _times(factor: int) -> str:
    return "" if factor == 1 else str(factor)


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
