"""The training loop: one epoch after the other, resumable from the last one."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from vizcore.errors import DataError
from vizcore.training.augment import Batches
from vizcore.training.checkpoint import EpochFigures, Run
from vizcore.training.data import Split
from vizcore.training.evaluation import evaluate
from vizcore.training.files import write_atomically

Report = Callable[[EpochFigures], None]


def train(
    run: Run,
    data: Split,
    out: Path,
    *,
    held_out: Split | None = None,
    report: Report = lambda _: None,
    on_step: Callable[[], None] = lambda: None,
) -> None:
    """Train `run` to the end of its recipe, writing a checkpoint and the history after each epoch.

    Parameters
    ----------
    run : Run
        New or restored.
    data : Split
        The images to train on.
    out : Path
        Folder for `checkpoint.pt` and `history.json`.
    held_out : Split, optional
        Evaluated with the averaged weights after each epoch.
    report : callable
        Gets each epoch's figures: `epoch`, `lr` (of the last step), `seconds`, `train_loss`,
        `train_accuracy`, and `holdout_loss`, `holdout_accuracy` where there is a hold-out.
    on_step : callable
        Called after each step.

    Raises
    ------
    DataError
        If the images do not fill one batch.
    """
    batches = batches_of(run, data)
    _write_history(run, out)  # a run killed between its two files left the older history
    while run.epoch < run.recipe.epochs:
        started = time.perf_counter()
        figures = train_epoch(run, batches, on_step=on_step)
        if held_out is not None:
            figures |= {f"holdout_{k}": v for k, v in evaluate(run.average, held_out).items()}
        run.epoch += 1
        figures |= {"epoch": run.epoch, "seconds": time.perf_counter() - started}
        run.history.append(figures)
        run.save(out / "checkpoint.pt")
        _write_history(run, out)
        report(figures)


def batches_of(run: Run, data: Split) -> Batches:
    """The batches that `run` learns from, on its device; `DataError` if `data` fills none."""
    if len(data) < run.recipe.batch_size:
        raise DataError(
            f"{len(data)} images to train on do not fill a batch of {run.recipe.batch_size}"
        )
    device = next(run.model.parameters()).device
    return Batches(
        torch.from_numpy(data.images).permute(0, 3, 1, 2).to(device),
        torch.from_numpy(data.targets).to(device),
        batch_size=run.recipe.batch_size,
        padding=run.recipe.crop_padding,
        cutout=run.recipe.cutout,
        seed=run.recipe.seed,
    )


def train_epoch(
    run: Run, batches: Batches, *, on_step: Callable[[], None] = lambda: None
) -> EpochFigures:
    """One pass; mean loss and accuracy on the augmented images while the network learned."""
    torch.manual_seed(1_000_003 * run.recipe.seed + run.epoch)
    run.model.train()
    steps, rate, seen = len(batches), 0.0, 0
    right = loss_sum = torch.zeros((), device=next(run.model.parameters()).device)
    for i, (images, targets) in enumerate(batches.epoch(run.epoch)):
        rate = run.recipe.learning_rate(run.epoch * steps + i, run.recipe.epochs * steps)
        logits, loss = _step(run, images, targets, rate)
        seen += len(targets)
        right = right + (logits.argmax(1) == targets).sum()
        loss_sum = loss_sum + loss * len(targets)
        on_step()
    return {"train_accuracy": right.item() / seen, "train_loss": loss_sum.item() / seen, "lr": rate}


def _step(run: Run, images: Tensor, targets: Tensor, rate: float) -> tuple[Tensor, Tensor]:
    for group in run.optimiser.param_groups:
        group["lr"] = rate * group["factor"]
    images = images.contiguous(memory_format=torch.channels_last)
    mixed = has_fast_bfloat16(images.device)
    with torch.autocast(images.device.type, torch.bfloat16, enabled=mixed):
        logits = run.model(images)
    loss = F.cross_entropy(logits.float(), targets, label_smoothing=run.recipe.label_smoothing)
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    run.optimiser.step()
    _update_average(run)
    return logits.detach(), loss.detach()


def _update_average(run: Run) -> None:
    """Move the average towards the weights: d average + (1 - d) weights, the same d at every step.

    What it started from weighs d to the power of the steps: for d = 0.995, 1 % after 920 steps.
    """
    decay = run.recipe.average_decay
    with torch.no_grad():
        pairs = zip(run.average.state_dict().values(), run.model.state_dict().values(), strict=True)
        for old, new in pairs:
            if old.is_floating_point():
                old.lerp_(new, 1 - decay)
            else:
                old.copy_(new)


def has_fast_bfloat16(device: torch.device) -> bool:
    """Whether mixed precision pays: on CUDA, and on processors with bfloat16 instructions."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return device.type == "cpu" and bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def _write_history(run: Run, out: Path) -> None:
    write_atomically(out / "history.json", json.dumps(run.history, indent=1).encode())
