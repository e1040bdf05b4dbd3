"""The Convolution page as short runnable programs."""

from pages.ui.listing import listing
from vizcore.steps import ConvSettings


def programs(settings: ConvSettings, *, flipped: bool = False) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the output on screen.

    Parameters
    ----------
    settings : ConvSettings
        One channel, two axes; its kernel as it was typed, whichever way it is read.
    flipped : bool
        Whether the output on screen is that of the kernel turned round.
    """
    data = (
        f"x = np.array({listing(settings.x[0])}, dtype=np.float64)\n"
        f"w = np.array({listing(settings.weight[0])}, dtype=np.float64)\n"
    )
    if flipped:
        data += "w = w[::-1, ::-1].copy()  # turned round: mathematics' convolution\n"
    return {
        "PyTorch": _pytorch(settings, data),
        "NumPy": _numpy(settings, data),
        "Keras": _keras(settings, data),
    }


def _pytorch(settings: ConvSettings, data: str) -> str:
    rows, columns = settings.axes
    relu = "y = torch.relu(y)\n" if settings.activation == "relu" else ""
    return (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{data}\n"
        "x, w = torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None]\n"
        f"x = F.pad(x, ({columns.before}, {columns.after}, {rows.before}, {rows.after}))  # left, right, top, bottom\n"
        f"y = F.conv2d(x, w, stride={_pair(settings, 'stride')}, dilation={_pair(settings, 'dilation')}) + {float(settings.bias)!r}\n"
        f"{relu}y = y[0, 0].numpy()\nprint(y)\n"
    )


def _numpy(settings: ConvSettings, data: str) -> str:
    rows, columns = settings.axes
    relu = "y = np.maximum(0, y)\n" if settings.activation == "relu" else ""
    return (
        "import numpy as np\n\n"
        f"{data}\n"
        f"x = np.pad(x, (({rows.before}, {rows.after}), ({columns.before}, {columns.after})))\n"
        f"sy, sx = {_pair(settings, 'stride')}\n"
        f"dy, dx = {_pair(settings, 'dilation')}\n"
        "height = (x.shape[0] - dy * (w.shape[0] - 1) - 1) // sy + 1\n"
        "width = (x.shape[1] - dx * (w.shape[1] - 1) - 1) // sx + 1\n"
        f"y = np.full((height, width), {float(settings.bias)!r})\n"
        "for i in range(height):\n"
        "    for j in range(width):\n"
        "        window = x[i * sy :: dy, j * sx :: dx][: w.shape[0], : w.shape[1]]\n"
        "        y[i, j] += (window * w).sum()\n"
        f"{relu}print(y)\n"
    )


def _keras(settings: ConvSettings, data: str) -> str:
    rows, columns = settings.axes
    relu = '"relu"' if settings.activation == "relu" else "None"
    stride, dilation = _pair(settings, "stride"), _pair(settings, "dilation")
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        f"pad = layers.ZeroPadding2D((({rows.before}, {rows.after}), ({columns.before}, {columns.after})))\n"
        f"conv = layers.Conv2D(1, w.shape, strides={stride}, dilation_rate={dilation}, activation={relu})\n"
        'x = pad(x[None, :, :, None].astype("float32"))\n'
        "conv.build(x.shape)\n"
        f"conv.set_weights([w[:, :, None, None], np.array([{settings.bias!r}])])\n"
        "print(np.array(conv(x))[0, :, :, 0])  # Keras wants one of strides and dilation_rate to be 1\n"
    )


def _pair(settings: ConvSettings, name: str) -> str:
    rows, columns = settings.axes
    return f"({getattr(rows, name)}, {getattr(columns, name)})"
