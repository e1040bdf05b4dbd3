"""A forward pass of a network in which something was changed; the network itself stays as it is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor, nn

from vizcore.errors import SurgeryError
from vizcore.images import KERNELS
from vizcore.nets.layers import Layer
from vizcore.nets.minivgg import MiniVGG
from vizcore.text import number

What = Literal["value", "off", "kernel", "weight", "bias", "running_mean", "running_var"]

_NUMBERS = ("weight", "bias", "running_mean", "running_var")
_TEXT = re.compile(r"(\w+):(\w+)((?:\.\d{1,5})*)(?:=([-+.\w]{1,24}))?")
#: Hand-made kernels that can be put in the place of a trained one.
PASTED = {name: k for name, k in KERNELS.items() if k.weights.shape == (3, 3)}


@dataclass(frozen=True)
class Edit:
    """One change.

    Attributes
    ----------
    what : str
        "value": one output of a layer. "off": a whole map, or a unit, is zero. "kernel": a kernel
        made by hand in the place of a trained one. "weight", "bias", "running_mean" and
        "running_var": one trained number.
    layer : str
    index : tuple of int
        (channel, row, column) or (unit,) of a value; (channel,) of a map or kernel; of a trained
        number its place in the array.
    to : float or str
        The new number, or the name of the kernel; 0 for "off".
    """

    what: What
    layer: str
    index: tuple[int, ...]
    to: float | str = 0.0

    @property
    def text(self) -> str:
        """As it stands in a link.

        >>> Edit("weight", "conv1", (5, 0, 1, 2), 0.5).text, Edit("off", "bn2", (7,)).text
        ('weight:conv1.5.0.1.2=0.5', 'off:bn2.7')
        """
        place = ".".join([self.layer, *map(str, self.index)])
        to = self.to if isinstance(self.to, str) else f"{self.to:.6g}"
        return f"{self.what}:{place}" + ("" if self.what == "off" else f"={to}")

    @property
    def words(self) -> str:
        """For people.

        >>> Edit("weight", "conv1", (5, 0, 1, 2), -0.5).words
        'weight [5, 0, 1, 2] of conv1 is −0.5'
        """
        place = ", ".join(map(str, self.index))
        if self.what == "off":
            return f"{self.layer} {place} is off"
        if self.what == "kernel":
            return f"kernel {place} of {self.layer} is {self.to}"
        return (
            f"{self.what.replace('_', ' ')} [{place}] of {self.layer} is {number(float(self.to))}"
        )


def parse_edit(text: str, layers: Sequence[Layer], parameters: Mapping[str, np.ndarray]) -> Edit:
    """Read what `Edit.text` writes.

    Parameters
    ----------
    text : str
    layers : sequence of Layer
        Of the network, from `layers_of`.
    parameters : mapping
        Its trained numbers, from `parameters_of`.

    Raises
    ------
    SurgeryError
        If it is not written so, or the network has no such place.

    Examples
    --------
    >>> from vizcore.nets import MiniVGG, layers_of, parameters_of
    >>> model = MiniVGG()
    >>> parse_edit("value:fc2.3=-1.5", layers_of(model), parameters_of(model))
    Edit(what='value', layer='fc2', index=(3,), to=-1.5)
    """
    found = _TEXT.fullmatch(text)
    if found is None:
        raise SurgeryError(f"'{text[:40]}' is no change that this network knows")
    what, name, digits, to = found.groups()
    layer = next((each for each in layers if each.name == name), None)
    index = tuple(map(int, digits.split(".")[1:]))
    if layer is None or layer.kind == "softmax":
        raise SurgeryError(f"nothing can be changed in '{name}'")
    if not _fits(index, _shape_of(what, layer, parameters)):
        noun = {"off": "map", "kernel": "kernel of 3 × 3"}.get(what, what.replace("_", " "))
        raise SurgeryError(f"{name} has no {noun} at {index}")
    if what == "off":
        return Edit("off", name, index)
    if what == "kernel":
        if to not in PASTED:
            raise SurgeryError(f"there is no kernel '{to}' of 3 × 3 weights")
        return Edit("kernel", name, index, to)
    return Edit(what, name, index, _number(to))  # type: ignore[arg-type]


def _shape_of(
    what: str, layer: Layer, parameters: Mapping[str, np.ndarray]
) -> tuple[int, ...] | None:
    """The shape in which the place of a change lies; None where there is nothing to change."""
    if what == "value":
        return layer.shape
    if what == "off":
        return layer.shape[:1]
    if what == "kernel":
        return layer.shape[:1] if layer.kind == "conv" and layer.window == (3, 3) else None
    array = parameters.get(f"{layer.name}.{what}") if what in _NUMBERS else None
    return None if array is None else array.shape


def _fits(index: tuple[int, ...], shape: tuple[int, ...] | None) -> bool:
    return (
        shape is not None
        and len(index) == len(shape)
        and all(at < size for at, size in zip(index, shape, strict=True))
    )


def _number(text: str | None) -> float:
    try:
        value = float(text or "")
    except ValueError:
        value = float("nan")
    if not abs(value) <= 1e6:
        raise SurgeryError(f"'{text}' is no number from −1,000,000 to 1,000,000")
    return value


def operate(
    model: MiniVGG | nn.Sequential, x: Tensor, edits: Iterable[Edit]
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Run `model` on `x` with some things changed.

    Changed arrays are copies that end with the call: the model, which others use, is not touched.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode.
    x : tensor (n, ...)
        What the model expects.
    edits : iterable of Edit
        A later one prevails. A change of a value or a map happens to every one of the n.

    Returns
    -------
    outputs : dict
        As from `record`, and "input".
    parameters : dict
        The changed arrays by name, such as "conv1.weight".
    """
    layers = model.layers if isinstance(model, MiniVGG) else model
    edits = list(edits)
    changed: dict[str, Tensor] = {}
    with torch.inference_mode():
        outputs = {"input": _outputs_changed(x, [e for e in edits if e.layer == "input"])}
        x = outputs["input"]
        for name, layer in layers.named_children():
            own = [edit for edit in edits if edit.layer == name]
            arrays = _arrays_changed(layer, own)
            changed |= {f"{name}.{part}": array for part, array in arrays.items()}
            x = torch.func.functional_call(layer, arrays, (x,)) if arrays else layer(x)
            x = outputs[name] = _outputs_changed(x, own)
    return outputs, changed


