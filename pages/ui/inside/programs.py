"""Short runnable programs that print one value of the trained network."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.ui.network_programs import KERAS, NUMPY, PYTORCH


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
        f"{PYTORCH}"
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
    return (
        NUMPY
        + f"""for name in [{names}]:
    x = layer(x, name)
value = x[{index}]
print(value)
"""
    )


def _keras(value: Value) -> str:
    index = _channels_last(value.index)
    name = "fc2" if value.layer == "softmax" else value.layer
    if value.layer == "input":
        body = "output = x\n"
    else:
        body = f'output = keras.Model(model.inputs, model.get_layer("{name}").output)(x)\n'
    if value.layer == "softmax":
        body += "output = keras.ops.softmax(output)\n"
    if value.layer == "flatten":
        body += (
            "maps = keras.ops.reshape(output, (1, 8, 8, 64))  # Keras flattens with channels last\n"
            "output = keras.ops.reshape(keras.ops.transpose(maps, (0, 3, 1, 2)), (1, 4096))\n"
        )
    return (
        KERAS
        + f"""{body}print(output[0, {index}])
"""
    )


def _channels_last(index: tuple[int, ...]) -> str:
    return ", ".join(map(str, (*index[1:], index[0])))
