"""The page In one dimension as short runnable programs."""

import numpy as np

from vizcore.matrix_text import matrix_text
from vizcore.steps import ConvSettings


def programs(settings: ConvSettings, *, flipped: bool = False) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the output on screen.

    Parameters
    ----------
    settings : ConvSettings
        One channel, one axis; its kernel as it was typed in, whichever way it is read.
    flipped : bool
        Whether the output on screen is that of the kernel turned round.
    """
    (axis,) = settings.axes
    data = (
        f"x = np.array({_listed(settings.x)}, dtype=np.float64)\n"
        f"w = np.array({_listed(settings.weight)}, dtype=np.float64)\n"
    )
    if flipped:
        data += "w = w[::-1].copy()  # turned round: mathematics' convolution\n"
    return {
        "PyTorch": (
            "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
            f"{data}\n"
            "x, w = torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None]\n"
            f"x = F.pad(x, ({axis.before}, {axis.after}))\n"
            f"y = F.conv1d(x, w, stride={axis.stride}, dilation={axis.dilation})[0, 0].numpy()\n"
            "print(y)\n"
        ),
        "NumPy": (
            "import numpy as np\n\n"
            f"{data}\n"
            f"x = np.pad(x, ({axis.before}, {axis.after}))\n"
            f"y = np.empty({axis.count})\n"
            "for t in range(y.size):\n"
            f"    window = x[t * {axis.stride} :: {axis.dilation}][: w.size]\n"
            "    y[t] = (window * w).sum()\n"
            "print(y)\n"
        ),
        "Keras": _keras(settings, data),
    }


def _keras(settings: ConvSettings, data: str) -> str:
    (axis,) = settings.axes
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        f"pad = layers.ZeroPadding1D(({axis.before}, {axis.after}))\n"
        f"conv = layers.Conv1D(1, w.size, strides={axis.stride}, dilation_rate={axis.dilation}, use_bias=False)\n"
        'x = pad(x[None, :, None].astype("float32"))\n'
        "conv.build(x.shape)\n"
        "conv.set_weights([w[:, None, None]])\n"
        "print(np.array(conv(x))[0, :, 0])  # Keras wants one of strides and dilation_rate to be 1\n"
    )


def _listed(row: np.ndarray) -> str:
    """The one row of a matrix as a list, every number exact: [1/3, 2, -0.5]."""
    return f"[{', '.join(matrix_text(row).split())}]"
