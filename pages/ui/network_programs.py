"""The trained network in programs that people take away: in NumPy by hand, in Keras by layers."""

#: Files that the programs read; a page hands them out.
PICTURE = "convscope-32x32.png"
WEIGHTS = "minivgg.safetensors"

#: Defines `w`, the weights by name, `layer(x, name)`, and `x`, the picture as the network takes it.
NUMPY = """import numpy as np
from PIL import Image
from safetensors.numpy import load_file

stored = load_file("minivgg.safetensors")
w = {name.removeprefix("layers."): array.astype(np.float32) for name, array in stored.items()}


def conv(x, name):
    x = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), (1, 2))
    y = np.einsum("chwuv,kcuv->khw", windows, w[name + ".weight"], optimize=True)
    return y + w[name + ".bias"][:, None, None]


def bn(x, name):
    keys = ("running_mean", "running_var", "weight", "bias")
    shape = (-1, *[1] * (x.ndim - 1))
    mean, var, gamma, beta = (w[f"{name}.{key}"].reshape(shape) for key in keys)
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
    if name == "flatten":
        return x.ravel()
    if name.startswith("fc"):
        return w[name + ".weight"] @ x.ravel() + w[name + ".bias"]
    if name == "softmax":
        return np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    return x  # dropout rests outside training


pixels = np.array(Image.open("convscope-32x32.png").convert("RGB"))  # as the network sees it
mean, std = np.array([0.4913, 0.4821, 0.4465]), np.array([0.2452, 0.2428, 0.2606])
x = ((pixels / 255 - mean) / std).transpose(2, 0, 1).astype(np.float32)
"""

#: Defines `w`, the weights by name, the `model`, and `x`.
KERAS = """import keras
import numpy as np
from PIL import Image
from safetensors.numpy import load_file

stored = load_file("minivgg.safetensors")
w = {name.removeprefix("layers."): array.astype(np.float32) for name, array in stored.items()}
L = keras.layers


def block(i, k):
    yield L.Conv2D(k, 3, padding="same", name=f"conv{i}")
    yield L.ReLU(name=f"relu{i}")
    yield L.BatchNormalization(epsilon=1e-5, name=f"bn{i}")


model = keras.Sequential([
    keras.Input((32, 32, 3)),
    *block(1, 32), *block(2, 32), L.MaxPooling2D(name="pool1"), L.Dropout(0.25, name="dropout1"),
    *block(3, 64), *block(4, 64), L.MaxPooling2D(name="pool2"), L.Dropout(0.25, name="dropout2"),
    L.Flatten(name="flatten"), L.Dense(512, name="fc1"), L.ReLU(name="relu5"),
    L.BatchNormalization(epsilon=1e-5, name="bn5"), L.Dropout(0.5, name="dropout3"),
    L.Dense(10, name="fc2"),
])
for layer in model.layers:
    name, keys = layer.name, ("weight", "bias", "running_mean", "running_var")
    arrays = [w[f"{name}.{key}"] for key in keys if f"{name}.{key}" in w]
    if name.startswith("conv"):
        arrays[0] = arrays[0].transpose(2, 3, 1, 0)  # Keras: (rows, columns, in, out)
    if name == "fc1":  # Keras flattens with the channels last
        arrays[0] = arrays[0].reshape(512, 64, 8, 8).transpose(0, 2, 3, 1).reshape(512, 4096)
    if name.startswith("fc"):
        arrays[0] = arrays[0].T
    if arrays:
        layer.set_weights(arrays)

pixels = np.array(Image.open("convscope-32x32.png").convert("RGB"))  # as the network sees it
x = ((pixels / 255 - [0.4913, 0.4821, 0.4465]) / [0.2452, 0.2428, 0.2606]).astype(np.float32)[None]
"""

#: Defines `model` and `x`; the weights come with ConvScope.
PYTORCH = (
    "import numpy as np\n"
    "import torch\n"
    "from PIL import Image\n\n"
    "from vizcore.nets import load_minivgg, record\n\n"
    'model = load_minivgg("cpu")\n'
    f'pixels = np.array(Image.open("{PICTURE}").convert("RGB"))  # as the network sees it\n'
    "x = model.prepare(pixels[None])\n"
)
