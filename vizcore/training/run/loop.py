"""The training loop: one epoch after the other, resumable from the last one."""

import time
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from vizcore.nets.cifar10 import Classifier
from vizcore.training.run.augment import Batch, Batches
from vizcore.training.run.checkpoint import EpochFigures, Run
from vizcore.training.run.data import Split
from vizcore.training.run.errors import TrainingError
from vizcore.training.run.evaluation import evaluate
from vizcore.training.run.floor import BiasFloor
from vizcore.training.run.learner import learner
from vizcore.training.run.live_teacher import LiveTeacher
from vizcore.training.run.log import write_log
from vizcore.training.run.precision import mixed_precision
from vizcore.training.run.soft_targets import SoftTargets, divergence
from vizcore.training.run.team import ALONE, Team


def train(
    run: Run,
    data: Split,
    out: Path,
    *,
    held_out: Split | None = None,
    soft_targets: SoftTargets | LiveTeacher | None = None,
    team: Team = ALONE,
    compiled: bool = False,
    pause: float = 0.0,
    report: Callable[[EpochFigures], None] = lambda _: None,
    on_step: Callable[[int], None] = lambda _: None,
) -> None:
    """Train `run` to the end of its recipe, writing checkpoints and the log.

    Parameters
    ----------
    run : Run
        New or restored.
    data : Split
        The images to train on.
    out : Path
        Folder for `checkpoint.pt` and `log.jsonl`.
    held_out : Split, optional
        Evaluated with the averaged weights before each checkpoint.
    soft_targets : SoftTargets or LiveTeacher, optional
        A teacher's logits of `data`, or the teacher.
    team : Team
        The processes that train together; each calls this function with the same arguments.
    compiled : bool
        Whether `torch.compile` makes one program of the network first.
    pause : float
        Seconds to pass before an epoch that ends is followed by another checkpoint; the last one
        always is.
    report : callable
        Gets each epoch's figures: `epoch`, `lr` (of the last step), `seconds`, `train_loss`,
        `train_accuracy`, and `holdout_loss`, `holdout_accuracy` where there is a hold-out.
    on_step : callable
        Gets the number of steps taken: 0 before the first one, then after each.

    Raises
    ------
    DataError
        If the images do not fill one batch, or the soft targets are of others.
    TrainingError
        If a file cannot be written, a batch does not divide over the team, or the recipe blends
        images and there is no teacher.
    """
    course = Course(run, data, soft_targets, team, compiled=compiled)
    if course.team.leads:
        write_log(out, run.history)  # a run killed between its two files left the older log
    if run.epoch == 0:
        run.meet(data.images)
        on_step(0)
    saved = time.perf_counter()
    while run.epoch < run.recipe.epochs:
        started = time.perf_counter()
        figures = course.epoch(on_step)
        run.epoch += 1
        due = time.perf_counter() - saved >= pause or run.epoch == run.recipe.epochs
        if due and held_out is not None and course.team.leads:
            figures |= {f"holdout_{k}": v for k, v in evaluate(run.average, held_out).items()}
        figures |= {"epoch": run.epoch, "seconds": time.perf_counter() - started}
        run.history.append(figures)
        if course.team.leads:
            if due:
                run.save(out / "checkpoint.pt")
                write_log(out, run.history)
                saved = time.perf_counter()
            report(figures)


class Course:
    """A run, what it learns from, and with whom.

    Parameters
    ----------
    run : Run
    data : Split
        At least one batch; else `DataError`.
    soft_targets : SoftTargets, LiveTeacher or None
        Of `data`; else `DataError`. Needed where images are blended; else `TrainingError`.
    team : Team
    compiled : bool
        Whether the network is compiled first.
    """

    def __init__(
        self,
        run: Run,
        data: Split,
        soft_targets: SoftTargets | LiveTeacher | None = None,
        team: Team = ALONE,
        *,
        compiled: bool = False,
    ) -> None:
        if run.recipe.mixing and soft_targets is None:
            raise TrainingError("a blend of images has no class: mixing needs a teacher's answers")
        self.run, self.team = run, team
        self._device = run.model.mean.device
        self._batches = Batches.of(data, run.recipe, self._device, team)
        self._learner = learner(run.model, team, compiled=compiled)
        self._learning, self._averaged = _state(run.model), _state(run.average)
        self._answers = soft_targets.about(data, self._device) if soft_targets else None
        self._floor = BiasFloor(run.model, data.images, run.recipe.bias_floor)

    def epoch(self, on_step: Callable[[int], None] = lambda _: None) -> EpochFigures:
        """One pass; mean loss and accuracy on the augmented images while the network learned."""
        run, steps = self.run, len(self._batches)
        torch.manual_seed(1_000_003 * run.recipe.seed + run.epoch)
        run.model.train()
        sums, rate = torch.zeros(3, device=self._device), 0.0
        for step, batch in enumerate(self._batches.epoch(run.epoch), run.epoch * steps):
            rate = run.recipe.learning_rate(step, run.recipe.epochs * steps)
            logits, loss = self.step(batch, rate, step)
            right = (logits.argmax(1) == batch.targets).sum()
            sums += torch.stack([torch.ones_like(loss), right / len(batch.places), loss])
            on_step(step + 1)
        for name, counted in run.average.named_buffers():
            if name.endswith("num_batches_tracked"):
                counted.copy_(run.model.get_buffer(name))
        count, right, loss = self.team.total(sums).tolist()
        return {"train_accuracy": right / count, "train_loss": loss / count, "lr": rate}

    def step(self, batch: Batch, rate: float, step: int) -> tuple[Tensor, Tensor]:
        """Learn from one batch at learning rate `rate`; step 0 is the first of the run."""
        run = self.run
        for group in run.optimiser.param_groups:
            group["lr"] = rate * group["factor"]
        batch = batch._replace(images=batch.images.contiguous(memory_format=torch.channels_last))
        with mixed_precision(self._device):
            logits = self._learner(batch.images)
        loss = self._loss(logits.float(), batch)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        run.optimiser.step()
        self._floor.hold()
        self._update_average(step)
        return logits.detach(), loss.detach()

    def _loss(self, logits: Tensor, batch: Batch) -> Tensor:
        recipe = self.run.recipe
        hard = F.cross_entropy(logits, batch.targets, label_smoothing=recipe.label_smoothing)
        if self._answers is None:
            return hard
        soft = divergence(logits, self._answers(batch, self.run.epoch), recipe.softness)
        return (1 - recipe.soft_share) * hard + recipe.soft_share * soft

    def _update_average(self, step: int) -> None:
        """Move the average towards the weights: d average + (1 - d) weights.

        d is the recipe's, but less in the first steps, so that the average is never far behind.
        """
        decay = min(self.run.recipe.average_decay, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(self._averaged, self._learning, 1 - decay)


def _state(network: Classifier) -> list[Tensor]:
    """Weights and running statistics; not the counters of batches, which nothing depends on."""
    return [tensor for tensor in network.state_dict().values() if tensor.is_floating_point()]
