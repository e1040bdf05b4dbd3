"""The page Transposed as short runnable programs."""

from pages.ui.listing import listing
from vizcore.steps.transposed import TransposedSettings


def programs(layer: TransposedSettings) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the output on screen."""
    data = (
        f"x = np.array({listing(layer.x)}, dtype=np.float64)\n"
        f"w = np.array({listing(layer.weight)}, dtype=np.float64)\n"
    )
    return {
        "PyTorch": _pytorch(layer, data),
        "NumPy": _numpy(layer, data),
        "Keras": _keras(layer, data),
    }


def _pytorch(layer: TransposedSettings, data: str) -> str:
    return (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{data}\n"
        "x, w = torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None]\n"
        f"y = F.conv_transpose2d(x, w, stride={layer.stride}, padding={layer.padding}, "
        f"output_padding={layer.output_padding}, dilation={layer.dilation})\n"
        "y = y[0, 0].numpy()\nprint(y)\n"
    )


def _numpy(layer: TransposedSettings, data: str) -> str:
    return (
        "import numpy as np\n\n"
        f"{data}\n"
        f"s, p, o, d = {layer.stride}, {layer.padding}, {layer.output_padding}, {layer.dilation}\n"
        "height, width = [(n - 1) * s + d * (k - 1) + o + 1 for n, k in zip(x.shape, w.shape)]\n"
        "y = np.zeros((height, width))\n"
        "for i in range(x.shape[0]):\n"
        "    for j in range(x.shape[1]):\n"
        "        under = y[i * s :: d, j * s :: d][: w.shape[0], : w.shape[1]]  # a view of y\n"
        "        under += x[i, j] * w\n"
        "y = y[p : height - p, p : width - p]\nprint(y)\n"
    )


def _keras(layer: TransposedSettings, data: str) -> str:
    p, o, d = layer.padding, layer.output_padding, layer.dilation
    rows, columns = layer.axes
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        f"conv = layers.Conv2DTranspose(1, w.shape, strides={layer.stride}, dilation_rate={d})\n"
        "conv.build((None, *x.shape, 1))\n"
        "conv.set_weights([w[:, :, None, None], np.zeros(1)])\n"
        'y = np.array(conv(x[None, :, :, None].astype("float32")))[0, :, :, 0]\n'
        f"y = np.pad(y, (0, {o}))  # output padding\n"
        f"y = y[{p} : {p + rows.size}, {p} : {p + columns.size}]  # without the padding\n"
        "print(y)  # Keras wants one of strides and dilation_rate to be 1\n"
    )
