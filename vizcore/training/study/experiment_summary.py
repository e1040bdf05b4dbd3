"""Many runs of the lecture's experiment reduced to curves with their spread and final figures."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from jaxtyping import Float

from vizcore.training.study.trial import CURVES, VARIANTS, Settings

#: What the lecture saw: shares of right answers.
LECTURE = {
    "L25": {
        "plain": {"train_accuracy": 0.876, "validation_accuracy": 0.574},
        "batch norm": {"train_accuracy": 0.880, "validation_accuracy": 0.612},
    },
    "L27": {
        "plain": {"train_accuracy": 0.87, "validation_accuracy": 0.57},
        "dropout": {"train_accuracy": 0.71, "validation_accuracy": 0.59},
    },
}

_DIGITS = 4

Summary = dict[str, Any]


def summarise(
    settings: Settings, records: Iterable[Mapping[str, Any]], *, reading: str = ""
) -> Summary:
    """Curves over the seeds and each seed's final figures, as JSON values.

    Parameters
    ----------
    settings : Settings
    records : iterable of dicts
        A finished run for each of `settings.trials()`, as `run_missing` returns them.
    reading : str
        What a person reads from the numbers, in Markdown.

    Returns
    -------
    dict
        `settings`: all of them, and what the runs had in common. `lecture`: `LECTURE`.
        `results`: for each variant and rate its `variant`, `rate`, `curves` (`over_seeds` of each
        of `CURVES`) and `final` (of each curve, one number a seed: the mean of the last epochs).
        `reading`. Rounded to four digits after the point.
    """
    runs = {(r["variant"], r["rate"], r["seed"]): r for r in records}
    shared = next(iter(runs.values()))["settings"]
    grid = {"rates": list(settings.rates), "seeds": settings.seeds}
    more = {"final_epochs": settings.final_epochs, "steps": settings.steps, "optimiser": "Adam"}
    results = []
    for rate in settings.rates:
        for variant in VARIANTS:
            of_seeds = [runs[variant, rate, seed]["curves"] for seed in range(settings.seeds)]
            curves = {name: np.array([run[name] for run in of_seeds]) for name in CURVES}
            results.append({"variant": variant, "rate": rate} | _reduced(curves, settings))
    return {
        "settings": shared | grid | more,
        "lecture": LECTURE,
        "results": results,
        "reading": " ".join(reading.split()),
    }


def over_seeds(runs: Float[np.ndarray, "seeds epochs"]) -> dict[str, list[float]]:
    """Mean, standard deviation (of a sample: over n - 1), least and greatest of each epoch.

    >>> over_seeds(np.array([[0.1, 0.2], [0.3, 0.2]]))["sd"]  # sqrt(2) * 0.1
    [0.1414, 0.0]
    """
    return {
        "mean": _rounded(runs.mean(0)),
        "sd": _rounded(runs.std(0, ddof=1)),
        "min": _rounded(runs.min(0)),
        "max": _rounded(runs.max(0)),
    }


def differences(summary: Summary, variant: str, rate: float, curve: str) -> Float[np.ndarray, " n"]:
    """Final figures of `variant` minus those of the plain network, seed by seed.

    The runs of a seed share images, their order and initial weights, so that what a seed is lucky
    with drops out.

    Parameters
    ----------
    summary : dict
        Made by `summarise`.
    variant, rate
        Which runs.
    curve : str
        One of `CURVES`.
    """
    of = {(r["variant"], r["rate"]): np.array(r["final"][curve]) for r in summary["results"]}
    return of[variant, rate] - of["plain", rate]


def _reduced(curves: Mapping[str, np.ndarray], settings: Settings) -> dict[str, Any]:
    last = settings.final_epochs
    return {
        "curves": {name: over_seeds(runs) for name, runs in curves.items()},
        "final": {name: _rounded(runs[:, -last:].mean(1)) for name, runs in curves.items()},
    }


def _rounded(values: np.ndarray) -> list[float]:
    return [round(value, _DIGITS) for value in values.tolist()]
