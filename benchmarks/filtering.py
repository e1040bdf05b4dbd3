"""How fast `apply_kernel` is beside the plain calls of OpenCV, SciPy, Pillow and torch.

Run it from the root of the repository: ``python -m benchmarks.filtering``. Everything is measured
in one run, one thread, rivals in turn, so that a busy machine slows all of them alike. It prints
Markdown tables and writes filtering.json and filtering.svg to docs/benchmarks; ``--quick`` tries
everything on a small picture and writes nothing unless told where.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageFilter
from scipy import ndimage

from vizcore.images import KERNELS, apply_kernel

OUT = Path("docs/benchmarks")
PACKAGES = ("numpy", "opencv-python-headless", "scipy", "pillow", "torch")
Call = Callable[[np.ndarray, np.ndarray], object]


def by_convscope(image: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return apply_kernel(image, weights)


def by_opencv(image: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return cv2.filter2D(image, cv2.CV_32F, weights, borderType=cv2.BORDER_CONSTANT)


def by_scipy(image: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return ndimage.correlate(image, weights[:, :, None], output=np.float32, mode="constant")


def by_torch(image: np.ndarray, weights: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image).permute(2, 0, 1)[:, None].float()
    weight = torch.from_numpy(weights).float()[None, None]
    return F.conv2d(x, weight, padding="same")


def by_pillow(image: np.ndarray, weights: np.ndarray) -> Image.Image:
    """Pillow rounds and clips to bytes and takes 3x3 and 5x5 only."""
    kernel = ImageFilter.Kernel(weights.shape, weights.ravel().tolist(), scale=1)
    return Image.fromarray(image).filter(kernel)


RIVALS: dict[str, Call] = {
    "ConvScope": by_convscope,
    "OpenCV filter2D": by_opencv,
    "SciPy correlate": by_scipy,
    "Pillow Kernel": by_pillow,
    "torch conv2d": by_torch,
}


@dataclass(frozen=True)
class Timing:
    """Seconds for the whole picture; `share` is the part of its rows that was filtered."""

    kernel: str
    rival: str
    seconds: float
    fastest: float
    repeats: int
    share: float
    ratio: float


def seconds(calls: dict[str, Callable[[], object]], repeats: dict[str, int]) -> dict[str, list]:
    """How long each call took, in turn, round after round; a first round is not counted."""
    found: dict[str, list] = {name: [] for name in calls}
    for turn in range(max(repeats.values()) + 1):
        for name, call in calls.items():
            if turn > repeats[name]:
                continue
            start = time.perf_counter()
            call()
            if turn:
                found[name].append(time.perf_counter() - start)
    return found


def side_by_side(image: np.ndarray, name: str, repeats: int) -> list[Timing]:
    """Every rival that takes this kernel; slow ones once, on a share of the rows."""
    weights = KERNELS[name].weights.copy()
    slow = 1 if weights.size < 25 else 0.2 if weights.size < 100 else 0.04
    shares = dict.fromkeys(RIVALS, 1.0)
    shares |= {"SciPy correlate": slow, "torch conv2d": slow}
    if weights.shape not in ((3, 3), (5, 5)):
        del shares["Pillow Kernel"]
    calls = {}
    for rival, share in shares.items():
        part = image[: max(len(weights), round(len(image) * share))]
        calls[rival] = lambda call=RIVALS[rival], part=part: call(part, weights)
    counts = {rival: repeats if share == 1 else 1 for rival, share in shares.items()}
    found = seconds(calls, counts)
    opencv = statistics.median(found["OpenCV filter2D"])
    timings = []
    for rival, times in found.items():
        middle = statistics.median(times) / shares[rival]
        fastest = min(times) / shares[rival]
        timings.append(
            Timing(name, rival, middle, fastest, counts[rival], shares[rival], opencv / middle)
        )
    return timings


def of_size(megapixels: float) -> np.ndarray:
    """Blurred noise of 4:3, as smooth as a photograph; none of the rivals looks at the values."""
    height = round((megapixels * 1e6 * 3 / 4) ** 0.5)
    noise = np.random.default_rng(0).integers(0, 256, (height, height * 4 // 3, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 2)


def against_image_size(sizes: Iterable[float], repeats: int) -> list[dict]:
    rows = []
    for megapixels in sizes:
        image = of_size(megapixels)
        for name in ("sharpen", "small_blur", "large_blur"):
            weights = KERNELS[name].weights.copy()
            rows.append({"megapixels": megapixels, "kernel": name} | pair(image, weights, repeats))
    return rows


def against_kernel_size(megapixels: float, sides: Iterable[int], repeats: int) -> list[dict]:
    image, rng, rows = of_size(megapixels), np.random.default_rng(1), []
    for side in sides:
        bell = np.exp(-((np.arange(side) - (side - 1) / 2) ** 2) / (side / 4) ** 2)
        kinds = {
            "mean": np.full((side, side), 1 / side**2),
            "separable": np.outer(bell, bell) / bell.sum() ** 2,
            "any": rng.normal(size=(side, side)),
        }
        for kind, weights in kinds.items():
            rows.append({"side": side, "kind": kind} | pair(image, weights, repeats))
    return rows


def pair(image: np.ndarray, weights: np.ndarray, repeats: int) -> dict[str, float]:
    """Median seconds of ConvScope and of OpenCV on the same picture."""
    calls = {
        "convscope": lambda: by_convscope(image, weights),
        "opencv": lambda: by_opencv(image, weights),
    }
    found = seconds(calls, dict.fromkeys(calls, repeats))
    return {name: statistics.median(times) for name, times in found.items()}


def as_markdown(header: list[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [header, ["---"] * len(header), *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def report(result: dict) -> str:
    """Three Markdown tables, milliseconds."""
    table = as_markdown(
        ["kernel", "by", "ms", "fastest", "runs", "rows measured", "times as fast as OpenCV"],
        (
            [
                t["kernel"],
                t["rival"],
                f"{1000 * t['seconds']:.0f}",
                f"{1000 * t['fastest']:.0f}",
                t["repeats"],
                "all" if t["share"] == 1 else f"{t['share']:.0%}, scaled up",
                f"{t['ratio']:.2f}",
            ]
            for t in result["side_by_side"]
        ),
    )
    sizes = curve(result["against_image_size"], ["kernel", "megapixels"])
    sides = curve(result["against_kernel_size"], ["kind", "side"])
    head = f"{result['megapixels']:g} megapixels, RGB, one thread"
    return "\n\n".join(
        [f"### {head}", table, "### Against image size", sizes, "### Against kernel size", sides]
    )


def curve(rows: list[dict], keys: list[str]) -> str:
    return as_markdown(
        [*keys, "ConvScope ms", "OpenCV ms", "ratio"],
        (
            [
                *(row[key] for key in keys),
                f"{1000 * row['convscope']:.1f}",
                f"{1000 * row['opencv']:.1f}",
                f"{row['opencv'] / row['convscope']:.2f}",
            ]
            for row in sorted(rows, key=lambda row: [row[key] for key in keys])
        ),
    )


def plot(result: dict, path: Path) -> None:
    """Two panels: time against megapixels and against the side of the kernel."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams |= {"svg.hashsalt": "convscope", "font.size": 10}
    import matplotlib.pyplot as plt

    colours = {"#2F6DB5": 0, "#C77700": 1, "#3C8D5A": 2}
    figure, panels = plt.subplots(1, 2, figsize=(11, 4.8), layout="constrained")
    axes = (
        ("against_image_size", "kernel", "megapixels", "Megapixels"),
        ("against_kernel_size", "kind", "side", "Side of the kernel"),
    )
    for panel, (part, group, x, label) in zip(panels, axes, strict=True):
        groups = dict.fromkeys(row[group] for row in result[part])
        for name, colour in zip(groups, colours, strict=True):
            rows = [row for row in result[part] if row[group] == name]
            for by, style in (("convscope", "-o"), ("opencv", "--s")):
                title = (
                    f"{name.replace('_', ' ')}, {'ConvScope' if by == 'convscope' else 'OpenCV'}"
                )
                panel.plot(
                    [row[x] for row in rows],
                    [1000 * row[by] for row in rows],
                    style,
                    color=colour,
                    markersize=3,
                    linewidth=1.2,
                    label=title,
                )
        panel.set(xlabel=label, ylabel="Milliseconds", yscale="log")
        panel.spines[["top", "right"]].set_visible(False)
        panel.legend(
            frameon=False, fontsize=8, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.15)
        )
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def measure(*, quick: bool) -> dict:
    megapixels, repeats = (0.2, 1) if quick else (12.0, 7)
    image = of_size(megapixels)
    kernels = ("sharpen", "small_blur", "large_blur")
    return {
        "megapixels": megapixels,
        "machine": {
            "system": platform.system(),
            "cpu": platform.machine(),
            "cores": os.cpu_count(),
        },
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "side_by_side": [asdict(t) for name in kernels for t in side_by_side(image, name, repeats)],
        "against_image_size": against_image_size(
            (0.1, 0.2) if quick else (0.1, 0.3, 1, 3, 6, 12), 1 if quick else 5
        ),
        "against_kernel_size": against_kernel_size(
            0.1 if quick else 3,
            (3, 9) if quick else (3, 5, 7, 9, 11, 15, 21, 31),
            1 if quick else 5,
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small picture, one round")
    parser.add_argument("--out", type=Path, help="folder for the JSON and the plot")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    started = time.perf_counter()
    result = measure(quick=arguments.quick)
    print(report(result))
    print(f"\nmeasured in {time.perf_counter() - started:.0f} s")
    out = arguments.out or (None if arguments.quick else OUT)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "filtering.json").write_text(json.dumps(result, indent=1) + "\n")
        plot(result, out / "filtering.svg")


if __name__ == "__main__":
    main()
