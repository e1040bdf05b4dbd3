"""The lecture's line filters on two photographs as short runnable programs."""

_CUT = """import numpy as np
from sklearn.datasets import load_sample_image

china = load_sample_image("china.jpg")[80:360, 70:390]
flower = load_sample_image("flower.jpg")[80:360, 130:450]
images = np.array([china, flower], dtype=np.float32)  # (2, 280, 320, 3)

filters = np.zeros((7, 7, 3, 2), dtype=np.float32)
filters[:, 3, :, 0] = 1  # vertical line
filters[3, :, :, 1] = 1  # horizontal line
"""


def programs() -> dict[str, str]:
    """PyTorch, NumPy and TensorFlow programs; `result` is (2, 140, 160, 2) in each."""
    return {"TensorFlow": _TENSORFLOW, "PyTorch": _PYTORCH, "NumPy": _NUMPY}


_TENSORFLOW = f"""import tensorflow as tf
{_CUT}
result = tf.nn.conv2d(images, filters, strides=2, padding="SAME").numpy()
print(result.shape)
"""

_PYTORCH = f"""import torch
import torch.nn.functional as F
{_CUT}
x = torch.from_numpy(images).permute(0, 3, 1, 2)  # channels first
weight = torch.from_numpy(filters).permute(3, 2, 0, 1)
x = F.pad(x, (2, 3, 2, 3))  # TensorFlow's SAME: the odd zero at the end
result = F.conv2d(x, weight, stride=2).permute(0, 2, 3, 1).numpy()
print(result.shape)
"""

_NUMPY = f"""{_CUT}
x = np.pad(images, ((0, 0), (2, 3), (2, 3), (0, 0)))
windows = np.lib.stride_tricks.sliding_window_view(x, (7, 7), axis=(1, 2))[:, ::2, ::2]
result = np.einsum("nhwcij,ijck->nhwk", windows, filters)
print(result.shape)
"""
