"""Training MiniVGG on CIFAR-10: data, recipe, loop. `python -m vizcore.training --help`."""

from vizcore.training.checkpoint import Run, read_checkpoint
from vizcore.training.data import Split, find_data, hold_out, load_split
from vizcore.training.errors import TrainingError
from vizcore.training.evaluation import evaluate, predict
from vizcore.training.loop import train
from vizcore.training.recipe import Recipe

__all__ = [
    "Recipe",
    "Run",
    "Split",
    "TrainingError",
    "evaluate",
    "find_data",
    "hold_out",
    "load_split",
    "predict",
    "read_checkpoint",
    "train",
]
