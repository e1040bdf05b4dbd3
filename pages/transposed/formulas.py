"""The output size with its letters and with the numbers on screen, as Markdown for KaTeX."""

from vizcore.geometry import Axis
from vizcore.steps.transposed import TransposedSettings

_LETTERS = r"(n - 1)\,s - 2p + d\,(k - 1) + o + 1"


def size_formulas(layer: TransposedSettings) -> str:
    r"""The size of the output: one formula where rows and columns are alike, a paragraph each else.

    >>> import numpy as np
    >>> print(size_formulas(TransposedSettings(np.ones((4, 4)), np.ones((3, 3)), stride=2)))
    $\text{rows, columns} = (n - 1)\,s - 2p + d\,(k - 1) + o + 1$
    ${} = (4 - 1)\cdot 2 - 2\cdot 0 + 1\cdot(3 - 1) + 0 + 1 = 9$
    """
    rows, columns = layer.axes
    if rows == columns:
        return f"$\\text{{rows, columns}} = {_LETTERS}$\n{_numbers(rows, layer)}"
    named = {"rows": rows, "columns": columns}
    each = (f"$\\text{{{name}}}$ {_numbers(axis, layer)}" for name, axis in named.items())
    return "\n\n".join((f"$\\text{{size}} = {_LETTERS}$", *each))


def _numbers(axis: Axis, layer: TransposedSettings) -> str:
    return (
        rf"${{}} = ({axis.count} - 1)\cdot {axis.stride} - 2\cdot {layer.padding}"
        rf" + {axis.dilation}\cdot({axis.window} - 1) + {layer.output_padding} + 1 = {axis.size}$"
    )
