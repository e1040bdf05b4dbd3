"""The page Over volumes as short runnable programs."""

import numpy as np

from pages.volumes.layers import Layer
from vizcore.steps.volume import DepthSettings, VolumeSettings

_TORCH = {
    "none": "{}",
    "relu": "torch.relu({})",
    "sigmoid": "torch.sigmoid({})",
    "tanh": "torch.tanh({})",
}
_NUMPY = {
    "none": "{}",
    "relu": "np.maximum(0, {})",
    "sigmoid": "1 / (1 + np.exp(-({})))",
    "tanh": "np.tanh({})",
}
_LONGEST = 88  # characters of a line of numbers


def programs(*layers: Layer, flipped: bool = False) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the maps on screen.

    Parameters
    ----------
    layers : one or two layers
        As they are computed; the second takes the output of the first.
    flipped : bool
        Whether their kernels have been turned round: the programs have them as they were typed.
    """
    data = f"x = np.array({nested(layers[0].x)}, dtype=np.float64)\n"
    for layer, end in zip(layers, ("", "2"), strict=False):
        data += _weights(layer, end, flipped)
    (first, *_) = layers
    if isinstance(first, DepthSettings):
        return {
            "PyTorch": _depth_pytorch(first, data),
            "NumPy": _depth_numpy(first, data),
            "Keras": _depth_keras(first, data),
        }
    flat = [layer for layer in layers if isinstance(layer, VolumeSettings)]
    return {
        "PyTorch": _pytorch(flat, data),
        "NumPy": _numpy(flat, data),
        "Keras": _keras(flat, data),
    }


def _weights(layer: Layer, end: str, flipped: bool) -> str:
    """The kernels as `w` and the biases as `b`, or as `w2` and `b2`."""
    typed = (layer.turned() if flipped else layer).weight
    text = f"w{end} = np.array({nested(typed)}, dtype=np.float64)\n"
    if flipped:
        axes = "::-1, ::-1, ::-1" if isinstance(layer, DepthSettings) else ":, :, ::-1, ::-1"
        text += f"w{end} = w{end}[{axes}].copy()  # turned round: mathematics' convolution\n"
    if isinstance(layer, VolumeSettings):
        text += f"b{end} = np.array({_plain(layer.bias)}, dtype=np.float64)\n"
    return text


def nested(array: np.ndarray) -> str:
    """An array of any rank as nested lists: a matrix a line where it is short, else a row a line.

    >>> print(nested(np.array([[[1, 0.5], [2, 3]], [[0, 0], [0, 1]]])))
    [
        [[1.0, 0.5], [2.0, 3.0]],
        [[0, 0], [0, 1]],
    ]
    """
    whole = _plain(array)
    if array.ndim == 1 or (array.ndim == 2 and len(whole) <= _LONGEST):
        return whole
    parts = [nested(part).replace("\n", "\n    ") for part in array]
    return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def _plain(array: np.ndarray) -> str:
    values = np.asarray(array)
    exact = values.astype(np.int64) if np.array_equal(values, np.rint(values)) else values
    return str(exact.tolist())


def _each(layers: list[VolumeSettings], line: str) -> str:
    """A line for each layer: {x} is what goes in, {w} and {b} are its own, {g} its groups."""
    names = zip(layers, ("x", "y"), ("", "2"), strict=False)
    return "".join(
        line.format(x=x, w=f"w{end}", b=f"b{end}", g=layer.groups) for layer, x, end in names
    )


def _pytorch(layers: list[VolumeSettings], data: str) -> str:
    stride, padding = layers[0].stride, layers[0].padding
    call = f"F.conv2d({{x}}, {{w}}, {{b}}, stride={stride}, padding={padding}, groups={{g}})"
    return (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{data}\n"
        "x = torch.from_numpy(x)[None]\n"
        + _each(layers, "{w}, {b} = torch.from_numpy({w}), torch.from_numpy({b})\n")
        + _each(layers, f"y = {_TORCH[layers[0].activation].format(call)}\n")
        + "y = y[0].numpy()\nprint(y)  # (maps, rows, columns)\n"
    )


def _numpy(layers: list[VolumeSettings], data: str) -> str:
    p, s = layers[0].padding, layers[0].stride
    return (
        "import numpy as np\n\n"
        f"{data}\n"
        "def layer(x, w, b, groups):\n"
        "    filters, slices = len(w) // groups, w.shape[1]  # in each group\n"
        f"    x = np.pad(x, ((0, 0), ({p}, {p}), ({p}, {p})))\n"
        f"    height = (x.shape[1] - w.shape[2]) // {s} + 1\n"
        f"    width = (x.shape[2] - w.shape[3]) // {s} + 1\n"
        "    y = np.zeros((len(w), height, width))\n"
        "    for k in range(len(w)):\n"
        "        first = k // filters * slices  # the first channel this filter sees\n"
        "        for i in range(height):\n"
        "            for j in range(width):\n"
        f"                window = x[first : first + slices, i * {s} :, j * {s} :]\n"
        "                window = window[:, : w.shape[2], : w.shape[3]]\n"
        "                y[k, i, j] = (window * w[k]).sum() + b[k]\n"
        f"    return {_NUMPY[layers[0].activation].format('y')}\n\n"
        + _each(layers, "y = layer({x}, {w}, {b}, groups={g})\n")
        + "print(y)  # (maps, rows, columns)\n"
    )


def _keras(layers: list[VolumeSettings], data: str) -> str:
    p, s = layers[0].padding, layers[0].stride
    activation = _keras_name(layers[0])
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        "def layer(x, w, b, groups):\n"
        f"    conv = layers.Conv2D(len(w), w.shape[2:], strides={s}, groups=groups, activation={activation})\n"
        f"    x = layers.ZeroPadding2D({p})(x)\n"
        "    conv.build(x.shape)\n"
        "    conv.set_weights([w.transpose(2, 3, 1, 0), b])\n"
        "    return conv(x)\n\n"
        'x = x.transpose(1, 2, 0)[None].astype("float32")  # channels come last in Keras\n'
        + _each(layers, "y = layer({x}, {w}, {b}, groups={g})\n")
        + "print(np.array(y)[0].transpose(2, 0, 1))\n"
    )


def _depth_pytorch(settings: DepthSettings, data: str) -> str:
    call = f"F.conv3d(x, w, stride={settings.stride})[0, 0] + {settings.bias!r}"
    return (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{data}\n"
        "x, w = torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None]\n"
        f"y = {_TORCH[settings.activation].format(call)}\n"
        "y = y.numpy()\n"
        "print(y)  # (depth, rows, columns)\n"
    )


def _depth_numpy(settings: DepthSettings, data: str) -> str:
    return (
        "import numpy as np\n\n"
        f"{data}\n"
        f"s = {settings.stride}\n"
        "y = np.zeros([(n - f) // s + 1 for n, f in zip(x.shape, w.shape)])\n"
        "for z, i, j in np.ndindex(y.shape):\n"
        "    window = x[z * s :, i * s :, j * s :][: w.shape[0], : w.shape[1], : w.shape[2]]\n"
        f"    y[z, i, j] = (window * w).sum() + {settings.bias!r}\n"
        f"y = {_NUMPY[settings.activation].format('y')}\n"
        "print(y)  # (depth, rows, columns)\n"
    )


def _depth_keras(settings: DepthSettings, data: str) -> str:
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        f"conv = layers.Conv3D(1, w.shape, strides={settings.stride}, activation={_keras_name(settings)})\n"
        'x = x[None, ..., None].astype("float32")\n'
        "conv.build(x.shape)\n"
        f"conv.set_weights([w[..., None, None], np.array([{settings.bias!r}])])\n"
        "print(np.array(conv(x))[0, ..., 0])\n"
    )


def _keras_name(settings: Layer) -> str:
    return "None" if settings.activation == "none" else f'"{settings.activation}"'
