"""The Padding conventions page as short runnable programs."""

from collections.abc import Sequence

from pages.conventions.rules import Outcome
from vizcore.geometry import Axis

Shown = tuple[Outcome, Axis]


def programs(
    outcomes: Sequence[Outcome], *, size: int, window: int, stride: int, dilation: int
) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the table of values on screen.

    Parameters
    ----------
    outcomes : sequence of Outcome
        What `pages.conventions.rules.conventions` says of the setting below; what is refused and
        what belongs to pooling has no values and no line.
    size, window, stride, dilation : int
        The setting.
    """
    shown = [(out, out.axis) for out in outcomes if out.axis and out.kind == "conv"]
    return {
        "PyTorch": _pytorch(shown, size, window, stride, dilation),
        "NumPy": _numpy(shown, size, window, stride, dilation),
        "Keras": _keras(size, window, stride, dilation),
    }


def _pytorch(shown: Sequence[Shown], size: int, window: int, stride: int, dilation: int) -> str:
    lines = [
        "import torch",
        "import torch.nn.functional as F",
        "",
        f"x = torch.arange(1, {size} + 1, dtype=torch.float64)[None, None]",
        f"w = torch.full((1, 1, {window}), 1 / {window}, dtype=torch.float64)  # the mean of the cells under it",
        "",
        "y = {}",
        *(_torch_line(out, axis, stride, dilation) for out, axis in shown),
        *_PRINT,
    ]
    return "\n".join(lines)


def _torch_line(out: Outcome, axis: Axis, stride: int, dilation: int) -> str:
    """PyTorch's own padding where it has it, zeros put there beforehand where it has not."""
    options = "".join(
        f", {word}={value}"
        for word, value in (("stride", stride), ("dilation", dilation))
        if value > 1
    )
    if out.key == "torch_same":
        options += ', padding="same"'
    elif axis.before == axis.after:
        options += f", padding={axis.before}" if axis.before else ""
    else:
        return (
            f'y["{out.name}"] = F.conv1d(F.pad(x, ({axis.before}, {axis.after})), w{options})[0, 0]'
        )
    return f'y["{out.name}"] = F.conv1d(x, w{options})[0, 0]'


def _numpy(shown: Sequence[Shown], size: int, window: int, stride: int, dilation: int) -> str:
    lines = [
        "import numpy as np",
        "",
        f"x = np.arange(1.0, {size} + 1)",
        f"w = np.full({window}, 1 / {window})  # the mean of the cells under it",
        "",
        "",
        "def conv(before, after):",
        "    padded = np.pad(x, (before, after))",
        f"    last = len(padded) - {dilation} * (len(w) - 1)  # where no window begins any more",
        f"    return np.array([padded[i :: {dilation}][: len(w)] @ w for i in range(0, last, {stride})])",
        "",
        "",
        "y = {}",
        *(f'y["{out.name}"] = conv({axis.before}, {axis.after})' for out, axis in shown),
        *_PRINT,
    ]
    return "\n".join(lines)


def _keras(size: int, window: int, stride: int, dilation: int) -> str:
    note = "  # Keras takes one of the two, not both" if stride > 1 and dilation > 1 else ""
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f'x = np.arange(1, {size} + 1, dtype="float32")[None, :, None]\n'
        f'w = np.full(({window}, 1, 1), 1 / {window}, dtype="float32")  # the mean of the cells under it\n\n'
        'for padding in ("valid", "same"):\n'
        f"    conv = layers.Conv1D(1, {window}, strides={stride}, dilation_rate={dilation}, padding=padding, use_bias=False){note}\n"
        "    conv.build(x.shape)\n"
        "    conv.set_weights([w])\n"
        "    print(padding, np.array(conv(x))[0, :, 0])\n"
    )


_PRINT = (
    "",
    "for name, values in y.items():",
    '    print(f"{name:20}", len(values), [round(float(value), 3) for value in values])',
    "",
)
