"""Make the weights that ship from a checkpoint: `python -m vizcore.training.run.export --help`."""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor

from vizcore.errors import ConvScopeError, WeightsError
from vizcore.nets.minivgg import MiniVGG
from vizcore.training.run.checkpoint import read_checkpoint
from vizcore.training.run.files import write_atomically

Tensors = dict[str, Tensor]


def export(checkpoint: Path, out: Path, *, temperature: float = 1.0) -> dict[str, Any]:
    """Write minivgg.safetensors and minivgg.json to the folder `out`; returns what the JSON holds.

    Parameters
    ----------
    checkpoint : Path
        What `vizcore.training.Run.save` wrote.
    out : Path
        Made if it is not there; an earlier export in it is replaced.
    temperature : float
        The logits are divided by it, through the last layer's weights and biases, so that
        their softmax is calibrated and nobody has to remember the number. 1 leaves them alone.
    """
    if not temperature > 0:
        raise WeightsError(f"the temperature must be above 0, not {temperature}")
    state = read_checkpoint(checkpoint, "minivgg")
    data = save(halve(soften(state["average"], temperature)))
    card = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "parameters": sum(p.numel() for p in MiniVGG().parameters()),
        "epoch": state["epoch"],
        "temperature": temperature,
        "recipe": state["recipe"],
        "last_epoch": state["history"][-1] if state["history"] else {},
        "torch": torch.__version__,
    }
    write_atomically(out / "minivgg.safetensors", data)
    write_atomically(out / "minivgg.json", (json.dumps(card, indent=1) + "\n").encode())
    return card


def soften(tensors: Tensors, temperature: float) -> Tensors:
    """The same weights with the last layer's divided by `temperature`.

    >>> soften({"layers.fc2.bias": torch.tensor([3.0])}, 1.5)
    {'layers.fc2.bias': tensor([2.])}
    """
    last = {name for name in tensors if name.startswith("layers.fc2.")}
    return {
        name: tensor / temperature if name in last else tensor for name, tensor in tensors.items()
    }


def halve(tensors: Tensors) -> Tensors:
    """Kernels and matrices in half precision; vectors, which weigh nothing, as they are.

    >>> halve({"a": torch.ones(2, 2), "b": torch.ones(2)})["a"].dtype
    torch.float16
    """
    return {
        name: (tensor.half() if tensor.ndim > 1 else tensor).contiguous()
        for name, tensor in tensors.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when written, 2 with one sentence on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.run.export", description=__doc__
    )
    parser.add_argument(
        "--checkpoint", type=Path, required=True, help="checkpoint.pt of a training run"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("assets/weights"), help="folder for the two files"
    )
    parser.add_argument(
        "--temperature", type=float, default=1.0, help="divides the logits (default: 1)"
    )
    options = parser.parse_args(arguments)
    try:
        card = export(options.checkpoint, options.out, temperature=options.temperature)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    print(f"{options.out}: {card['bytes']} bytes, sha256 {card['sha256']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
