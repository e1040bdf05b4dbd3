"""The page Fully connected as short runnable programs."""

from collections.abc import Mapping
from dataclasses import dataclass

from pages.ui.network_programs import KERAS, NUMPY, PYTORCH

#: Largest pushes for, and as many against; assets/components/dense/sums.js has the same.
LISTED = 5


@dataclass(frozen=True)
class Sum:
    """The sum on screen: of which layer (`fc1`, `fc2`, or the toy's `fc`), and which number of it.

    `seed` is the toy's.
    """

    layer: str
    index: int
    seed: int = 0


def shown(texts: Mapping[str, str], unit: int, outputs: int, seed: int) -> Sum:
    """What is on screen, read from the texts that the browser keeps in the address.

    >>> shown({"output": "3"}, 317, 10, 0), shown({"output": "x"}, -1, 4, 7)
    (Sum(layer='fc2', index=3, seed=0), Sum(layer='fc', index=0, seed=7))
    """
    text = texts.get("output", "")
    output = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else outputs
    if unit < 0:
        return Sum("fc", output if output < outputs else 0, seed)
    return Sum("fc2", output) if output < outputs else Sum("fc1", unit)


def programs(sum_: Sum) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the sum on screen and its largest products."""
    if sum_.layer == "fc":
        return {name: make(sum_) for name, make in _TOY.items()}
    return {name: make(sum_) for name, make in _NETWORK.items()}


def _taken_apart(count: str) -> str:
    return (
        f"largest = {count}\n"
        f"print(largest[:{LISTED}], products[largest[:{LISTED}]])  # for it\n"
        f"print(largest[-{LISTED}:], products[largest[-{LISTED}:]])  # against it\n"
        "print(products.sum() + bias)\n"
    )


def _pytorch(sum_: Sum) -> str:
    source = {"fc1": 'outputs["pool2"].flatten(1)[0]', "fc2": 'outputs["bn5"][0]'}[sum_.layer]
    return (
        f"{PYTORCH}outputs = record(model, x)\n\n"
        f"x = {source}\n"
        f"layer = model.layers.{sum_.layer}\n"
        f"products, bias = x * layer.weight[{sum_.index}], layer.bias[{sum_.index}]\n"
        f"{_taken_apart('products.argsort(descending=True)')}"
        f'print(outputs["{sum_.layer}"][0, {sum_.index}])  # the layer itself\n'
    )


def _numpy(sum_: Sum) -> str:
    names = [f"{kind}{i}" for i in (1, 2) for kind in ("conv", "relu", "bn")]
    names += ["pool1", *(f"{kind}{i}" for i in (3, 4) for kind in ("conv", "relu", "bn")), "pool2"]
    names += ["fc1", "relu5", "bn5"] if sum_.layer == "fc2" else []
    return (
        f"{NUMPY}for name in {' '.join(names)!r}.split():\n    x = layer(x, name)\n"
        "x = x.ravel()  # one map after the other\n"
        f'products = x * w["{sum_.layer}.weight"][{sum_.index}]\n'
        f'bias = w["{sum_.layer}.bias"][{sum_.index}]\n'
        f"{_taken_apart('(-products).argsort()')}"
    )


def _keras(sum_: Sum) -> str:
    source = {"fc1": "flatten", "fc2": "bn5"}[sum_.layer]
    last = "" if sum_.layer == "fc2" else "  # in Keras' order: all channels of a place, then on"
    got = 'L.Flatten(name="flatten")' if sum_.layer == "fc1" else "L.Flatten()"
    return (
        f"{KERAS.replace('L.Flatten()', got)}"
        f'x = keras.Model(model.inputs, model.get_layer("{source}").output)(x)[0].numpy(){last}\n'
        f'weight, bias = model.get_layer("{sum_.layer}").get_weights()\n'
        f"products, bias = x * weight[:, {sum_.index}], bias[{sum_.index}]\n"
        f"{_taken_apart('(-products).argsort()')}"
    )


def _toy_numbers(seed: int) -> str:
    return (
        f"rng = np.random.default_rng({seed})\n"
        "maps = rng.integers(-3, 5, (10, 5, 5)).clip(0)  # channels first\n"
        "weights = rng.integers(-2, 3, (4, 250))\n"
        "biases = rng.integers(-9, 10, 4)\n\n"
    )


def _toy_pytorch(sum_: Sum) -> str:
    return (
        "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
        f"{_toy_numbers(sum_.seed)}"
        "maps, weights, biases = (torch.from_numpy(a).double() for a in (maps, weights, biases))\n"
        "x = torch.flatten(maps)  # place c · 25 + row · 5 + column\n"
        f"products, bias = x * weights[{sum_.index}], biases[{sum_.index}]\n"
        f"{_taken_apart('products.argsort(descending=True, stable=True)')}"
        "print(F.linear(x, weights, biases))  # the layer itself\n"
    )


def _toy_numpy(sum_: Sum) -> str:
    return (
        "import numpy as np\n\n"
        f"{_toy_numbers(sum_.seed)}"
        "x = maps.ravel()  # place c · 25 + row · 5 + column\n"
        f"products, bias = x * weights[{sum_.index}], biases[{sum_.index}]\n"
        f"{_taken_apart('(-products).argsort(stable=True)')}"
        "print(weights @ x + biases)  # the layer itself\n"
    )


def _toy_keras(sum_: Sum) -> str:
    return (
        "import keras\nimport numpy as np\n\n"
        f"{_toy_numbers(sum_.seed)}"
        "x = maps.transpose(1, 2, 0)[None].astype(float)  # channels last\n"
        "weights = weights.reshape(4, 10, 5, 5).transpose(2, 3, 1, 0).reshape(250, 4)\n"
        "layer = keras.layers.Dense(4)\n"
        "model = keras.Sequential([keras.Input((5, 5, 10)), keras.layers.Flatten(), layer])\n"
        "layer.set_weights([weights, biases])\n"
        f"products, bias = x.ravel() * weights[:, {sum_.index}], biases[{sum_.index}]\n"
        f"{_taken_apart('(-products).argsort(stable=True)')}"
        "print(model(x))  # the layer itself\n"
    )


_NETWORK = {"PyTorch": _pytorch, "NumPy": _numpy, "Keras": _keras}
_TOY = {"PyTorch": _toy_pytorch, "NumPy": _toy_numpy, "Keras": _toy_keras}
