"""What a device computes beside what the processor does, and how fast."""

import time

import numpy as np
import torch
from jaxtyping import UInt8

from vizcore.nets.recording import record
from vizcore.nets.weights import load_minivgg
from vizcore.training.patient.speed import synchronise

#: Largest difference of a layer's values, as a share of the largest value in that layer. Single
#: precision rounds by 6e-8; the longest sum, fc1's, has 4,096 products, so even if every rounding
#: went the same way the two devices would differ by 2.5e-4 there. In practice they go both ways.
TOLERANCE = 1e-4


def compare_layers(
    device: torch.device, images: UInt8[np.ndarray, "n 32 32 3"]
) -> dict[str, float]:
    """How far every layer's output on `device` is from the processor's, as `TOLERANCE` counts it.

    Without TF32, which rounds the factors to 11 bits.
    """
    here, there = load_minivgg("cpu"), load_minivgg(str(device))
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
        theirs = record(there, there.prepare(images))
    ours = record(here, here.prepare(images))
    return {
        name: ((theirs[name].cpu() - values).abs().max() / values.abs().max()).item()
        for name, values in ours.items()
    }


def forward_times(device: torch.device, batches: tuple[int, ...] = (1, 100, 1000)) -> list[float]:
    """Milliseconds of a forward pass of MiniVGG in single precision, the median of five."""
    model = load_minivgg(str(device))
    medians = []
    for batch in batches:
        x = torch.zeros(batch, 3, 32, 32, device=device)
        taken = []
        with torch.inference_mode():
            for _ in range(8):
                started = time.perf_counter()
                model(x)
                synchronise(device)
                taken.append(1000 * (time.perf_counter() - started))
        medians.append(sorted(taken[3:])[2])
    return medians
