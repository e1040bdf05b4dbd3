"""A teacher's weights in half precision, small enough to keep: its pupils can be taught again.

Command line: `python -m vizcore.training.teacher.teachers --help`.
"""

import argparse
import json
import sys
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from vizcore.errors import ConvScopeError, WeightsError
from vizcore.nets.cifar10 import Classifier
from vizcore.training.run.checkpoint import averaged_network, fresh_network, read_checkpoint
from vizcore.training.run.export import halve
from vizcore.training.run.files import write_atomically
from vizcore.training.run.recipe import Recipe


def keep_teacher(checkpoint: Path, out: Path) -> int:
    """Write a run's averaged weights and its recipe to one file; returns its size in bytes.

    Parameters
    ----------
    checkpoint : Path
        `checkpoint.pt` of the teacher's run.
    out : Path
        The file, `.safetensors`.
    """
    state = read_checkpoint(checkpoint)
    about = {"recipe": state["recipe"], "figures": state["history"][-1] if state["history"] else {}}
    metadata = {name: json.dumps(value) for name, value in about.items()}
    data = save(halve(state["average"]), metadata=metadata)
    write_atomically(out, data)
    return len(data)


def load_teacher(path: Path) -> tuple[Classifier, Recipe]:
    """A teacher in eval mode and the recipe that it learned by.

    Parameters
    ----------
    path : Path
        What `keep_teacher` wrote, or `checkpoint.pt` of a run.

    Raises
    ------
    WeightsError
        If there is no such file, or it holds something else.
    """
    if path.suffix != ".safetensors":
        state = read_checkpoint(path)
        return averaged_network(state), Recipe.from_dict(state["recipe"])
    try:
        with safe_open(path, framework="pt") as file:
            recipe = Recipe.from_dict(json.loads((file.metadata() or {})["recipe"]))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # no dict
        network = fresh_network(recipe)
        network.load_state_dict(tensors)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise WeightsError(f"{path} holds no teacher: {error}") from error
    return network.requires_grad_(False).eval(), recipe


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when written, 2 with one sentence on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.teacher.teachers",
        description="Keep a teacher's averaged weights, in half precision.",
    )
    add = parser.add_argument
    add("--checkpoint", type=Path, required=True, help="checkpoint.pt of the teacher's run")
    add("--out", type=Path, required=True, help="file for the weights, .safetensors")
    options = parser.parse_args(arguments)
    try:
        size = keep_teacher(options.checkpoint, options.out)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    print(f"{options.out}: {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
