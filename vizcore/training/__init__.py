"""Training MiniVGG on CIFAR-10: `python -m vizcore.training --help`.

`run` is one run, from the data to the exported weights; `study` compares runs; `teacher` makes the
answers that a run can learn from. Both import `run`, never the other way round.
"""

from vizcore.training.run.checkpoint import Run, read_checkpoint
from vizcore.training.run.data import Split, find_data, hold_out, list_split, load_split
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.evaluation import evaluate, predict
from vizcore.training.run.loop import train
from vizcore.training.run.recipe import Recipe

__all__ = [
    "Recipe",
    "Run",
    "Split",
    "TrainingError",
    "evaluate",
    "find_data",
    "hold_out",
    "list_split",
    "load_split",
    "predict",
    "read_checkpoint",
    "train",
]
