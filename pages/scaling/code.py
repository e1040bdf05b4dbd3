"""The page Why CNNs scale as short runnable programs."""

from pages.scaling.counts import Sizes

#: Files that the programs read; the page hands them out.
PICTURE = "convscope-32x32.png"
STRIP = "convscope-40x40.png"
WEIGHTS = "minivgg.safetensors"


def counts_programs(sizes: Sizes) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print parameters and multiply-adds of three layers."""
    given = (
        f"side, channels, filters, kernel = "
        f"{sizes.side}, {sizes.channels}, {sizes.filters}, {sizes.kernel}\n"
        "places = side * side\n"
    )
    printed = (
        "for name, parameters, multiply_adds in y:\n    print(name, parameters, multiply_adds)\n"
    )
    return {
        "PyTorch": (
            "import torch\nfrom torch import nn\n\n"
            f"{given}"
            'made = {"device": "meta"}  # shapes without memory\n'
            "full = nn.Linear(places * channels, places * filters, **made)\n"
            'conv = nn.Conv2d(channels, filters, kernel, padding="same", **made)\n'
            "# PyTorch has no locally connected layer: a kernel for each filter and place.\n"
            "weight = torch.empty(places, filters, channels, kernel, kernel, **made)\n"
            "bias = torch.empty(places, filters, **made)\n"
            "y = [\n"
            '    ("full", full.weight.numel() + full.bias.numel(), full.weight.numel()),\n'
            '    ("local", weight.numel() + bias.numel(), weight.numel()),\n'
            '    ("conv", conv.weight.numel() + conv.bias.numel(), conv.weight.numel() * places),\n'
            "]\n" + printed
        ),
        "NumPy": (
            "import math\n\n"
            f"{given}"
            "full = (places * filters, places * channels)  # shapes of the weights\n"
            "local = (places, filters, channels, kernel, kernel)\n"
            "conv = (filters, channels, kernel, kernel)\n"
            "y = [\n"
            '    ("full", math.prod(full) + places * filters, math.prod(full)),\n'
            '    ("local", math.prod(local) + places * filters, math.prod(local)),\n'
            '    ("conv", math.prod(conv) + filters, math.prod(conv) * places),\n'
            "]\n" + printed
        ),
        "Keras": (
            "import keras\n\n"
            f"{given}"
            'conv = keras.layers.Conv2D(filters, kernel, padding="same")\n'
            "conv.build((None, side, side, channels))\n"
            "print(conv.count_params(), conv.kernel.shape)\n"
            "# Keras 3 has no locally connected layer any more, and a Dense would take memory.\n"
            "window = kernel * kernel * channels\n"
            "print((window + 1) * filters * places)\n"
            "print((places * channels + 1) * places * filters)\n"
        ),
    }


_NETWORK = """import numpy as np
import torch
from PIL import Image

from vizcore.nets import load_minivgg, record

model = load_minivgg("cpu")
"""

_THEORY = """import numpy as np

row, column = {pixel}  # the pixel that is looked at
layers = [("conv1", 3, 1, 1), ("conv2", 3, 1, 1), ("pool1", 2, 2, 0),
          ("conv3", 3, 1, 1), ("conv4", 3, 1, 1), ("pool2", 2, 2, 0)]  # window, stride, padding
