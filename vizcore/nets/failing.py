"""A graphics card that runs out of memory, or is gone: everything then goes on on the processor."""

import os

import torch

_SIGNS = ("CUDA error", "CUDA driver", "cuDNN error", "MPS backend out of memory")


def has_failed(error: BaseException) -> bool:
    """Whether an error says that the device gave up, and not that something was asked wrongly.

    >>> has_failed(torch.OutOfMemoryError("CUDA out of memory")), has_failed(RuntimeError("shape"))
    (True, False)
    """
    kinds = (torch.OutOfMemoryError, torch.AcceleratorError)
    return isinstance(error, kinds) or (
        isinstance(error, RuntimeError) and any(sign in str(error) for sign in _SIGNS)
    )


def go_on_without() -> bool:
    """Have every network that is loaded from now on run on the processor; False if they do."""
    if os.environ.get("CONVSCOPE_DEVICE") == "cpu":
        return False
    os.environ["CONVSCOPE_DEVICE"] = "cpu"
    return True
