"""The Kernels page as short runnable programs."""

from collections.abc import Sequence

import numpy as np

from pages.kernels.views import Settings
from pages.ui.extent import Extent
from vizcore.geometry import pad_amounts
from vizcore.matrix_text import matrix_text

_NUMPY_MODES = {"zero": "constant", "reflect": "reflect", "replicate": "edge", "wrap": "wrap"}
_TORCH_MODES = {
    "zero": "constant",
    "reflect": "reflect",
    "replicate": "replicate",
    "wrap": "circular",
}
_KERAS_MODES = {"zero": "constant", "reflect": "reflect"}


def programs(weights: np.ndarray, extent: Extent, settings: Settings) -> dict[str, str]:
    """PyTorch, NumPy and TensorFlow programs that filter what is on the screen, from its file.

    Parameters
    ----------
    weights : (rows, columns) float64 array
    extent : Extent
        What of the picture is on the screen.
    settings : Settings
    """
    start = _open(extent, settings) + f"kernel = {_table(weights)}\n"
    pads = _pads(weights, extent.pixels.shape, settings)
    return {
        "PyTorch": "import torch\nimport torch.nn.functional as F\n"
        + start
        + _pytorch(pads, settings),
        "NumPy": start + _numpy(pads, settings),
        "TensorFlow": "import tensorflow as tf\n" + start + _tensorflow(pads, settings),
    }


def _open(extent: Extent, settings: Settings) -> str:
    lines = (
        "import numpy as np\nfrom PIL import Image\n\n"
        f'image = np.array(Image.open("{extent.file}").convert("RGB")){extent.cut}\n'
    )
    if not settings.one_channel:
        return lines
    return lines + (
        "thousandths = image.astype(int) @ (299, 587, 114)  # of a grey value\n"
        "image = ((thousandths + 500) // 1000)[..., None]  # (h, w, 1)\n"
    )


def _table(weights: np.ndarray) -> str:
    """The kernel as a NumPy expression; a table of equal weights in one call."""
    if weights.size > 9 and (weights == weights.flat[0]).all():
        return f"np.full({weights.shape}, {matrix_text(weights[:1, :1])})"
    rows = matrix_text(weights).split("; ")
    lines = "".join(f"    [{', '.join(row.split())}],\n" for row in rows)
    return f"np.array([\n{lines}])"


def _pads(
    weights: np.ndarray, size: Sequence[int], settings: Settings
) -> tuple[tuple[int, int], tuple[int, int]]:
    name = "valid" if settings.border == "valid" else "same"
    rows, columns = (
        pad_amounts(cells, window, stride=settings.stride, padding=name)
        for cells, window in zip(size, weights.shape, strict=False)
    )
    return rows, columns


def _numpy(pads: tuple[tuple[int, int], tuple[int, int]], settings: Settings) -> str:
    border = settings.border
    pad = (
        ""
        if border == "valid"
        else f'x = np.pad(x, ({pads[0]}, {pads[1]}, (0, 0)), mode="{_NUMPY_MODES[border]}")\n'
    )
    step = f"[:: {settings.stride}, :: {settings.stride}]" if settings.stride > 1 else ""
    return (
        '\nx = image.astype("float64")\n'
        f"{pad}"
        f"windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape, axis=(0, 1)){step}\n"
        'result = np.einsum("hwcij,ij->hwc", windows, kernel)\n'
        "print(result.shape, result.min(), result.max())\n"
    )


def _pytorch(pads: tuple[tuple[int, int], tuple[int, int]], settings: Settings) -> str:
    (top, bottom), (left, right) = pads
    border = settings.border
    pad = (
        ""
        if border == "valid"
        else f'x = F.pad(x, ({left}, {right}, {top}, {bottom}), mode="{_TORCH_MODES[border]}")  # left, right, top, bottom\n'
    )
    stride = f", stride={settings.stride}" if settings.stride > 1 else ""
    return (
        "\nx = torch.from_numpy(image).double().permute(2, 0, 1)[:, None]  # each channel by itself: (c, 1, h, w)\n"
        f"{pad}"
        f"y = F.conv2d(x, torch.from_numpy(kernel).double()[None, None]{stride})\n"
        "result = y[:, 0].permute(1, 2, 0).numpy()\n"
        "print(result.shape, result.min(), result.max())\n"
    )


def _tensorflow(pads: tuple[tuple[int, int], tuple[int, int]], settings: Settings) -> str:
    border, stride = settings.border, settings.stride
    if border in _KERAS_MODES:
        pad = f'x = tf.pad(x, ((0, 0), {pads[0]}, {pads[1]}, (0, 0)), "{_KERAS_MODES[border].upper()}")\n'
    elif border == "valid":
        pad = ""
    else:  # tf.pad knows no such border
        mode = _NUMPY_MODES[border]
        pad = f'x = tf.constant(np.pad(x, ((0, 0), {pads[0]}, {pads[1]}, (0, 0)), mode="{mode}"))\n'
    return (
        '\nx = tf.constant(np.moveaxis(image, 2, 0)[..., None].astype("float32"))  # each channel by itself: (c, h, w, 1)\n'
        f"{pad}"
        f'y = tf.nn.conv2d(x, kernel[:, :, None, None].astype("float32"), strides={stride}, padding="VALID")\n'
        "result = np.moveaxis(y.numpy()[..., 0], 0, 2)\n"
        "print(result.shape, result.min(), result.max())\n"
    )
