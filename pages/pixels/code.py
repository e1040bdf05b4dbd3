"""The Pixels page as short runnable programs."""

from collections.abc import Sequence

_READ = """\
image = np.array(Image.open("{file}").convert("RGB"))
print(image.shape, image.dtype)  # {shape}, uint8: rows, columns, channels
print(image[{row}, {column}])  # row {row}, column {column}: red, green, blue

"""
_BATCH = "batch = np.stack(load_sample_images().images)  # china.jpg, flower.jpg\n"


def programs(
    file: str,
    shape: Sequence[int],
    pixel: tuple[int, int],
    fixed: tuple[Sequence[float], Sequence[float]] | None,
) -> dict[str, str]:
    """PyTorch, NumPy and TensorFlow programs: one pixel, the batch, its channels standardised.

    Parameters
    ----------
    file : str
        Its name: the picture, or a smaller copy of it.
    shape : (rows, columns, 3)
        Of what is in it.
    pixel : (int, int)
        Row and column that are read.
    fixed : (means, standard deviations) of the three channels, or None
        None takes those of the batch.
    """
    read = _READ.format(file=file, shape=tuple(shape), row=pixel[0], column=pixel[1])
    given = f"mean, std = {fixed[0]}, {fixed[1]}\n" if fixed else ""
    return {
        "PyTorch": "import numpy as np\nimport torch\n" + _IMPORTS + read + _pytorch(given),
        "NumPy": "import numpy as np\n" + _IMPORTS + read + _numpy(given),
        "TensorFlow": "import numpy as np\nimport tensorflow as tf\n"
        + _IMPORTS
        + read
        + _tensorflow(given),
    }


_IMPORTS = "from PIL import Image\nfrom sklearn.datasets import load_sample_images\n\n"


def _pytorch(given: str) -> str:
    own = (
        f"{given}mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (mean, std))\n"
        if given
        else "mean = x.mean((0, 2, 3), keepdim=True)\n"
        "std = x.std((0, 2, 3), correction=0, keepdim=True)  # divide by n, as NumPy does\n"
    )
    return (
        f"{_BATCH}"
        "x = torch.from_numpy(batch).permute(0, 3, 1, 2).contiguous()  # channels first\n"
        "print(x.shape, x.dtype, x.stride(), x.nbytes)\n"
        "x = x.float() / 255\n"
        f"{own}"
        "z = (x - mean) / std\n"
        "print(z.mean((0, 2, 3)), z.std((0, 2, 3), correction=0))\n"
    )


def _numpy(given: str) -> str:
    own = given or "mean, std = x.mean((0, 1, 2)), x.std((0, 1, 2))\n"
    return (
        f"{_BATCH}"
        "print(batch.shape, batch.dtype, batch.strides, batch.nbytes)\n"
        "print(batch.transpose(0, 3, 1, 2).shape)  # channels first\n"
        "x = batch / 255\n"
        f"{own}"
        "z = (x - mean) / std\n"
        "print(z.mean((0, 1, 2)), z.std((0, 1, 2)))\n"
    )


def _tensorflow(given: str) -> str:
    own = given or ("mean = tf.reduce_mean(x, (0, 1, 2))\nstd = tf.math.reduce_std(x, (0, 1, 2))\n")
    return (
        f"{_BATCH}"
        "x = tf.cast(batch, tf.float32) / 255  # channels last, as they are\n"
        f"{own}"
        "z = (x - mean) / std\n"
        "print(x.shape, tf.reduce_mean(z, (0, 1, 2)), tf.math.reduce_std(z, (0, 1, 2)))\n"
    )
