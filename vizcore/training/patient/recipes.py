"""What the teacher and its pupils learn by; how many epochs, the plan says."""

import dataclasses
from collections.abc import Sequence

from vizcore.training.run.errors import TrainingError
from vizcore.training.run.recipe import FROM_FILES, Recipe

#: As `wide_vgg` was trained, with a deeper network.
TEACHER = Recipe(
    network="deep_vgg", batch_size=512, peak_lr=0.1, kernel_lr=0.1, vector_lr_factor=1.0,
    warmup=0.1, weight_decay=1e-4, label_smoothing=0.0, crop_padding=4, cutout=8,
    average_decay=0.998,
)  # fmt: skip

#: As the pupil that ships was trained, but on larger batches of ever new, blended views, from the
#: teacher alone, and with every filter of the first convolution kept awake.
PUPIL = Recipe(
    batch_size=1024, peak_lr=0.1, kernel_lr=0.04, vector_lr_factor=4.0, weight_decay=5e-4,
    label_smoothing=0.0, crop_padding=4, cutout=8, mixing=0.5, soft_share=1.0,
    dropout=(0.0, 0.0, 0.3), bias_floor=2.0,
)  # fmt: skip

_PLANNED = ("epochs", "holdout", "seed", *FROM_FILES)


def changed(recipe: Recipe, changes: Sequence[str]) -> Recipe:
    """`recipe` with settings of the form `name=value` in the place of its own.

    Raises
    ------
    TrainingError
        If there is no such setting, the plan decides it, or the value is none.

    Examples
    --------
    >>> changed(PUPIL, ["cutout=4", "dropout=0,0,0.1"]).dropout
    (0.0, 0.0, 0.1)
    >>> changed(PUPIL, ["epochs=400"])
    Traceback (most recent call last):
    vizcore.training.run.errors.TrainingError: 'epochs=400' is no setting that can be chosen here
    """
    fields = {f.name: f.default for f in dataclasses.fields(Recipe) if f.name not in _PLANNED}
    values: dict[str, object] = {}
    for change in changes:
        name, _, text = change.partition("=")
        if name not in fields:
            raise TrainingError(f"'{change}' is no setting that can be chosen here")
        try:
            values[name] = _value(text, fields[name])
        except ValueError:
            raise TrainingError(f"'{change}': {text!r} is no value of {name}") from None
    return dataclasses.replace(recipe, **values)  # type: ignore[arg-type]  # checked by the recipe


def _value(text: str, like: object) -> object:
    if isinstance(like, tuple):
        first, second, third = (float(part) for part in text.split(","))
        return first, second, third
    return type(like)(text)  # type: ignore[call-arg]  # int, float or str
