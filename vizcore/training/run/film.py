"""The film of learning: `python -m vizcore.training.run.film --help` makes it from a filmed run."""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load, load_file, save
from tqdm import tqdm

from vizcore.errors import ConvScopeError, DataError
from vizcore.nets.film import FILM, grown, reduced
from vizcore.training.run.calibration import parted
from vizcore.training.run.checkpoint import Run, read_checkpoint
from vizcore.training.run.data import Split, find_data
from vizcore.training.run.evaluation import predict
from vizcore.training.run.files import write_atomically
from vizcore.training.run.measures import measure

_FIRST_STEPS = (0, 10, 50, 200)
_EPOCHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)


def steps_shown(epochs: int, steps: int) -> list[int]:
    """The steps of a run that become frames: close together where learning is fast.

    Parameters
    ----------
    epochs, steps : int
        Epochs of the run, steps of an epoch.

    Examples
    --------
    >>> steps_shown(epochs=3, steps=100)  # 100 and 300 end epochs 1 and 3
    [0, 10, 50, 100, 200, 300]
    """
    ends = [epoch * steps for epoch in (*_EPOCHS, epochs) if epoch <= epochs]
    return sorted({*(s for s in _FIRST_STEPS if s < epochs * steps), *ends})


class Camera:
    """Keeps a run's averaged weights, in half precision, at the steps of its film.

    Parameters
    ----------
    run : Run
    steps : int
        Steps of an epoch.
    folder : Path
        Gets one file a frame, named after the step.
    """

    def __init__(self, run: Run, steps: int, folder: Path) -> None:
        self._run, self._folder = run, folder
        self._shown = set(steps_shown(run.recipe.epochs, steps))

    def see(self, step: int) -> None:
        """Keep the weights after `step` steps, if they are shown."""
        if step == 0:
            for earlier in self._folder.glob("*.safetensors"):  # of a run that began here before
                earlier.unlink()
        if step in self._shown:
            state = self._run.average.state_dict()
            tensors = {
                n: (t.half() if t.ndim > 1 else t).cpu().contiguous() for n, t in state.items()
            }
            write_atomically(self._folder / f"{step:06}.safetensors", save(tensors))


def make_film(run: Path, parts: tuple[Split, Split], out: Path) -> dict[str, Any]:
    """Reduce the frames of a filmed run and measure each on the images that the run held out.

    Parameters
    ----------
    run : Path
        Folder of a run that was trained with `--film`.
    parts : (Split, Split)
        The images that the run saw and those that it held out.
    out : Path
        Folder for film.json and the frames.

    Raises
    ------
    DataError
        If the run was not filmed.
    """
    files = sorted((run / "film").glob("*.safetensors"))
    if not files:
        raise DataError(f"{run} has no film: train with --film")
    recipe = read_checkpoint(run / "checkpoint.pt", "minivgg")["recipe"]
    seen, held = parts
    steps = len(seen) // recipe["batch_size"]
    frames = [_frame(file, steps, held, out) for file in tqdm(files, unit="frame")]
    card = {"recipe": recipe, "images": len(held), "frames": frames}
    write_atomically(out / "film.json", (json.dumps(card) + "\n").encode())
    return card


def _frame(file: Path, steps: int, held: Split, out: Path) -> dict[str, Any]:
    content = save(reduced(load_file(file)))
    write_atomically(out / file.name, content)
    figures = measure(predict(grown(load(content)), held), torch.from_numpy(held.targets))
    return {
        "step": int(file.stem),
        "epoch": round(int(file.stem) / steps, 3),
        "file": file.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "accuracy": figures.accuracy,
        "loss": round(figures.loss, 4),
        "confusion": figures.confusion,
    }


def main(arguments: list[str] | None = None) -> int:
    """Make the film; 0 when written, 2 with one sentence on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.run.film",
        description="Reduce a filmed run to what the app draws, and measure every frame.",
    )
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--data", type=Path, help="CIFAR-10 (default: $CONVSCOPE_CIFAR10)")
    parser.add_argument("--out", type=Path, default=FILM, help="folder for the film")
    options = parser.parse_args(arguments)
    try:
        recipe = read_checkpoint(options.run / "checkpoint.pt", "minivgg")["recipe"]
        parts = parted(find_data(options.data), recipe)
        card = make_film(options.run, parts, options.out)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    size = sum((options.out / frame["file"]).stat().st_size for frame in card["frames"])
    print(f"{options.out}: {len(card['frames'])} frames, {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
