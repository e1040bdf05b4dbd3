"""What each layer makes of its input: shape, parameters, multiplications, receptive field."""

from collections.abc import Iterable
from dataclasses import dataclass

from vizcore.architecture.counting import (
    SLIDING,
    multiply_adds,
    parameters,
    settings_of,
    shape_after,
)
from vizcore.architecture.notation import Line, Pair
from vizcore.errors import ArchitectureError, ShapeError
from vizcore.geometry import spread

INPUT = "input"


@dataclass(frozen=True)
class LayerRow:
    """One layer of an architecture.

    Attributes
    ----------
    name : str
        Its kind and its number among those of its kind, such as "conv1".
    kind : str
        "conv", "pool", "avgpool", "globalpool", "relu", "tanh", "sigmoid", "gelu", "bn", "lrn",
        "dropout", "flatten", "fc", "softmax" or "add".
    shape : tuple of int
        Of its output for one picture: (channels, rows, columns), or (numbers,) once flattened.
    parameters : int
        Trainable numbers.
    multiply_adds : int
        Of a convolution or a fully connected layer, for one picture, without biases; else 0.
    receptive_field : int
        Pixels of the input, along its longer side, that one value can depend on. It may be larger
        than the picture: what lies outside is padding.
    jump : int
        Pixels of the input between two neighbouring values.
    product : str
        `parameters` as a product, such as "(3·3·3 + 1)·32"; empty where there are none.
    work : str
        `multiply_adds` as a product, such as "32·32·32 · 3·3·3"; empty where there are none.
    takes : tuple of int
        Shape of what arrives.
    after : tuple of str
        Names of the layers whose outputs it takes; "input" is the picture.
    line : Line
        Where it was read, and its settings.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    receptive_field: int
    jump: int
    product: str
    work: str
    takes: tuple[int, ...]
    after: tuple[str, ...]
    line: Line


@dataclass(frozen=True)
class _Flow:
    """What arrives at a layer: from where, in which shape, having seen how much."""

    source: str
    shape: tuple[int, ...]
    fields: Pair = (1, 1)
    jumps: Pair = (1, 1)
    flattened: Pair = (1, 1)  # rows and columns that a fully connected layer sees at once


def rows_of(lines: Iterable[Line]) -> tuple[tuple[int, ...], tuple[LayerRow, ...]]:
    """The input's shape, and a row for each layer.

    Raises
    ------
    ArchitectureError
        If the lines stand in no possible order.
    ShapeError
        If a layer cannot take what arrives; the message names its line and the sizes.
    """
    return _Walk().through(list(lines))


class _Walk:
    """Goes through the lines with what flows from layer to layer."""

    def __init__(self) -> None:
        self.rows: list[LayerRow] = []
        self.often: dict[str, int] = {}
        self.forks: list[_Flow] = []
        self.trunks: dict[int, _Flow] = {}

    def through(self, lines: list[Line]) -> tuple[tuple[int, ...], tuple[LayerRow, ...]]:
        if not lines or lines[0].kind != "input":
            where = f"line {lines[0].number}: " if lines else ""
            raise ArchitectureError(f"{where}the first layer is the input, such as input 3x32x32")
        flow = _Flow(INPUT, lines[0].shape)
        for line in lines[1:]:
            flow = self._next(line, flow)
        if self.forks:
            raise ArchitectureError("a fork has no add: its shortcut leads nowhere")
        if not self.rows:
            raise ArchitectureError("there is an input and no layer: write one below it")
        return lines[0].shape, tuple(self.rows)

    def _next(self, line: Line, flow: _Flow) -> _Flow:
        if line.kind == "input":
            raise ArchitectureError(f"line {line.number}: there is one input, on the first line")
        if line.kind == "fork":
            self.forks.append(flow)
            return flow
        if line.kind in ("shortcut", "add") and not self.forks:
            raise ArchitectureError(f"line {line.number}: {line.kind} comes after a fork")
        if line.kind == "shortcut":
            return self._take_shortcut(line, flow)
        ends = self._ends(flow) if line.kind == "add" else (flow,)
        return self._layer(line, flow, ends)

    def _take_shortcut(self, line: Line, flow: _Flow) -> _Flow:
        depth = len(self.forks)
        if depth in self.trunks:
            raise ArchitectureError(f"line {line.number}: a fork has one shortcut")
        self.trunks[depth] = flow
        return self.forks[-1]

    def _ends(self, flow: _Flow) -> tuple[_Flow, _Flow]:
        """The two flows that an add brings together: the trunk and its shortcut."""
        start, depth = self.forks.pop(), len(self.forks) + 1
        return (self.trunks.pop(depth), flow) if depth in self.trunks else (flow, start)

    def _layer(self, line: Line, flow: _Flow, ends: tuple[_Flow, ...]) -> _Flow:
        try:
            shape = shape_after(line, *(end.shape for end in ends))
        except ShapeError as error:
            raise ShapeError(f"line {line.number}: {error}") from error
        seen = [_seen(line, end) for end in ends]
        fields, jumps = max(seen)  # of two branches that meet, the one that has seen more
        product, numbers = parameters(line, flow.shape, shape)
        work, multiplications = multiply_adds(line, flow.shape, shape)
        sources = tuple(end.source for end in ends)
        self.rows.append(
            LayerRow(self._name(line.kind), line.kind, shape, numbers, multiplications,
                     max(fields), max(jumps), product, work, flow.shape, sources, line)
        )  # fmt: skip
        return _Flow(self.rows[-1].name, shape, fields, jumps, _flattened(line, flow))

    def _name(self, kind: str) -> str:
        self.often[kind] = self.often.get(kind, 0) + 1
        alone = kind in ("flatten", "softmax", "globalpool") and self.often[kind] == 1
        return kind if alone else f"{kind}{self.often[kind]}"


def _seen(line: Line, flow: _Flow) -> tuple[Pair, Pair]:
    """Receptive field and jump along rows and columns of what leaves a layer."""
    window, stride, dilation = (1, 1), (1, 1), (1, 1)
    if line.kind in SLIDING:
        window, stride, _, dilation = settings_of(line)
    elif line.kind == "globalpool":
        window = (flow.shape[1], flow.shape[2])
    elif line.kind == "fc":
        window = flow.flattened
    steps = zip(flow.fields, flow.jumps, window, stride, dilation, strict=True)
    down, right = [(field + (spread(w, d) - 1) * j, j * s) for field, j, w, s, d in steps]
    return (down[0], right[0]), (down[1], right[1])


def _flattened(line: Line, flow: _Flow) -> Pair:
    """Rows and columns of the map that the next fully connected layer sees at once."""
    if line.kind == "flatten" and len(flow.shape) == 3:
        return flow.shape[1], flow.shape[2]
    return (1, 1) if line.kind == "fc" else flow.flattened
