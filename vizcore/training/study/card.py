"""Measure the shipped weights and write their model card, for people and as data."""

import argparse
import dataclasses
import datetime
import json
import sys
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from vizcore.errors import ConvScopeError, WeightsError
from vizcore.nets.cifar10 import LABELS, Classifier
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.recording import record
from vizcore.nets.weights import WEIGHTS, load_minivgg, weights_card
from vizcore.training.run.calibration import (
    averaged_model,
    fit_temperature,
    parted,
)
from vizcore.training.run.checkpoint import read_checkpoint
from vizcore.training.run.data import Split, are_jpegs, find_data, load_split
from vizcore.training.run.evaluation import predict
from vizcore.training.run.files import write_atomically
from vizcore.training.run.measures import measure
from vizcore.training.study.card_text import render
from vizcore.training.study.seeds import read_seeds

Card = dict[str, Any]


def layer_table() -> list[dict[str, Any]]:
    """Name, kind, output shape and trainable parameters of every layer.

    >>> table = layer_table()
    >>> table[0]["name"], table[0]["output"], table[0]["parameters"]  # 896 = 32 * (3 * 9 + 1)
    ('conv1', [32, 32, 32], 896)
    >>> sum(row["parameters"] for row in table)
    2169770
    """
    model = MiniVGG().eval()
    outputs = record(model, torch.zeros(1, 3, 32, 32))
    return [
        {
            "name": name,
            "kind": type(layer).__name__,
            "output": list(outputs[name].shape[1:]),
            "parameters": sum(p.numel() for p in layer.parameters()),
        }
        for name, layer in model.layers.named_children()
    ]


def compare(trained: Tensor, shipped: Tensor, targets: Tensor, temperature: float) -> Card:
    """What calibration and half precision did: the checkpoint's logits against the shipped ones.

    Parameters
    ----------
    trained, shipped : (n, 10) tensors
        Logits of the same images, the shipped ones divided by `temperature`.
    targets : (n,) tensor
    temperature : float
        As noted by the export.
    """
    before, after = measure(trained, targets), measure(shipped, targets)
    return {
        "calibration": {
            "temperature": temperature,
            "best_temperature": fit_temperature(trained, targets),
            "before": {"error": before.calibration_error, "loss": before.loss},
            "after": {"error": after.calibration_error, "loss": after.loss},
        },
        "precision": {
            "float32_accuracy": before.accuracy,
            "shipped_accuracy": after.accuracy,
            "answers_changed": int((trained.argmax(1) != shipped.argmax(1)).sum()),
        },
    }


def make_card(checkpoint: Path, weights: Path, held: Split, test: Split | None) -> Card:
    """All figures of the weights in the folder `weights`, which came from `checkpoint`.

    Parameters
    ----------
    checkpoint : Path
        The training run's last checkpoint.
    weights : Path
        Folder of minivgg.safetensors and minivgg.json.
    held : Split
        The images that the run held out.
    test : Split or None
        The test images, if they are to be looked at now.

    Raises
    ------
    WeightsError
        If the weights did not come from the checkpoint.
    """
    state, shipped = read_checkpoint(checkpoint, "minivgg"), weights_card(weights)
    model, trained = load_minivgg("cpu", folder=weights), averaged_model(checkpoint)
    _check_origin(model, trained, checkpoint)
    logits, targets = predict(model, held), torch.from_numpy(held.targets)
    return {
        "name": "MiniVGG",
        "sha256": shipped["sha256"],
        "bytes": shipped["bytes"],
        "labels": list(LABELS),
        "layers": layer_table(),
        "stages": [*map(_stage, state["ancestors"]), _stage(state)],
        "holdout": dataclasses.asdict(measure(logits, targets)),
        **compare(predict(trained, held), logits, targets, shipped["temperature"]),
        "test": None if test is None else _figures(model, test),
    }


def _figures(model: MiniVGG, data: Split) -> Card:
    return dataclasses.asdict(measure(predict(model, data), torch.from_numpy(data.targets)))


def _stage(state: dict[str, Any]) -> Card:
    history = state["history"]
    return {
        "recipe": state["recipe"],
        "epochs": state["epoch"],
        "seconds": sum(figures["seconds"] for figures in history),
        "history": history,
    }


def _check_origin(shipped: MiniVGG, trained: Classifier, checkpoint: Path) -> None:
    """All but the last layer, which the temperature scales, must be the checkpoint's, rounded."""
    theirs = trained.state_dict()
    for name, tensor in shipped.state_dict().items():
        same = torch.allclose(tensor.float(), theirs[name].float(), rtol=1e-3, atol=1e-6)
        if not same and not name.startswith("layers.fc2."):
            raise WeightsError(
                f"the shipped weights did not come from {checkpoint}: {name} differs"
            )


def keep_test(card: Card, path: Path) -> Card:
    """`card` with the test figures of the card at `path`, if that one is of the same weights.

    So the test images are looked at once, and the card can be written again without them.
    """
    if card["test"] is not None or not path.is_file():
        return card
    earlier = json.loads(path.read_bytes())
    same = earlier["sha256"] == card["sha256"]
    return card | {"test": earlier["test"]} if same else card


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when written, 2 with one sentence on standard error otherwise."""
    options = _parser().parse_args(arguments)
    try:
        _write(options)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    return 0


def _write(options: argparse.Namespace) -> None:
    data = find_data(options.data)
    seen, held = parted(data, read_checkpoint(options.checkpoint, "minivgg")["recipe"])
    test = load_split(data, "test") if options.test else None
    card = make_card(options.checkpoint, options.weights, held, test)
    about = {"training_images": len(seen), "jpeg": are_jpegs(data)}
    write_card(card, about, options.weights, options.out, options.json, date=options.date)


def write_card(
    card: Card, data: Card, weights: Path, out: Path, as_json: Path, *, date: str | None = None
) -> None:
    """Write a card made by `make_card` as Markdown and as data.

    Parameters
    ----------
    card : dict
    data : dict
        `training_images`, how many the run saw; `jpeg`, as `are_jpegs` says.
    weights : Path
        Folder of the exported weights and of seeds.json, if there is one.
    out, as_json : Path
        The two files. Test figures of the same weights in an earlier `as_json` are kept.
    date : str, optional
        YYYY-MM-DD; that of the weights' file by default.
    """
    card = card | {
        "date": date or _date_of(weights / "minivgg.safetensors"),
        "data": data,
        "seeds": read_seeds(weights / "seeds.json", card["stages"][-1]["recipe"]),
    }
    card = keep_test(card, as_json)
    write_atomically(as_json, (json.dumps(card, indent=1) + "\n").encode())
    write_atomically(out, render(card).encode())


def _date_of(path: Path) -> str:
    changed = datetime.datetime.fromtimestamp(path.stat().st_mtime, tz=datetime.UTC)
    return changed.date().isoformat()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m vizcore.training.study.card", description=__doc__
    )
    add = parser.add_argument
    add("--checkpoint", type=Path, required=True, help="the run's checkpoint.pt")
    add("--weights", type=Path, default=WEIGHTS, help="folder of the exported weights")
    add("--data", type=Path, help="CIFAR-10: archive, zip or folder (default: $CONVSCOPE_CIFAR10)")
    add("--test", action="store_true", help="measure on the test images: once, at the very end")
    add("--date", help="YYYY-MM-DD (default: the weights' file time)")
    add("--out", type=Path, default=Path("docs/model-card.md"), help="the card as Markdown")
    add("--json", type=Path, default=WEIGHTS / "model-card.json", help="the card as data")
    return parser


if __name__ == "__main__":
    sys.exit(main())
