"""The page Batch normalisation as short runnable programs."""

from dataclasses import dataclass

from pages.batch_norm.batches import COUNT, MOST, NAMES


@dataclass(frozen=True)
class Shown:
    """What is on screen.

    Parameters
    ----------
    file : str
        The picture that patches are cut out of; empty where they are of several photographs.
    size : int
        Pictures in a mini-batch.
    where : {"relu", "sums"}
        What the layer is given.
    shuffled : bool
    channel : int
        The one that is printed.
    """

    file: str
    size: int
    where: str
    shuffled: bool
    channel: int


def programs(shown: Shown) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs: each mini-batch's statistics and the running averages.

    Pictures and weights are taken from ConvScope, the layer from the library.
    """
    return {"PyTorch": _pytorch(shown), "NumPy": _numpy(shown), "Keras": _keras(shown)}


def _cut(shown: Shown) -> tuple[str, str]:
    """Imports, and the line that cuts the pictures."""
    if shown.file:
        return (
            "from PIL import Image\n\nfrom vizcore.images.patches import patches\n",
            f'photograph = np.array(Image.open("{shown.file}").convert("RGB"))\n'
            f"pictures = patches(photograph, {COUNT})\n",
        )
    names = ", ".join(f'"{name}"' for name in NAMES)
    return (
        "\nfrom vizcore.images.patches import sample_patches\n",
        f"names = [{names}]\npictures = sample_patches(names, {COUNT})\n",
    )


def _batches(shown: Shown) -> str:
    order = f"rng.permutation({COUNT})" if shown.shuffled else f"np.arange({COUNT})"
    seeded = "rng = np.random.default_rng(0)\n" if shown.shuffled else ""
    return (
        f"{seeded}batches = []\n"
        f"while len(batches) < {MOST}:\n"
        f"    order = {order}\n"
        f"    batches += [order[i : i + {shown.size}] for i in range(0, {COUNT}, {shown.size})]\n"
    )


def _pytorch(shown: Shown) -> str:
    imports, cut = _cut(shown)
    maps = "model.layers.conv1(x)"
    maps = f"torch.relu({maps})" if shown.where == "relu" else maps
    return (
        f"import numpy as np\nimport torch\nfrom torch import nn\n{imports}"
        "from vizcore.nets import load_minivgg\n\n"
        f'{cut}model = load_minivgg("cpu")\nx = model.prepare(pictures)\nz = {maps}\n\n'
        f"{_batches(shown)}\n"
        "layer = nn.BatchNorm2d(32)  # fresh, in training; momentum 0.1 is the new value's weight\n"
        f"c, rows = {shown.channel}, []\n"
        f"for batch in batches[:{MOST}]:\n"
        "    y = layer(z[batch])\n"
        "    mean, var = z[batch, c].mean(), z[batch, c].var(correction=0)\n"
        "    running = layer.running_mean[c], layer.running_var[c]\n"
        "    rows.append([float(value) for value in (mean, var, *running)])\n\n"
        "print(np.round(rows, 4))\n"
    )


def _numpy(shown: Shown) -> str:
    imports, cut = _cut(shown)
    bend = "z = np.maximum(z, 0)\n" if shown.where == "relu" else ""
    return (
        f"import numpy as np\nfrom safetensors import safe_open\n{imports}"
        "from vizcore.locations import ASSETS\n\n"
        f"{cut}"
        "mean, std = [0.4913, 0.4821, 0.4465], [0.2452, 0.2428, 0.2606]\n"
        "x = ((pictures / 255 - mean) / std).transpose(0, 3, 1, 2)\n"
        'with safe_open(ASSETS / "weights" / "minivgg.safetensors", "numpy") as file:\n'
        '    weight = file.get_tensor("layers.conv1.weight").astype(np.float64)\n'
        '    bias = file.get_tensor("layers.conv1.bias").astype(np.float64)\n'
        "padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))\n"
        "windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))\n"
        "z = np.tensordot(windows, weight, ([1, 4, 5], [1, 2, 3])).transpose(0, 3, 1, 2)\n"
        f"z += bias[:, None, None]\n{bend}\n"
        f"{_batches(shown)}\n"
        "momentum, eps = 0.1, 1e-5\n"
        f"c, running_mean, running_var, rows = {shown.channel}, 0.0, 1.0, []\n"
        f"for batch in batches[:{MOST}]:\n"
        "    values = z[batch, c]\n"
        "    mean, var = values.mean(), values.var()  # over n: used now\n"
        "    y = (values - mean) / np.sqrt(var + eps)  # gamma is 1, beta 0\n"
        "    running_mean = (1 - momentum) * running_mean + momentum * mean\n"
        "    unbiased = values.var(ddof=1)  # over n - 1: stored\n"
        "    running_var = (1 - momentum) * running_var + momentum * unbiased\n"
        "    rows.append([mean, var, running_mean, running_var])\n\n"
        "print(np.round(rows, 4))\n"
    )


def _keras(shown: Shown) -> str:
    imports, cut = _cut(shown)
    bend = "z = keras.activations.relu(z)\n" if shown.where == "relu" else ""
    return (
        f"import keras\nimport numpy as np\nimport tensorflow as tf\n"
        f"from safetensors import safe_open\n{imports}"
        "from vizcore.locations import ASSETS\n\n"
        f"{cut}"
        "mean, std = [0.4913, 0.4821, 0.4465], [0.2452, 0.2428, 0.2606]\n"
        'x = ((pictures / 255 - mean) / std).astype("float32")  # channels last\n'
        'with safe_open(ASSETS / "weights" / "minivgg.safetensors", "numpy") as file:\n'
        '    weight = file.get_tensor("layers.conv1.weight").astype("float32")\n'
        '    bias = file.get_tensor("layers.conv1.bias").astype("float32")\n'
        'z = tf.nn.conv2d(x, weight.transpose(2, 3, 1, 0), strides=1, padding="SAME") + bias\n'
        f"{bend}\n{_batches(shown)}\n"
        "# Momentum is the old value's weight here, and the variance over n is stored.\n"
        "layer = keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)\n"
        f"c, rows = {shown.channel}, []\n"
        f"for batch in batches[:{MOST}]:\n"
        "    values = tf.gather(z, batch)\n"
        "    y = layer(values, training=True)\n"
        "    mean, var = tf.nn.moments(values[..., c], axes=[0, 1, 2])\n"
        "    running = layer.moving_mean[c], layer.moving_variance[c]\n"
        "    rows.append([float(value) for value in (mean, var, *running)])\n\n"
        "print(np.round(rows, 4))\n"
    )
