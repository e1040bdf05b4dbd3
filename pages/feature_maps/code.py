"""The Feature maps page as short runnable programs that print one value."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Files that the programs read; the page hands them out.
PICTURE = "convscope-32x32.png"
WEIGHTS = "minivgg.safetensors"


@dataclass(frozen=True)
class Value:
    """The value on screen: its layer, its index there, and the names of the layers up to it."""

    layer: str
    index: tuple[int, ...]
    path: Sequence[str]

    @property
    def source(self) -> str:
        """The layer that this one takes its input from."""
        return self.path[-2] if len(self.path) > 1 else "input"


def programs(value: Value) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the value on screen.

    They read the picture as the network sees it from the file `PICTURE` and the weights from the
    file `WEIGHTS`, which the page hands out; PyTorch's has ConvScope load the weights.
    """
    return {"PyTorch": _pytorch(value), "NumPy": _numpy(value), "Keras": _keras(value)}


def _pytorch(value: Value) -> str:
    index = ", ".join(map(str, value.index))
    return (
        "import numpy as np\n"
        "import torch\n"
        "from PIL import Image\n\n"
        "from vizcore.nets import load_minivgg, record\n\n"
        'model = load_minivgg("cpu")\n'
        f'pixels = np.array(Image.open("{PICTURE}").convert("RGB"))  # as the network sees it\n'
        "x = model.prepare(pixels[None])\n"
        'outputs = {"input": x, **record(model, x)}\n'
        'outputs["softmax"] = torch.softmax(outputs["fc2"], dim=1)\n\n'
        f'value = outputs["{value.layer}"][0, {index}]\n'
        "print(value)\n" + _by_hand(value)
    )


def _by_hand(value: Value) -> str:
    """The same value once more from the layer before it, for the layers that compute something."""
    kind, source = value.layer.rstrip("0123456789"), value.source
    place = ", ".join(map(str, value.index))
    if kind == "conv":
        channel, row, column = value.index
        return (
            "\n# The same from the layer before: window times kernel, plus the bias.\n"
            f'x = torch.nn.functional.pad(outputs["{source}"], (1, 1, 1, 1))[0]\n'
            f"layer = model.layers.{value.layer}\n"
            f"window = x[:, {row}:{row + 3}, {column}:{column + 3}]\n"
            f"by_hand = (window * layer.weight[{channel}]).sum() + layer.bias[{channel}]\n"
            "print(by_hand)\n"
        )
    if kind == "bn":
        channel = value.index[0]
        return (
            "\n# The same from the layer before: standardise, scale, shift.\n"
            f'x = outputs["{source}"][0, {place}]\n'
            f"bn = model.layers.{value.layer}\n"
            f"mean, var = bn.running_mean[{channel}], bn.running_var[{channel}]\n"
            "standard = (x - mean) / torch.sqrt(var + bn.eps)\n"
            f"by_hand = bn.weight[{channel}] * standard + bn.bias[{channel}]\n"
            "print(by_hand)\n"
        )
    if kind == "fc":
        return (
            "\n# The same from the layer before: times one row of weights, plus the bias.\n"
            f'x = outputs["{source}"][0].flatten()\n'
            f"layer = model.layers.{value.layer}\n"
            f"by_hand = (layer.weight[{place}] * x).sum() + layer.bias[{place}]\n"
            "print(by_hand)\n"
        )
    return ""


