"""The Pooling page as short runnable programs."""

from pages.ui.listing import listing
from vizcore.geometry import Axis
from vizcore.steps import PoolSettings


def programs(settings: PoolSettings) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the output on screen; `settings` has two axes."""
    data = f"x = np.array({listing(settings.x)}, dtype=np.float64)\n"
    return {
        "PyTorch": _pytorch(settings, data),
        "NumPy": _numpy(settings, data),
        "Keras": _keras(settings, data),
    }


def _pytorch(settings: PoolSettings, data: str) -> str:
    rows, columns = settings.axes
    sides = f"({columns.before}, {columns.after + columns.overhang}, {rows.before}, {rows.after + rows.overhang})"
    lines = ["import numpy as np", "import torch", "import torch.nn.functional as F", "", data]
    lines.append("x = torch.from_numpy(x)[None, None]")
    stride, window = f"({rows.stride}, {columns.stride})", f"({rows.window}, {columns.window})"
    if settings.kind == "max":
        lines.append(f'x = F.pad(x, {sides}, value=-float("inf"))  # left, right, top, bottom')
        lines.append(
            f"y = F.max_pool2d(x, {window}, {stride}, dilation=({rows.dilation}, {columns.dilation}))"
        )
    else:
        counted = "padded with 1" if settings.count_include_pad else "padded with 0"
        fill = 1.0 if settings.count_include_pad else 0.0
        inner = f"({columns.before}, {columns.after}, {rows.before}, {rows.after})"
        lines.append(
            f"ones = F.pad(torch.ones_like(x), {inner}, value={fill})  # what counts, {counted}"
        )
        lines.append(
            f"ones = F.pad(ones, (0, {columns.overhang}, 0, {rows.overhang}))  # never the overhang"
        )
        lines.append(f"x = F.pad(x, {sides})  # left, right, top, bottom")
        lines.append(
            f"y = F.avg_pool2d(x, {window}, {stride}) / F.avg_pool2d(ones, {window}, {stride})"
        )
    # Ceil mode drops windows that would begin in the padding after the input; torch has them here.
    dropped = any(_fitting(axis) > axis.count for axis in settings.axes)
    kept = f", :{rows.count}, :{columns.count}" if dropped else ""
    return "\n".join([*lines, f"y = y[0, 0{kept}].numpy()", "print(y)", ""])


def _fitting(axis: Axis) -> int:
    """How many windows fit on the axis with its padding and overhang."""
    return (axis.size + axis.before + axis.after + axis.overhang - axis.span) // axis.stride + 1


def _numpy(settings: PoolSettings, data: str) -> str:
    rows, columns = settings.axes
    fill = "0.0" if settings.kind == "average" and settings.count_include_pad else "np.nan"
    inner = f"(({rows.before}, {rows.after}), ({columns.before}, {columns.after}))"
    mean = "window.max()" if settings.kind == "max" else "window.mean()"
    return (
        "import numpy as np\n\n"
        f"{data}\n"
        f"x = np.pad(x, {inner}, constant_values={fill})\n"
        f"y = np.empty(({rows.count}, {columns.count}))\n"
        "for i in range(y.shape[0]):\n"
        "    for j in range(y.shape[1]):\n"
        f"        window = x[i * {rows.stride} :: {rows.dilation}, j * {columns.stride} :: {columns.dilation}]\n"
        f"        window = window[: {rows.window}, : {columns.window}]\n"
        "        window = window[~np.isnan(window)]  # padding is left out\n"
        f"        y[i, j] = {mean}\n"
        "print(y)\n"
    )


def _keras(settings: PoolSettings, data: str) -> str:
    rows, columns = settings.axes
    layer = "MaxPooling2D" if settings.kind == "max" else "AveragePooling2D"
    named = settings.padding if settings.padding in ("valid", "same") else None
    padding = named or "valid"
    counts = settings.kind == "average" and settings.count_include_pad and named != "valid"
    same = named and not counts and not rows.overhang + columns.overhang
    note = "" if same else "  # Keras has no other padding, counts none and has no ceil mode"
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        f"pool = layers.{layer}(({rows.window}, {columns.window}), strides=({rows.stride}, {columns.stride}), "
        f'padding="{padding}"){note}\n'
        'print(np.array(pool(x[None, :, :, None].astype("float32")))[0, :, :, 0])\n'
    )
