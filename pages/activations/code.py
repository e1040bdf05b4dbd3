"""The Activations page as short runnable programs."""

import numpy as np

from pages.activations.catalogue import Activation
from pages.ui.listing import listing


def programs(
    activation: Activation, kernel: np.ndarray, ends: tuple[float, float], points: int
) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs: the curve on screen, then the map of `picture.png`.

    Parameters
    ----------
    activation : Activation
    kernel : array (rows, columns)
        Both odd.
    ends : (float, float)
        First and last x of the curve.
    points : int
        How many x there are.
    """
    line = f"({ends[0]:g}, {ends[1]:g}, {points}"
    rows, columns = (side // 2 for side in kernel.shape)
    pads, around = f"({rows}, {columns})", f"(({rows}, {rows}), ({columns}, {columns}))"
    opened = (
        "\n# The grey picture of the page, filtered; then the activation.\n"
        'image = np.array(Image.open("picture.png").convert("L"), dtype=np.float64)\n'
        f"kernel = np.array({listing(kernel)}, dtype=np.float64)\n"
    )
    printed = "print((before < 0).sum(), (after < 0).sum())\n"
    return {
        "PyTorch": (
            "import numpy as np\nimport torch\nimport torch.nn.functional as F\n"
            "from PIL import Image\n\n\n"
            f"def f(x):\n    return {activation.pytorch}\n\n\n"
            f"x = torch.linspace{line}, dtype=torch.float64, requires_grad=True)\n"
            "y = f(x)\ny.sum().backward()\nslope = x.grad\nprint(y, slope)\n"
            f"{opened}"
            "image, kernel = torch.from_numpy(image), torch.from_numpy(kernel)\n"
            f"before = F.conv2d(image[None, None], kernel[None, None], padding={pads})[0, 0] / 255\n"
            f"after = f(before)\n{printed}"
        ),
        "NumPy": (
            f"{'import math' + chr(10) * 2 if 'math.' in activation.numpy else ''}"
            "import numpy as np\nfrom PIL import Image\n\n\n"
            f"def f(x):\n    return {activation.numpy}\n\n\n"
            f"x = np.linspace{line})\n"
            f"y = f(x)\nslope = {activation.numpy_slope}\nprint(y, slope)\n"
            f"{opened}"
            f"windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, {around}), kernel.shape)\n"
            "before = (windows * kernel).sum(axis=(2, 3)) / 255\n"
            f"after = f(before)\n{printed}"
        ),
        "Keras": (
            "import keras\nimport numpy as np\nimport tensorflow as tf\nfrom PIL import Image\n\n\n"
            f"def f(x):\n    return {activation.keras}\n\n\n"
            f"x = tf.Variable(np.linspace{line}))\n"
            "with tf.GradientTape() as tape:\n    y = f(x)\n"
            "slope = tape.gradient(y, x)\nprint(y, slope)\n"
            f"{opened}"
            "image, kernel = image[None, :, :, None], kernel[:, :, None, None]\n"
            'before = tf.nn.conv2d(image, kernel, strides=1, padding="SAME")[0, :, :, 0].numpy() / 255\n'
            f"after = f(before).numpy()\n{printed}"
        ),
    }
