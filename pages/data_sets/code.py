"""Data sets as short runnable programs: scikit-learn's digits, which need no network."""

_SHARED = (
    "from sklearn.datasets import load_digits\n\n"
    "digits = load_digits()  # 8 x 8 pixels of 0 to 16, no download\n"
)


def programs() -> dict[str, str]:
    """Programs that load a set and print its shape, its range and how many there are of a class.

    PyTorch's and Keras' name the calls for CIFAR-10 in a remark: those download it.
    """
    return {
        "PyTorch": (
            f"import torch\n{_SHARED}"
            "# CIFAR-10: torchvision.datasets.CIFAR10('data', train=True, download=True)\n"
            "x = torch.from_numpy(digits.images).float()[:, None] / 16  # (n, channels, rows, columns)\n"
            "y = torch.from_numpy(digits.target)\n"
            "print(tuple(x.shape), x.min().item(), x.max().item())\n"
            "print(torch.bincount(y).tolist())\n"
        ),
        "NumPy": (
            f"import numpy as np\n{_SHARED}"
            "x, y = digits.images[:, None] / 16, digits.target\n"
            "print(x.shape, x.min(), x.max())\n"
            "print(np.bincount(y).tolist())\n"
        ),
        "Keras": (
            f"import numpy as np\n{_SHARED}"
            "# CIFAR-10: (x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()\n"
            "x, y = digits.images[..., None] / 16, digits.target  # (n, rows, columns, channels)\n"
            "print(x.shape, x.min(), x.max())\n"
            "print(np.bincount(y).tolist())\n"
        ),
    }
