"""An architecture as short runnable programs: a module in PyTorch and Keras, counting in NumPy."""

from vizcore.architecture import Architecture, LayerRow
from vizcore.architecture.counting import settings_of

_TORCH = {
    "relu": "nn.ReLU()",
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
    "gelu": "nn.GELU()",
    "flatten": "nn.Flatten()",
    "globalpool": "nn.AdaptiveAvgPool2d(1)",
    "softmax": "nn.Softmax(dim=1)",
    "add": "Add()",
}
_KERAS = {
    "tanh": 'layers.Activation("tanh")',
    "sigmoid": 'layers.Activation("sigmoid")',
    "gelu": 'layers.Activation("gelu")',
    "relu": "layers.ReLU()",
    "flatten": "layers.Flatten()",
    "globalpool": "layers.GlobalAveragePooling2D(keepdims=True)",
    "softmax": "layers.Softmax()",
    "bn": "layers.BatchNormalization(momentum=0.9, epsilon=1e-5)",
    "add": "layers.Add()",
}


def programs(architecture: Architecture) -> dict[str, str]:
    """Programs that build the network, or count it, and print its number of parameters."""
    return {
        "PyTorch": _pytorch(architecture),
        "NumPy": _numpy(architecture),
        "Keras": _keras(architecture),
    }


def _pytorch(architecture: Architecture) -> str:
    rows, shape = architecture.rows, architecture.input_shape
    add = (
        "class Add(nn.Module):\n    def forward(self, trunk, shortcut):\n"
        "        return trunk + shortcut\n\n\n"
    )
    layers = "".join(f'    "{row.name}": {_in_torch(row)},\n' for row in rows)
    ways = "".join(f'    "{row.name}": {list(row.after)},\n' for row in rows)
    straight = all(len(row.after) == 1 for row in rows)
    if straight:
        return (
            "from collections import OrderedDict\n\nimport torch\nfrom torch import nn\n\n"
            f"with torch.device('meta'):  # no memory; leave this out to train it\n"
            f"    model = nn.Sequential(OrderedDict({{\n{_indented(layers)}    }}))\n"
            f"    y = model(torch.zeros(2, {', '.join(map(str, shape))}))\n"
            "print(sum(p.numel() for p in model.parameters()), tuple(y.shape))\n"
        )
    return (
        "import torch\nfrom torch import nn\n\n\n"
        f"{add}"
        f"with torch.device('meta'):  # no memory; leave this out to train it\n"
        f"    layers = nn.ModuleDict({{\n{_indented(layers)}    }})\n"
        f"    after = {{\n{_indented(ways)}    }}\n"
        f"    outputs = {{'input': torch.zeros(2, {', '.join(map(str, shape))})}}\n"
        "    for name, layer in layers.items():\n"
        "        outputs[name] = layer(*(outputs[source] for source in after[name]))\n"
        "print(sum(p.numel() for p in layers.parameters()), tuple(outputs[name].shape))\n"
    )


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def _in_torch(row: LayerRow) -> str:
    line, before = row.line, row.takes[0]
    if row.kind in ("conv", "pool", "avgpool"):
        return _sliding_in_torch(row)
    if row.kind == "fc":
        return f"nn.Linear({before}, {line.filters}{'' if line.bias else ', bias=False'})"
    if row.kind == "bn":
        return f"nn.BatchNorm{2 if len(row.takes) == 3 else 1}d({before})"
    if row.kind == "lrn":
        size = line.sizes.get("window", (5, 5))[0]
        return f"nn.LocalResponseNorm({size}, alpha={size * 1e-4:g}, k=2.0)"
    return f"nn.Dropout({line.rate:g})" if row.kind == "dropout" else _TORCH[row.kind]


def _sliding_in_torch(row: LayerRow) -> str:
    line = row.line
    window, stride, padding, dilation = settings_of(line)
    name = {"conv": "Conv2d", "pool": "MaxPool2d", "avgpool": "AvgPool2d"}[row.kind]
    first = [str(row.takes[0]), str(line.filters)] if row.kind == "conv" else []
    said = [*first, _pair(window)]
    if stride != ((1, 1) if row.kind == "conv" else window):
        said.append(f"stride={_pair(stride)}")
    said += [f"padding={_pair(padding)}"] if padding != (0, 0) else []
    said += [f"dilation={_pair(dilation)}"] if dilation != (1, 1) else []
    said += [f"groups={line.groups}"] if line.groups > 1 else []
    said += [] if line.bias else ["bias=False"]
    said += ["ceil_mode=True"] if line.ceil else []
    said += ["count_include_pad=False"] if row.kind == "avgpool" and padding != (0, 0) else []
    return f"nn.{name}({', '.join(said)})"


def _pair(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else str(pair)


def _numpy(architecture: Architecture) -> str:
    """Each product as Python can compute it."""
    lines = "".join(
        f'    ("{row.name}", {row.product.replace("·", " * ") or 0}, '
        f"{row.work.replace('·', ' * ') or 0}),\n"
        for row in architecture.rows
    )
    return (
        "import numpy as np\n\n# layer, parameters, multiply-adds\n"
        f"table = [\n{lines}]\n"
        "for name, *counts in table:\n    print(name, *counts)\n"
        "print(np.array([counts for _, *counts in table]).sum(axis=0))\n"
    )


def _keras(architecture: Architecture) -> str:
    channels, *spatial = architecture.input_shape
    shape = (*spatial, channels) if spatial else (channels,)
    lines = "".join(_in_keras(row) for row in architecture.rows)
    return (
        "import keras\nfrom keras import layers\n\n"
        f"# Channels come last here: flatten gives the same numbers in another order.\n"
        f"of = {{'input': keras.Input({shape})}}\n{lines}"
        f"model = keras.Model(of['input'], of['{architecture.rows[-1].name}'])\n"
        "print(sum(int(keras.ops.size(w)) for w in model.trainable_weights))\n"
    )


def _in_keras(row: LayerRow) -> str:
    """A line, or two where Keras has padding as a layer of its own."""
    sources = [f"of['{source}']" for source in row.after]
    taken = sources[0] if len(sources) == 1 else f"[{', '.join(sources)}]"
    line = row.line
    if row.kind in ("conv", "pool", "avgpool"):
        window, stride, padding, dilation = settings_of(line)
        name = {"conv": "Conv2D", "pool": "MaxPooling2D", "avgpool": "AveragePooling2D"}[row.kind]
        said = [str(line.filters)] if row.kind == "conv" else []
        said += [str(window), f"strides={stride}"]
        said += [f"dilation_rate={dilation}"] if dilation != (1, 1) else []
        said += [f"groups={line.groups}"] if line.groups > 1 else []
        said += [] if line.bias else ["use_bias=False"]
        if padding != (0, 0):
            taken = f"layers.ZeroPadding2D({padding})({taken})"
        layer = f"layers.{name}({', '.join(said)})"
    elif row.kind == "fc":
        layer = f"layers.Dense({line.filters}{'' if line.bias else ', use_bias=False'})"
    elif row.kind == "dropout":
        layer = f"layers.Dropout({line.rate:g})"
    elif row.kind == "lrn":
        return f"of['{row.name}'] = {taken}  # Keras has no local response norm\n"
    else:
        layer = _KERAS[row.kind]
    return f"of['{row.name}'] = {layer}({taken})\n"
