"""What a run tells: one line of JSON an epoch, and the curves as a page that opens anywhere."""

import json
from collections.abc import Sequence
from pathlib import Path

from vizcore.training.run.checkpoint import EpochFigures
from vizcore.training.run.files import write_atomically


def write_log(out: Path, history: Sequence[EpochFigures]) -> None:
    r"""Write `log.jsonl`: the figures of each epoch, one JSON object a line.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_log(folder, [{"epoch": 1, "train_loss": 2.3}])
    >>> (folder / "log.jsonl").read_text()
    '{"epoch": 1, "train_loss": 2.3}\n'
    """
    lines = [json.dumps(figures) + "\n" for figures in history]
    write_atomically(out / "log.jsonl", "".join(lines).encode())


def write_curves(out: Path, history: Sequence[EpochFigures]) -> None:
    """Write `curves.html`: loss and accuracy by epoch, with plotly inside, so it opens offline."""
    from plotly.subplots import make_subplots  # half a second, at the end of hours

    figure = make_subplots(rows=1, cols=2, subplot_titles=["Loss", "Accuracy"])
    for column, measure in enumerate(("loss", "accuracy"), start=1):
        for part, colour in (("train", "#0f6cbd"), ("holdout", "#c2410c")):
            known = [f for f in history if f"{part}_{measure}" in f]
            figure.add_scatter(
                x=[f["epoch"] for f in known],
                y=[f[f"{part}_{measure}"] for f in known],
                name={"train": "training, augmented", "holdout": "held out"}[part],
                line={"color": colour},
                legendgroup=part,
                showlegend=column == 1 and bool(known),
                row=1,
                col=column,
            )
    figure.update_xaxes(title_text="Epoch")
    page = figure.to_html(include_plotlyjs=True)
    write_atomically(out / "curves.html", page.encode())
