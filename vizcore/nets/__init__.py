"""Networks in PyTorch: MiniVGG, its weights, and a forward pass that keeps every output."""

from vizcore.architecture import ARCHITECTURES, Architecture, LayerRow, parse_architecture
from vizcore.nets.cifar10 import LABELS, MEAN, STD
from vizcore.nets.dependence import Region, reach, receptive_field
from vizcore.nets.film import film_card, load_checkpoint
from vizcore.nets.layers import Layer, layers_of, parameters_of
from vizcore.nets.maximising import Maximised, maximise
from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.recording import record
from vizcore.nets.surgery import Edit, operate, parse_edit
from vizcore.nets.tracing import Trace, trace
from vizcore.nets.weights import choose_device, load_minivgg

__all__ = [
    "ARCHITECTURES",
    "LABELS",
    "MEAN",
    "STD",
    "Architecture",
    "Edit",
    "Layer",
    "LayerRow",
    "Maximised",
    "MiniVGG",
    "Region",
    "Trace",
    "choose_device",
    "film_card",
    "layers_of",
    "load_checkpoint",
    "load_minivgg",
    "maximise",
    "operate",
    "parameters_of",
    "parse_architecture",
    "parse_edit",
    "reach",
    "receptive_field",
    "record",
    "trace",
]
