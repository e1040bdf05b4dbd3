"""The page Dropout as short runnable programs."""

from pages.dropout.masks import Shown
from pages.ui.network_programs import KERAS, NUMPY, PYTORCH

_LAYERS = "conv1 relu1 bn1 conv2 relu2 bn2 pool1 conv3 relu3 bn3 conv4 relu4 bn4 pool2"

_UNIFORM = '''
def uniform(seed, count):
    """The page's own numbers from 0 to below 1: a hash of place and seed."""
    x = np.arange(count, dtype=np.uint32) + np.uint32(seed * 0x9E3779B9 % 2**32)
    x ^= x >> 16
    x *= np.uint32(0x21F0AAAD)
    x ^= x >> 15
    x *= np.uint32(0x735A2D97)
    x ^= x >> 15
    return x / 2**32

'''


def programs(shown: Shown, unit: int) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that draw the masks on screen and print their means.

    Parameters
    ----------
    shown : Shown
    unit : int
        Of `fc1`, whose sums are followed.
    """
    first = "(64, 1, 1)" if shown.channels else "(64, 8, 8)"
    last = "(1, 1, 64)" if shown.channels else "(64, 8, 8).transpose(1, 2, 0)"
    return {
        "PyTorch": (
            f"{PYTORCH}{_UNIFORM}\n"
            'x = record(model, x)["pool2"][0].double().numpy()\n'
            "layer = model.layers.fc1\n"
            f"weight, b = layer.weight[{unit}].double().numpy(), float(layer.bias[{unit}])\n"
            f"{_drawn(shown, first)}"
            "# torch.nn.functional.dropout scales like that, with masks of its own.\n"
        ),
        "NumPy": (
            f"{NUMPY}{_UNIFORM}\n"
            f'for name in "{_LAYERS}".split():\n    x = layer(x, name)\n'
            "x = x.astype(np.float64)\n"
            f'weight, b = w["fc1.weight"][{unit}].astype(np.float64), w["fc1.bias"][{unit}]\n'
            f"{_drawn(shown, first)}"
        ),
        "Keras": (
            f"{KERAS}{_UNIFORM}\n"
            'x = keras.Model(model.inputs, model.get_layer("pool2").output)(x)[0].numpy()\n'
            'weight, b = model.get_layer("fc1").get_weights()\n'
            f"x, weight, b = x.astype(np.float64), weight[:, {unit}].astype(np.float64), b[{unit}]\n"
            f"{_drawn(shown, last)}"
        ),
    }


def _drawn(shown: Shown, shape: str) -> str:
    """Masks 1 to the latest; what it keeps, the means, and the outputs at test time."""
    size = 64 if shown.channels else 4096
    train, test = ("", " * (1 - p)") if shown.classic else (" / (1 - p)", "")
    return (
        f"p, sums = {shown.rate!r}, []\n"
        f"for seed in range(1, {shown.masks} + 1):\n"
        f"    r = (uniform(seed, {size}) >= p).reshape{shape}\n"
        f"    sums.append(weight @ (x * r{train}).ravel() + b)\n"
        f"sums, test = np.array(sums), weight @ (x{test}).ravel() + b\n"
        "print(r.mean())  # the share that the last mask keeps\n"
        "for z, at_test in ((sums, test), (np.maximum(sums, 0), max(test, 0))):\n"
        "    error = z.std(ddof=1) / len(z) ** 0.5 if len(z) > 1 else np.nan\n"
        "    print(z[-1], z.mean(), error, at_test)  # last mask, mean, standard error, test\n"
    )


def toy_programs(
    units: list[float], weights: list[float], shown: Shown, *, relu: bool
) -> dict[str, str]:
    """Programs that go through all networks of a few units."""
    acts = {
        "PyTorch": ("torch.tensor", "import torch", "torch.relu(y)"),
        "NumPy": ("np.array", "import numpy as np", "np.maximum(y, 0)"),
        "Keras": ("np.array", "import keras\nimport numpy as np", "keras.ops.relu(y)"),
    }
    train, test = ("", " * (1 - p)") if shown.classic else (" / (1 - p)", "")
    return {
        library: (
            f"from itertools import product\n\n{imports}\n\n\n"
            f"def output(y):\n    return {act if relu else 'y'}\n\n\n"
            f"h, w, p = {array}({units}), {array}({weights}), {shown.rate!r}\n"
            "mean = 0.0\n"
            f"for kept in product((1, 0), repeat={len(units)}):\n"
            "    probability = (1 - p) ** sum(kept) * p ** kept.count(0)\n"
            f"    y = output((h * {array}(kept){train} * w).sum())\n"
            "    mean += probability * y\n"
            "    print(kept, probability, y)\n"
            f"test = output((h{test} * w).sum())\n"
            "print(mean, test)\n"
        )
        for library, (array, imports, act) in acts.items()
    }
