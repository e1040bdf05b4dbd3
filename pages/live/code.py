"""The page Live as short runnable programs that print the ten probabilities of a picture."""

from pages.ui.network_programs import KERAS, NUMPY, PYTORCH

_PRINT = """
for label, share in sorted(zip(labels, y), key=lambda pair: -pair[1]):
    print(f"{label:12} {share:.6f}")
"""
_LABELS = 'labels = "airplane automobile bird cat deer dog frog horse ship truck".split()\n'


def programs() -> dict[str, str]:
    """PyTorch, NumPy and Keras programs for one picture, and one that asks the camera."""
    return {"PyTorch": _pytorch(), "NumPy": _numpy(), "Keras": _keras(), "Camera": _CAMERA}


def _pytorch() -> str:
    return (
        f"{PYTORCH}y = torch.softmax(model(x), dim=1)[0].numpy()\nlabels = model.labels\n{_PRINT}"
    )


def _numpy() -> str:
    return (
        f"{NUMPY}"
        "for i in (1, 2, 3, 4):\n"
        '    for kind in ("conv", "relu", "bn"):\n'
        '        x = layer(x, f"{kind}{i}")\n'
        "    if i in (2, 4):\n"
        '        x = layer(x, f"pool{i // 2}")\n'
        'for name in ("fc1", "relu5", "bn5", "fc2", "softmax"):\n'
        "    x = layer(x, name)\n"
        "y = x\n"
        f"{_LABELS}{_PRINT}"
    )


def _keras() -> str:
    return (
        f"{KERAS}y = keras.ops.convert_to_numpy(keras.ops.softmax(model(x)))[0]\n{_LABELS}{_PRINT}"
    )


_CAMERA = """import cv2
import numpy as np
import torch

from vizcore.nets import load_minivgg

model = load_minivgg()
camera = cv2.VideoCapture(0)
while True:
    there, picture = camera.read()
    if not there:
        break
    rows, columns = picture.shape[:2]
    side = min(rows, columns)
    top, left = (rows - side) // 2, (columns - side) // 2
    square = picture[top : top + side, left : left + side]
    small = cv2.resize(square, (32, 32), interpolation=cv2.INTER_AREA)  # the mean of each block
    pixels = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
    with torch.inference_mode():
        y = torch.softmax(model(model.prepare(pixels[None])), dim=1)[0]
    best = int(y.argmax())
    print(f"{model.labels[best]:12} {y[best]:.2f}", end="\\r")
"""
