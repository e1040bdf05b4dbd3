"""The rows of an architecture as a PyTorch module."""

from collections.abc import Callable, Sequence

from torch import Tensor, nn

from vizcore.architecture.counting import settings_of
from vizcore.architecture.rows import INPUT, LayerRow


class Add(nn.Module):
    """The sum of two outputs of one shape: the end of a residual block."""

    def forward(self, trunk: Tensor, shortcut: Tensor) -> Tensor:
        """Number by number."""
        return trunk + shortcut


_PLAIN: dict[str, Callable[[], nn.Module]] = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
    "flatten": nn.Flatten,
    "globalpool": lambda: nn.AdaptiveAvgPool2d(1),
    "add": Add,
    "softmax": lambda: nn.Softmax(dim=1),
}


class Network(nn.Module):
    """Layers by their names; each takes the outputs of those that its row names."""

    def __init__(self, rows: Sequence[LayerRow], device: str | None = None) -> None:
        super().__init__()
        self.after = {row.name: row.after for row in rows}
        for row in rows:
            self.add_module(row.name, _module(row, device))

    def forward(self, x: Tensor) -> Tensor:
        """The last layer's output for pictures (n, channels, rows, columns)."""
        outputs = {INPUT: x}
        for name, after in self.after.items():
            outputs[name] = self.get_submodule(name)(*(outputs[source] for source in after))
        return outputs[name]


def _module(row: LayerRow, device: str | None) -> nn.Module:
    """One layer; what a line leaves out is PyTorch's default."""
    line, before = row.line, row.takes[0]
    match row.kind:
        case "conv" | "pool" | "avgpool":
            return _sliding(row, device)
        case "fc":
            return nn.Linear(before, line.filters, bias=line.bias, device=device)
        case "bn":
            norm = nn.BatchNorm2d if len(row.takes) == 3 else nn.BatchNorm1d
            return norm(before, device=device)
        case "lrn":
            channels, _ = line.sizes.get("window", (5, 5))  # AlexNet's alpha is not divided by it
            return nn.LocalResponseNorm(channels, alpha=channels * 1e-4, k=2.0)
        case "dropout":
            return nn.Dropout(line.rate)
    return _PLAIN[row.kind]()


def _sliding(row: LayerRow, device: str | None) -> nn.Module:
    line = row.line
    window, stride, padding, dilation = settings_of(line)
    if row.kind == "pool":
        return nn.MaxPool2d(window, stride, padding, dilation, ceil_mode=line.ceil)
    if row.kind == "avgpool":
        return nn.AvgPool2d(window, stride, padding, line.ceil, count_include_pad=False)
    return nn.Conv2d(
        row.takes[0], line.filters, window, stride, padding, dilation, line.groups,
        bias=line.bias, device=device,
    )  # fmt: skip
