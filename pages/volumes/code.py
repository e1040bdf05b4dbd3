"""The page Over volumes as short runnable programs."""

import numpy as np

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


def programs(settings: VolumeSettings | DepthSettings) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the maps on screen."""
    data = (
        f"x = np.array({nested(settings.x)}, dtype=np.float64)\n"
        f"w = np.array({nested(settings.weight)}, dtype=np.float64)\n"
    )
    if isinstance(settings, DepthSettings):
        return {
            "PyTorch": _depth_pytorch(settings, data),
            "NumPy": _depth_numpy(settings, data),
            "Keras": _depth_keras(settings, data),
        }
    data += f"b = np.array({_plain(settings.bias)}, dtype=np.float64)\n"
    return {
        "PyTorch": _pytorch(settings, data),
        "NumPy": _numpy(settings, data),
        "Keras": _keras(settings, data),
    }


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


def _pytorch(settings: VolumeSettings, data: str) -> str:
    call = (
        f"F.conv2d(x, w, b, stride={settings.stride}, padding={settings.padding}, "
        f"groups={settings.groups})[0]"
    )
    return (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{data}\n"
        "x, w, b = torch.from_numpy(x)[None], torch.from_numpy(w), torch.from_numpy(b)\n"
        f"y = {_TORCH[settings.activation].format(call)}.numpy()\n"
        "print(y)  # (maps, rows, columns)\n"
    )


def _numpy(settings: VolumeSettings, data: str) -> str:
    p, s = settings.padding, settings.stride
    return (
        "import numpy as np\n\n"
        f"{data}\n"
        f"filters, slices = len(w) // {settings.groups}, w.shape[1]  # in each group\n"
        f"x = np.pad(x, ((0, 0), ({p}, {p}), ({p}, {p})))\n"
        f"height = (x.shape[1] - w.shape[2]) // {s} + 1\n"
        f"width = (x.shape[2] - w.shape[3]) // {s} + 1\n"
        "y = np.zeros((len(w), height, width))\n"
        "for k in range(len(w)):\n"
        "    first = k // filters * slices  # the first channel this filter sees\n"
        "    for i in range(height):\n"
        "        for j in range(width):\n"
        f"            window = x[first : first + slices, i * {s} :, j * {s} :][:, : w.shape[2], : w.shape[3]]\n"
        "            y[k, i, j] = (window * w[k]).sum() + b[k]\n"
        f"y = {_NUMPY[settings.activation].format('y')}\n"
        "print(y)  # (maps, rows, columns)\n"
    )


def _keras(settings: VolumeSettings, data: str) -> str:
    return (
        "import numpy as np\nfrom keras import layers\n\n"
        f"{data}\n"
        f"pad = layers.ZeroPadding2D({settings.padding})\n"
        f"conv = layers.Conv2D(len(w), w.shape[2:], strides={settings.stride}, groups={settings.groups}, activation={_keras_name(settings)})\n"
        'x = pad(x.transpose(1, 2, 0)[None].astype("float32"))  # channels come last in Keras\n'
        "conv.build(x.shape)\n"
        "conv.set_weights([w.transpose(2, 3, 1, 0), b])\n"
        "print(np.array(conv(x))[0].transpose(2, 0, 1))\n"
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


def _keras_name(settings: VolumeSettings | DepthSettings) -> str:
    return "None" if settings.activation == "none" else f'"{settings.activation}"'
