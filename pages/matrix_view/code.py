"""The page Matrix view as short runnable programs."""

import numpy as np

from pages.ui.listing import listing
from vizcore.steps.unrolled import UnrolledSettings


def programs(layer: UnrolledSettings, view: str) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the maps, by the matrix product of `view`.

    Parameters
    ----------
    layer : UnrolledSettings
    view : {"windows", "kernels"}
    """
    padding = layer.axes[0].before
    data = (
        f"x = np.array({_flat(layer.x)}, dtype=np.float64).reshape({layer.x.shape})\n"
        f"w = np.array({_flat(layer.weight)}, dtype=np.float64).reshape({layer.weight.shape})\n"
        f"stride, padding, dilation = {layer.stride}, {padding}, {layer.dilation}\n"
    )
    y = f"y = y.reshape({layer.output.shape})\nprint(y)\n"
    written = (_pytorch, _numpy) if view == "windows" else (_pytorch_kernels, _numpy_kernels)
    pytorch, numpy = (write() for write in written)
    return {
        "PyTorch": (
            "import numpy as np\nimport torch\nimport torch.nn.functional as F\n\n"
            f"{data}x, w = torch.from_numpy(x), torch.from_numpy(w)\n{pytorch}"
            f"{y.replace('reshape', 'numpy().reshape')}"
        ),
        "NumPy": f"import numpy as np\n\n{data}{numpy}{y}",
        "Keras": f"import numpy as np\nfrom keras import ops\n\n{data}{_keras(layer)}{y}",
    }


def _pytorch() -> str:
    return (
        "\nrows = F.unfold(x[None], w.shape[2:], dilation, padding, stride)[0].T  # im2col\n"
        "y = (rows @ w.flatten(1).T).T\n"
    )


def _pytorch_kernels() -> str:
    return (
        "\nunits = torch.eye(x.numel(), dtype=x.dtype).reshape(-1, *x.shape)  # one cell at a time\n"
        "columns = F.conv2d(units, w, None, stride, padding, dilation).flatten(1)\n"
        "y = columns.T @ x.flatten()\n"
    )


def _windows() -> str:
    return (
        "\nx = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))\n"
        "spans = [dilation * (k - 1) + 1 for k in w.shape[2:]]\n"
        "height, width = [(n - k) // stride + 1 for n, k in zip(x.shape[1:], spans)]\n"
    )


def _numpy() -> str:
    return (
        f"{_windows()}"
        "rows = []  # im2col: each window becomes a row\n"
        "for i in range(0, height * stride, stride):\n"
        "    for j in range(0, width * stride, stride):\n"
        "        window = x[:, i : i + spans[0] : dilation, j : j + spans[1] : dilation]\n"
        "        rows.append(window.ravel())\n"
        "y = (np.array(rows) @ w.reshape(len(w), -1).T).T\n"
    )


def _numpy_kernels() -> str:
    return (
        f"{_windows()}"
        "matrix = np.zeros((len(w), height, width, *x.shape))  # a kernel in each row\n"
        "for i in range(height):\n"
        "    for j in range(width):\n"
        "        rows = slice(i * stride, i * stride + spans[0], dilation)\n"
        "        columns = slice(j * stride, j * stride + spans[1], dilation)\n"
        "        matrix[:, i, j, :, rows, columns] = w\n"
        "y = matrix.reshape(-1, x.size) @ x.ravel()  # the padding's columns meet zeros\n"
    )


def _keras(layer: UnrolledSettings) -> str:
    rows, columns = (axis.window for axis in layer.axes)
    return (
        "\nx = np.pad(x, ((0, 0), (padding, padding), (padding, padding))).transpose(1, 2, 0)\n"
        f"rows = ops.image.extract_patches(x[None], ({rows}, {columns}), strides=stride,\n"
        '    dilation_rate=dilation, padding="valid")[0]  # channels last: w has to be, too\n'
        "rows = np.array(rows).reshape(-1, w[0].size)\n"
        "y = (rows @ w.transpose(0, 2, 3, 1).reshape(len(w), -1).T).T\n"
    )


def _flat(array: np.ndarray) -> str:
    """All rows one below the other; `reshape` makes channels of them."""
    return listing(array.reshape(-1, array.shape[-1]))
