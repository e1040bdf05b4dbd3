"""What every unit of MiniVGG looks for: the study behind the page *What each unit looks for*.

Command line: `python -m vizcore.training.study.units --help`.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save

from vizcore.errors import ConvScopeError
from vizcore.images.encode import LOSSLESS, encode_webp, sheet_of
from vizcore.images.views import views
from vizcore.nets import MiniVGG, layers_of, load_minivgg, receptive_field, record
from vizcore.nets.exciting import exciting
from vizcore.nets.maximising import SIDE, maximise_all
from vizcore.nets.silencing import arriving, effect_off
from vizcore.nets.unit_cards import ACROSS, CARDS, EVERY, FINGERPRINTS, middle_of
from vizcore.nets.units import Speaking, speaking, survey
from vizcore.nets.weights import weights_card
from vizcore.training.run.data import Split, find_data, load_split
from vizcore.training.run.files import write_atomically

Arrays = dict[str, np.ndarray]

_OFF = 2000  # pictures on which units are switched off
_LINKS = 1000  # pictures on which it is measured what arrives
_TOGETHER = 64  # units that climb at once
_LOSSY = 80  # quality of a sheet of whole pictures; smaller ones keep every pixel


def study(model: MiniVGG, test: Split, *, off: int = _OFF) -> Arrays:
    """All that the cards of the units hold.

    Parameters
    ----------
    model : MiniVGG
        In eval mode, on the processor.
    test : Split
        The test images, the same number of each class.
    off : int
        On how many of them units are switched off.

    Returns
    -------
    dict
        As `vizcore.nets.unit_cards` names and describes them.
    """
    layers = speaking(layers_of(model))
    own = np.stack([pixels for _, pixels in views()])
    arrays = {"fingerprint": fingerprints(test)}
    for name, pictures in (("test", test.images), ("own", own)):
        for layer, found in survey(model, pictures).items():
            fires = next(each.fires for each in layers if each.name == layer)
            ranked = exciting(found, fires=fires)
            arrays |= {f"{layer}.{name}.{key}": value for key, value in vars(ranked).items()}
            if name == "test":
                arrays |= _on_average(layer, found.values, test.targets)
    arrays |= _arriving(model, layers, _spread(test, _LINKS))
    for each in layers[:-1]:
        print(f"switching off the units of {each.name}", file=sys.stderr, flush=True)
        arrays[f"{each.name}.off"] = effect_off(model, _spread(test, off).images, each)
    for each in layers:
        print(f"climbing for the units of {each.name}", file=sys.stderr, flush=True)
        arrays |= dict(_climbed(model, each))
    return arrays


def fingerprints(test: Split) -> np.ndarray:
    """Mean red, green and blue of some images, by which an archive in another order is told."""
    chosen = [test.images[of_class(test, *each)] for each in FINGERPRINTS]
    return np.stack(chosen).mean((1, 2)).astype(np.float32)


def of_class(test: Split, label: int, nth: int) -> int:
    """Where the image stands that is number `nth` of its class."""
    return int(np.flatnonzero(test.targets == label)[nth])


def _spread(test: Split, count: int) -> Split:
    """So many images, evenly from the whole."""
    return test.take(np.linspace(0, len(test), count, endpoint=False).astype(int))


def _on_average(layer: str, values: np.ndarray, targets: np.ndarray) -> Arrays:
    means = np.stack([values[targets == c].mean(0) for c in np.unique(targets)], 1)
    return {f"{layer}.means": means, f"{layer}.fires": (values > 0).mean(0).astype(np.float32)}


def _arriving(model: MiniVGG, layers: tuple[Speaking, ...], few: Split) -> Arrays:
    outputs = record(model, model.prepare(few.images))
    found: Arrays = {}
    for each, target in pairwise(layers):
        size, lean = arriving(model, outputs, each, target)
        found |= {f"{each.name}.size": size, f"{each.name}.lean": lean}
    return found


def _climbed(model: MiniVGG, layer: Speaking) -> Iterator[tuple[str, np.ndarray]]:
    """The pictures of all units on one sheet, row by row, and the values on the way."""
    made = []
    for start in range(0, layer.units, _TOGETHER):
        units = range(start, min(start + _TOGETHER, layer.units))
        made += maximise_all(model, layer.name, units)
    field = receptive_field(model, layer.name, (0, *middle_of(layer)))
    seen = np.ix_(field.rows, field.columns)
    sheet = sheet_of(np.stack([found.picture[seen] for found in made]), ACROSS)
    file = encode_webp(sheet, _LOSSY if len(field.rows) == SIDE else LOSSLESS)
    yield f"{layer.name}.climbed", np.frombuffer(file, np.uint8)
    values = np.stack([found.values[::EVERY] for found in made])
    yield f"{layer.name}.climb", values.astype(np.float16)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when written, 2 with one sentence on standard error otherwise."""
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.study.units",
        description="Find out what every unit of the trained network looks for.",
    )
    parser.add_argument("--data", type=Path, help="CIFAR-10 (default: $CONVSCOPE_CIFAR10)")
    parser.add_argument("--out", type=Path, default=CARDS, help="the file that is written")
    options = parser.parse_args(arguments)
    try:
        torch.set_num_threads(1)
        arrays = study(load_minivgg("cpu"), load_split(find_data(options.data), "test"))
        digest = {"weights": str(weights_card()["sha256"])}
        options.out.parent.mkdir(parents=True, exist_ok=True)
        laid = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
        write_atomically(options.out, save(laid, digest))
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
