"""The value that is looked at, printed by PyTorch, NumPy and Keras; PyTorch's with the changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pages.ui.inside import programs as plain
from pages.ui.inside.programs import Value

if TYPE_CHECKING:
    from vizcore.nets import Edit


def programs(value: Value, edits: "Sequence[Edit]" = ()) -> dict[str, str]:
    """The programs of `pages.ui.inside.programs`, and what the changes make of the value."""
    found = plain.programs(value)
    return found | {"PyTorch": found["PyTorch"] + _with(value, edits)} if edits else found


def _with(value: Value, edits: "Sequence[Edit]") -> str:
    """Print the value once more, in a network in which something was changed."""
    lines = "".join(
        f'    Edit("{edit.what}", "{edit.layer}", {edit.index}, {edit.to!r}),\n' for edit in edits
    )
    softmax = 'outputs["softmax"] = torch.softmax(outputs["fc2"], dim=1)\n'
    index = ", ".join(map(str, value.index))
    return (
        "\n# The same after the changes, made on copies.\n"
        "from vizcore.nets import Edit, operate\n\n"
        f"outputs, _ = operate(model, model.prepare(pixels[None]), [\n{lines}])\n"
        f"{softmax if value.layer == 'softmax' else ''}"
        f'changed = outputs["{value.layer}"][0, {index}]\n'
        "print(changed)\n"
    )
