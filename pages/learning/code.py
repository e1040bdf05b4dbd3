"""The followed value at each moment as short runnable programs."""

from pages.learning.film import LAYERS
from pages.ui.inside.spots import Spot
from pages.ui.network_programs import NUMPY, PICTURE

_TORCH = f"""import numpy as np
import torch
from PIL import Image

from vizcore.nets import film_card, load_checkpoint, record

pixels = np.array(Image.open("{PICTURE}").convert("RGB"))  # as the network sees it
values = []
for step in [frame["step"] for frame in film_card()["frames"]]:
    model = load_checkpoint(step)
    with torch.inference_mode():
        outputs = record(model, model.prepare(pixels[None]))
"""
_FILM = "assets/film/000000.safetensors"
_KERAS = f"""from pathlib import Path

import keras
import numpy as np
from PIL import Image
from safetensors.numpy import load_file

L = keras.layers


def block(i, k):
    yield L.Conv2D(k, 3, padding="same", name=f"conv{{i}}")
    yield L.ReLU(name=f"relu{{i}}")
    yield L.BatchNormalization(epsilon=1e-5, name=f"bn{{i}}")


model = keras.Sequential([
    keras.Input((32, 32, 3)), *block(1, 32), *block(2, 32), L.MaxPooling2D(), *block(3, 64),
    *block(4, 64),
])
pixels = np.array(Image.open("{PICTURE}").convert("RGB"))  # as the network sees it
x = ((pixels / 255 - [0.4913, 0.4821, 0.4465]) / [0.2452, 0.2428, 0.2606]).astype(np.float32)[None]
values = []
for file in sorted(Path("assets/film").glob("*.safetensors")):
    w = {{name.removeprefix("layers."): array for name, array in load_file(file).items()}}
    for layer in model.layers:
        keys = ("weight", "bias", "running_mean", "running_var")
        arrays = [w[f"{{layer.name}}.{{key}}"] for key in keys if f"{{layer.name}}.{{key}}" in w]
        if layer.name.startswith("conv"):
            arrays[0] = arrays[0].transpose(2, 3, 1, 0)  # Keras: (rows, columns, in, out)
        if arrays:
            layer.set_weights([array.astype(np.float32) for array in arrays])
"""


def programs(spot: Spot) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the followed value at each moment.

    They read the picture from the file `PICTURE`; NumPy and Keras read the film itself.
    """
    index = f"{spot.channel}, {spot.row}, {spot.column}"
    return {
        "PyTorch": f'{_TORCH}    value = outputs["{spot.layer}"][0, {index}].item()\n'
        "    values.append(value)\n    print(step, value)\n",
        "NumPy": _numpy(spot, index),
        "Keras": f"{_KERAS}"
        f'    shown = keras.Model(model.inputs, model.get_layer("{spot.layer}").output)\n'
        f"    value = float(shown(x)[0, {spot.row}, {spot.column}, {spot.channel}])\n"
        "    values.append(value)\n    print(int(file.stem), value)\n",
    }


def _numpy(spot: Spot, index: str) -> str:
    names = list(LAYERS[: LAYERS.index(spot.layer) + 1])
    if "conv3" in names:
        names.insert(names.index("conv3"), "pool1")
    listed = ", ".join(f'"{name}"' for name in names)
    start = NUMPY.replace("import numpy", "from pathlib import Path\n\nimport numpy", 1)
    return (
        start.replace("minivgg.safetensors", _FILM)
        + f"""
values = []
for file in sorted(Path("assets/film").glob("*.safetensors")):
    stored = load_file(file)
    w = {{name.removeprefix("layers."): array.astype(np.float32) for name, array in stored.items()}}
    y = x
    for name in [{listed}]:
        y = layer(y, name)
    values.append(float(y[{index}]))
    print(int(file.stem), values[-1])
"""
    )
