"""The settings that the lecture works out by hand."""

from dataclasses import dataclass

import numpy as np

from pages.ui.matrices import SEVEN_BY_EIGHT, SEVEN_ROWS
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings

_ONES = "1 1 1; 1 1 1; 1 1 1"


@dataclass(frozen=True)
class Example:
    """A setting of the Convolution page that the lecture works out by hand."""

    title: str
    input: str
    kernel: str
    stride: int
    padding: str
    note: str


#: By the name that stands in the URL.
EXAMPLES = {
    "worked": Example(
        "Worked 3×3",
        "3 3 2 1 0; 0 0 1 3 1; 3 1 2 2 3; 2 0 0 2 2; 2 0 0 0 1",
        "0 1 2; 2 2 0; 0 1 2",
        1,
        "valid",
        "",
    ),
    "same": Example(
        "Same padding, 7×7",
        SEVEN_ROWS,
        _ONES,
        2,
        "same",
        "The lecture's slide prints 19, 15 and 9 in this output. The sums are 20, 16 and 8: "
        "step through and add them up.",
    ),
    "valid": Example("No padding, 7×8", SEVEN_BY_EIGHT, _ONES, 2, "valid", ""),
}


def note_of(example: Example, settings: ConvSettings) -> str:
    """What there is to say about an example's outputs, as long as they are on screen."""
    x, kernel = parse_matrix(example.input), parse_matrix(example.kernel)
    own = ConvSettings(x[None], kernel[None], stride=example.stride, padding=example.padding)
    return example.note if np.array_equal(own.output, settings.output) else ""