def _outputs_changed(y: Tensor, edits: Sequence[Edit]) -> Tensor:
    mine = [edit for edit in edits if edit.what in ("value", "off")]
    if mine:
        y = y.clone()
    for edit in mine:
        y.movedim(0, -1)[edit.index] = float(edit.to)  # of every one of the n
    return y


def _arrays_changed(layer: nn.Module, edits: Sequence[Edit]) -> dict[str, Tensor]:
    """Copies of the arrays of a layer in which something was changed."""
    stored = layer.state_dict()
    arrays: dict[str, Tensor] = {}
    for edit in edits:
        if edit.what == "kernel":
            weight = arrays.setdefault("weight", stored["weight"].clone())
            weight[edit.index] = _as_strong(str(edit.to), stored["weight"])
        elif edit.what in _NUMBERS:
            array = arrays.setdefault(edit.what, stored[edit.what].clone())
            array[edit.index] = float(edit.to)
    return arrays


def _as_strong(name: str, weight: Tensor) -> Tensor:
    """A hand-made kernel on every channel, together as large as the layer's kernels are on average.

    Large in the sense of the root of the sum of squares; so it answers neither louder nor lower.
    """
    kernel = torch.tensor(PASTED[name].weights, dtype=weight.dtype, device=weight.device)
    pasted = kernel.expand(weight.shape[1:])
    return pasted * weight.flatten(1).norm(dim=1).mean() / pasted.norm()


def text_of(edits: Iterable[Edit]) -> str:
    """Several changes as they stand in a link.

    >>> text_of([Edit("off", "conv1", (5,)), Edit("kernel", "conv1", (0,), "laplacian")])
    'off:conv1.5;kernel:conv1.0=laplacian'
    """
    return ";".join(edit.text for edit in edits)