def _numpy(value: Value) -> str:
    index = ", ".join(map(str, value.index))
    names = ", ".join(f'"{name}"' for name in value.path if name != "input")
    return f'''import numpy as np
from PIL import Image
from safetensors.numpy import load_file

stored = load_file("{WEIGHTS}")
w = {{name.removeprefix("layers."): array.astype(np.float32) for name, array in stored.items()}}


def conv(x, name):
    x = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), (1, 2))
    y = np.einsum("chwuv,kcuv->khw", windows, w[name + ".weight"], optimize=True)
    return y + w[name + ".bias"][:, None, None]


def bn(x, name):
    keys = ("running_mean", "running_var", "weight", "bias")
    shape = (-1, *[1] * (x.ndim - 1))
    mean, var, gamma, beta = (w[f"{{name}}.{{key}}"].reshape(shape) for key in keys)
    return gamma * (x - mean) / np.sqrt(var + 1e-5) + beta


def layer(x, name):
    if name.startswith("conv"):
        return conv(x, name)
    if name.startswith("relu"):
        return np.maximum(x, 0)
    if name.startswith("bn"):
        return bn(x, name)
    if name.startswith("pool"):
        return x.reshape(len(x), x.shape[1] // 2, 2, -1, 2).max(axis=(2, 4))
    if name.startswith("fc"):
        return w[name + ".weight"] @ x.ravel() + w[name + ".bias"]
    if name == "softmax":
        return np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    return x  # dropout rests outside training


pixels = np.array(Image.open("{PICTURE}").convert("RGB"))  # as the network sees it
mean, std = np.array([0.4913, 0.4821, 0.4465]), np.array([0.2452, 0.2428, 0.2606])
x = ((pixels / 255 - mean) / std).transpose(2, 0, 1).astype(np.float32)
for name in [{names}]:
    x = layer(x, name)
value = x[{index}]
print(value)
'''


def _keras(value: Value) -> str:
    index = _channels_last(value.index)
    name = "fc2" if value.layer == "softmax" else value.layer
    if value.layer == "input":
        body = "output = x\n"
    else:
        body = f'output = keras.Model(model.inputs, model.get_layer("{name}").output)(x)\n'
    if value.layer == "softmax":
        body += "output = keras.ops.softmax(output)\n"
    return f'''import keras
import numpy as np
from PIL import Image
from safetensors.numpy import load_file

stored = load_file("{WEIGHTS}")
w = {{name.removeprefix("layers."): array.astype(np.float32) for name, array in stored.items()}}
L = keras.layers


def block(i, k):
    yield L.Conv2D(k, 3, padding="same", name=f"conv{{i}}")
    yield L.ReLU(name=f"relu{{i}}")
    yield L.BatchNormalization(epsilon=1e-5, name=f"bn{{i}}")


model = keras.Sequential([
    keras.Input((32, 32, 3)),
    *block(1, 32), *block(2, 32), L.MaxPooling2D(name="pool1"), L.Dropout(0.25, name="dropout1"),
    *block(3, 64), *block(4, 64), L.MaxPooling2D(name="pool2"), L.Dropout(0.25, name="dropout2"),
    L.Flatten(), L.Dense(512, name="fc1"), L.ReLU(name="relu5"),
    L.BatchNormalization(epsilon=1e-5, name="bn5"), L.Dropout(0.5, name="dropout3"),
    L.Dense(10, name="fc2"),
])
for layer in model.layers:
    name, keys = layer.name, ("weight", "bias", "running_mean", "running_var")
    arrays = [w[f"{{name}}.{{key}}"] for key in keys if f"{{name}}.{{key}}" in w]
    if name.startswith("conv"):
        arrays[0] = arrays[0].transpose(2, 3, 1, 0)  # Keras: (rows, columns, in, out)
    if name == "fc1":  # Keras flattens with the channels last
        arrays[0] = arrays[0].reshape(512, 64, 8, 8).transpose(0, 2, 3, 1).reshape(512, 4096)
    if name.startswith("fc"):
        arrays[0] = arrays[0].T
    if arrays:
        layer.set_weights(arrays)

pixels = np.array(Image.open("{PICTURE}").convert("RGB"))  # as the network sees it
x = ((pixels / 255 - [0.4913, 0.4821, 0.4465]) / [0.2452, 0.2428, 0.2606]).astype(np.float32)[None]
{body}print(output[0, {index}])
'''


def _channels_last(index: tuple[int, ...]) -> str:
    return ", ".join(map(str, (*index[1:], index[0])))
