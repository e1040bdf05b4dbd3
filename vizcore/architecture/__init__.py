"""Networks as texts, one layer a line: read, counted, and built in PyTorch.

To read and to count takes no torch; `Architecture.build` loads it.
"""

from vizcore.architecture.architecture import Architecture, parse_architecture
from vizcore.architecture.catalogue import ARCHITECTURES
from vizcore.architecture.notation import Line
from vizcore.architecture.receptive_field import Box, receptive_field
from vizcore.architecture.rows import LayerRow

__all__ = [
    "ARCHITECTURES",
    "Architecture",
    "Box",
    "LayerRow",
    "Line",
    "parse_architecture",
    "receptive_field",
]
