"""The page What each unit looks for as short runnable programs."""

from pages.ui.network_programs import KERAS, NUMPY, PYTORCH


def programs(layer: str, channel: int, answers: str) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print what a unit makes of the person's picture.

    The largest value of its map and where it stands; in PyTorch, besides, how much each logit
    changes when the unit is switched off, and how high ten steps of a plain climb get.

    Parameters
    ----------
    layer : str
        With weights, such as "conv3".
    channel : int
    answers : str
        The layer whose output is looked at, such as "relu3".
    """
    return {
        "PyTorch": _pytorch(layer, channel, answers),
        "NumPy": _numpy(channel, answers),
        "Keras": _keras(channel, answers),
    }


def _pytorch(layer: str, channel: int, answers: str) -> str:
    off = "" if layer == answers else _OFF.format(answers=answers, channel=channel)
    return (
        f"{PYTORCH}"
        f'unit = record(model, x)["{answers}"][0, {channel}]\n'
        f"{_PRINT}{off}{_CLIMB.format(layer=layer, channel=channel)}"
    )


_PRINT = """place = divmod(int(unit.argmax()), unit.shape[-1]) if unit.ndim else ()
value = float(unit.max())
print(f"largest {value:.5g} at {place}")
"""

_OFF = """
# The same network with the unit silent: how much does each logit change?
y = x
with torch.inference_mode():
    for name, layer in model.layers.named_children():
        y = layer(y)
        if name == "{answers}":
            y = y.clone()
            y[:, {channel}] = 0
    change = (y - model(x))[0].numpy()
for label, by in zip(model.labels, change):
    print(f"{{label:12}} {{by:+.3f}}")
"""

_CLIMB = """
# Ten steps up the gradient from grey: what does the unit like?
names = list(dict(model.layers.named_children()))
head = model.layers[: names.index("{layer}") + 1]
picture = torch.zeros(1, 3, 32, 32, requires_grad=True)
for step in range(11):
    y = head((torch.sigmoid(picture) - model.mean) / model.std)[0, {channel}]
    y = y[tuple(size // 2 for size in y.shape)]  # the middle of its map
    (slope,) = torch.autograd.grad(y, picture)
    print(f"step {{step:2}}: {{float(y.detach()):.3f}}")
    with torch.no_grad():
        picture += slope / slope.std()
"""


def _numpy(channel: int, answers: str) -> str:
    return (
        f"{NUMPY}"
        "for i in (1, 2, 3, 4):\n"
        '    for kind in ("conv", "relu", "bn"):\n'
        '        x = layer(x, f"{kind}{i}")\n'
        f'        if f"{{kind}}{{i}}" == "{answers}":\n'
        "            found = x\n"
        "    if i in (2, 4):\n"
        '        x = layer(x, f"pool{i // 2}")\n'
        'for name in ("fc1", "relu5", "bn5", "fc2"):\n'
        "    x = layer(x, name)\n"
        f'    if name == "{answers}":\n'
        "        found = x\n"
        f"unit = found[{channel}]\n"
        "place = divmod(int(unit.argmax()), unit.shape[-1]) if unit.ndim else ()\n"
        "value = float(unit.max())\n"
        'print(f"largest {value:.5g} at {place}")\n'
    )


def _keras(channel: int, answers: str) -> str:
    # Keras names its last layers as PyTorch does.
    name = answers
    return (
        f"{KERAS}"
        f'output = keras.Model(model.inputs, model.get_layer("{name}").output)(x)\n'
        f"unit = keras.ops.convert_to_numpy(output)[0, ..., {channel}]\n"
        "place = divmod(int(unit.argmax()), unit.shape[-1]) if unit.ndim else ()\n"
        'print(f"largest {float(unit.max()):.5g} at {place}")\n'
    )