y, field, jump, first = [], 1, 1, 0
for name, window, stride, padding in layers:
    first -= padding * jump  # first pixel that the value at 0 sees
    field += (window - 1) * jump
    jump *= stride
    top, left = (at // jump * jump + first for at in (row, column))
    y.append((field, top, left))
    print(name, "sees", field, "pixels a side, from row", top, "and column", left)
"""


def field_programs(pixel: tuple[int, int]) -> dict[str, str]:
    """Programs that print the receptive field of each layer at a pixel; PyTorch's measures it."""
    measured = f'''
pixels = np.array(Image.open("{PICTURE}").convert("RGB"))
x = model.prepare(pixels[None]).requires_grad_()
outputs, h = {{}}, x
for name, layer in model.layers.named_children():
    if name == "flatten":
        break
    outputs[name] = h = layer(h)

row, column = {pixel[0]}, {pixel[1]}  # the pixel that is looked at
y = []
for name in ("conv1", "conv2", "pool1", "conv3", "conv4", "pool2"):
    jump = 32 // outputs[name].shape[-1]
    total = outputs[name][0, :, row // jump, column // jump].sum()
    (gradient,) = torch.autograd.grad(total, x, retain_graph=True)
    gradient = gradient[0].abs().sum(0).numpy()
    rows, columns = np.nonzero(gradient)
    mass = np.sort(gradient.ravel().astype(np.float64))[::-1].cumsum()
    half = int((mass < mass[-1] / 2).sum()) + 1
    y.append((np.ptp(rows) + 1, np.ptp(columns) + 1, rows.min(), columns.min(), half))
    print(name, y[-1][0], "x", y[-1][1], "pixels, half of the gradient on", half)
'''
    network = _NETWORK.replace("load_minivgg, record", "load_minivgg")
    return {
        "PyTorch": network + measured.lstrip("\n"),
        "NumPy": _THEORY.format(pixel=f"{pixel[0]}, {pixel[1]}").replace(
            "import numpy as np\n\n", ""
        ),
    }


def shift_programs() -> dict[str, str]:
    """Programs that print how many values of each layer have only moved along with the picture."""
    return {"PyTorch": _shift_pytorch(), "NumPy": _shift_numpy()}


_CUT = f'''strip = np.array(Image.open("{STRIP}").convert("RGB"))[4:36]
batch = np.stack([strip[:, 8 - d : 40 - d] for d in range(9)])  # moved right by 0 to 8 pixels
'''

_COUNT = """
y = []
for name, jump, first, last in (("conv1", 1, 1, 30), ("pool1", 2, 1, 14), ("pool2", 4, 2, 5)):
    maps = outputs[name][:, :, first : last + 1, first : last + 1]  # what sees no border
    for d in range(9):
        moved = d // jump
        still = maps[0][..., : maps.shape[-1] - moved]
        share = {same}
        y.append(share)
        print(name, "moved by", d, "pixels:", share)
"""


def _shift_pytorch() -> str:
    return (
        f"{_NETWORK}{_CUT}outputs = record(model, model.prepare(batch))\n"
        + _COUNT.format(same="(maps[d][..., moved:] == still).float().mean().item()")
        + 'print([model.labels[i] for i in outputs["fc2"].argmax(1)])\n'
    )


def _shift_numpy() -> str:
    return f'''import numpy as np
from PIL import Image
from safetensors.numpy import load_file

stored = load_file("{WEIGHTS}")
w = {{name.removeprefix("layers."): array.astype(np.float32) for name, array in stored.items()}}


def block(x, i):
    x = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), (2, 3))
    y = np.einsum("nchwuv,kcuv->nkhw", windows, w[f"conv{{i}}.weight"], optimize=True)
    y = outputs[f"conv{{i}}"] = y + w[f"conv{{i}}.bias"][:, None, None]
    keys = ("running_mean", "running_var", "weight", "bias")
    mean, var, gamma, beta = (w[f"bn{{i}}.{{key}}"][:, None, None] for key in keys)
    return gamma * (np.maximum(y, 0) - mean) / np.sqrt(var + 1e-5) + beta


def pool(x, i):
    n, c, h, _ = x.shape
    y = outputs[f"pool{{i}}"] = x.reshape(n, c, h // 2, 2, h // 2, 2).max(axis=(3, 5))
    return y


{_CUT}mean, std = np.array([0.4913, 0.4821, 0.4465]), np.array([0.2452, 0.2428, 0.2606])
x = ((batch / 255 - mean) / std).transpose(0, 3, 1, 2).astype(np.float32)
outputs = {{}}
x = pool(block(block(x, 1), 2), 1)
x = pool(block(block(x, 3), 4), 2)
''' + _COUNT.format(
        same="float(np.isclose(maps[d][..., moved:], still, rtol=1e-5, atol=1e-5).mean())"
    )
