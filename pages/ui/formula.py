"""Formulas with the numbers of the screen filled in, as Markdown for KaTeX."""

from vizcore.ops.geometry import Axis


def output_size_formulas(rows: Axis, columns: Axis) -> str:
    """The output size of both axes: one formula where they are alike, two otherwise."""
    if rows == columns:
        return output_size_formula(rows, "rows, columns")
    return (
        rf"{output_size_formula(rows, 'rows')} $\qquad$ {output_size_formula(columns, 'columns')}"
    )


def output_size_formula(axis: Axis, name: str) -> str:
    r"""How many places a window has along one axis, step by step.

    >>> from vizcore.ops.geometry import axis_windows
    >>> print(output_size_formula(axis_windows(7, 3, stride=2), "r"))
    $\text{r} = \left\lfloor \frac{7 + 0 + 0 - 3}{2} \right\rfloor + 1 = \lfloor 2 \rfloor + 1 = 3$
    """
    spare = axis.size + axis.before + axis.after - axis.span
    up = axis.count > spare // axis.stride + 1
    left, right = (r"\lceil", r"\rceil") if up else (r"\lfloor", r"\rfloor")
    window = (
        str(axis.window) if axis.dilation == 1 else rf"({axis.dilation}\cdot({axis.window}-1)+1)"
    )
    fraction = rf"\frac{{{axis.size} + {axis.before} + {axis.after} - {window}}}{{{axis.stride}}}"
    value = f"{spare / axis.stride:.3g}"
    dropped = max(0, spare // axis.stride + 1 - axis.count)  # ceil mode: they begin past the input
    less = rf" - {dropped}\,\text{{(would begin past the input)}}" if dropped else ""
    return (
        rf"$\text{{{name}}} = \left{left} {fraction} \right{right} + 1{less} "
        rf"= {left} {value} {right} + 1{f' - {dropped}' if dropped else ''} = {axis.count}$"
    )


def unreached_sentence(rows: Axis, columns: Axis) -> str:
    """Which rows and columns no window reaches; empty where there are none.

    >>> from vizcore.ops.geometry import axis_windows
    >>> unreached_sentence(axis_windows(7, 3, stride=2), axis_windows(8, 3, stride=2))
    'No window reaches column 7: it is hatched.'
    """
    parts = [_listed(rows, "row"), _listed(columns, "column")]
    missed = " and ".join(part for part in parts if part)
    plural = "they are" if " and " in missed or "s " in missed else "it is"
    return f"No window reaches {missed}: {plural} hatched." if missed else ""


def _listed(axis: Axis, noun: str) -> str:
    missed = [str(cell) for cell in axis.unreached]
    if not missed:
        return ""
    shown = ", ".join(missed[:6]) + (", …" if len(missed) > 6 else "")
    return f"{noun}{'s' if len(missed) > 1 else ''} {shown}"
