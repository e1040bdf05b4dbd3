"""Images a second of ConvScope's training loop beside a plain PyTorch loop and Keras's `fit`.

The plain loop gets its images normalised and in memory and augments nothing, so it does less work.
The two take turns; each row is the median of the turns. Run: `python benchmarks/training.py`.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from vizcore.architecture import ARCHITECTURES
from vizcore.nets import MiniVGG
from vizcore.nets.weights import choose_device
from vizcore.training import Recipe, Run, Split
from vizcore.training.run.loop import Course
from vizcore.training.run.precision import has_fast_bfloat16

Turn = Callable[[], None]


def random_images(count: int) -> Split:
    """Noise: the time does not depend on what the images show."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
    return Split(images, rng.integers(0, 10, count))


def our_turn(data: Split, batch_size: int, device: torch.device) -> Turn:
    """One epoch of the loop that ships: crops, flips, mixed precision, averaged weights."""
    course = Course(Run.start(Recipe(batch_size=batch_size, peak_lr=1e-3), device), data)
    return lambda: _finish(course.epoch(), device)


def plain_turn(data: Split, batch_size: int, device: torch.device) -> Turn:
    """One epoch as in PyTorch's tutorials: single precision, a DataLoader, SGD."""
    torch.manual_seed(0)
    model = MiniVGG(Recipe().dropout).to(device).train()
    images, targets = model.prepare(data.images).cpu(), torch.from_numpy(data.targets)
    loader = torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(images, targets), batch_size, shuffle=True, drop_last=True
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9, nesterov=True)

    def turn() -> None:
        for x, y in loader:
            loss = F.cross_entropy(model(x.to(device)), y.to(device), label_smoothing=0.1)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        _finish(None, device)

    return turn


def keras_turn(data: Split, batch_size: int = 32) -> Turn:
    """One epoch of `fit` in Keras on PyTorch: the same layers, loss and optimiser."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras

    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((32, 32, 3)), *_keras_layers(keras.layers)])
    model.compile(
        keras.optimizers.SGD(1e-3, momentum=0.9, nesterov=True),
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
    )
    images = MiniVGG().prepare(data.images).permute(0, 2, 3, 1).cpu().numpy()
    targets = keras.utils.to_categorical(data.targets, 10)
    return lambda: model.fit(images, targets, batch_size, verbose=0)


def _keras_layers(layers: Any) -> Iterator[Any]:
    """MiniVGG's, from its own table."""
    for row in ARCHITECTURES["minivgg"].rows:
        if row.kind == "conv":
            yield layers.Conv2D(row.shape[0], 3, padding="same")
        elif row.kind == "relu":
            yield layers.ReLU()
        elif row.kind == "bn":
            yield layers.BatchNormalization()
        elif row.kind == "pool":
            yield layers.MaxPooling2D(2)
        elif row.kind == "dropout":
            yield layers.Dropout(row.line.rate)
        elif row.kind == "flatten":
            yield layers.Flatten()
        else:
            yield layers.Dense(row.shape[0])


def speeds(turns: list[Turn], images: int, rounds: int) -> list[float]:
    """Images a second of each turn: the median of `rounds`, taken in turns after one to warm up."""
    for turn in turns:
        turn()
    seconds = [[_timed(turn) for turn in turns] for _ in range(rounds)]
    return [images / statistics.median(column) for column in zip(*seconds, strict=True)]


def _timed(turn: Turn) -> float:
    started = time.perf_counter()
    turn()
    return time.perf_counter() - started


def _finish(_: object, device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def main(arguments: list[str] | None = None) -> int:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--images", type=int, default=2048, help="a turn; at least a batch")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    device, data = choose_device(options.device), random_images(options.images)
    precision = "bfloat16" if has_fast_bfloat16(device) else "float32"
    print(
        f"\nTraining MiniVGG on {device}, {options.threads} thread(s), torch {torch.__version__}\n"
    )
    print(f"| batch | ours ({precision}), images/s | plain (float32) | ratio | Keras | ratio |")
    print("|--:|--:|--:|--:|--:|--:|")
    for batch in (32, 256):
        turns = [our_turn(data, batch, device), plain_turn(data, batch, device)]
        turns += [keras_turn(data, batch)]
        ours, plain, keras = speeds(turns, len(data) // batch * batch, options.rounds)
        print(
            f"| {batch} | {ours:.0f} | {plain:.0f} | {ours / plain:.2f} | {keras:.0f} "
            f"| {ours / keras:.2f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
