"""An architecture: a text, the table that follows from it, and the network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from vizcore.architecture.notation import read_lines
from vizcore.architecture.rows import LayerRow, rows_of

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Architecture:
    """A network as a text, one layer a line; its table and its module follow from that.

    Attributes
    ----------
    text : str
        See `parse_architecture` for how it is written.
    title : str
    says : str
        What is special about it, in a sentence or two.
    source : str
        Where it was published, as Markdown.
    """

    text: str
    title: str = ""
    says: str = ""
    source: str = ""

    @cached_property
    def _read(self) -> tuple[tuple[int, ...], tuple[LayerRow, ...]]:
        return rows_of(read_lines(self.text))

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Of one picture: (channels, rows, columns)."""
        return self._read[0]

    @property
    def rows(self) -> tuple[LayerRow, ...]:
        """A row for each layer, in the order in which they compute; the input is none."""
        return self._read[1]

    @property
    def parameters(self) -> int:
        """Trainable numbers."""
        return sum(row.parameters for row in self.rows)

    @property
    def multiply_adds(self) -> int:
        """Multiplications with a weight for one picture; biases are not counted."""
        return sum(row.multiply_adds for row in self.rows)

    @property
    def activations(self) -> int:
        """Numbers in all outputs for one picture; training keeps them for the way back."""
        return sum(math.prod(row.shape) for row in self.rows)

    def build(self, device: str | None = None) -> nn.Module:
        r"""The network in PyTorch, with random weights, in training mode.

        Each row is a submodule of the row's name. `device` is where its weights are made; on
        "meta" they take no memory.

        Examples
        --------
        >>> net = parse_architecture("input 1x4x4\nconv 2 3x3\nflatten\nfc 3").build()
        >>> [name for name, _ in net.named_children()]
        ['conv1', 'flatten', 'fc1']
        """
        from vizcore.architecture.module import Network

        return Network(self.rows, device)


def parse_architecture(text: str) -> Architecture:
    r"""Read a network from a text.

    A layer a line; case does not matter, what follows a # is a remark. Settings have names, of
    which the letters of the lecture are short forms (k filters, f window, s stride, p padding);
    without a name a number is the first of the settings that is still open, and AxB the window.

    ==================================  =====================================================
    `input 3x32x32`                     channels, rows, columns; the first line
    `conv 32 3x3 padding 1`             also stride, dilation, groups, `padding same`, `nobias`
    `pool 2x2`, `avgpool 3 stride 2`    stride is the window unless said; padding, `ceil`
    `globalpool`                        the mean of each map
    `relu tanh sigmoid gelu softmax`    each on a line of its own
    `bn`, `lrn 5`, `dropout 0.5`        batch norm, local response norm, dropout
    `flatten`, `fc 10`                  fully connected layers take a row of numbers
    `fork ... shortcut ... add`         what comes after `shortcut` works on what was at the
                                        fork; `add` brings both together
    ==================================  =====================================================

    Parameters
    ----------
    text : str
        At most 400 lines.

    Returns
    -------
    Architecture

    Raises
    ------
    ArchitectureError
        If a line cannot be read or stands in the wrong place; the message names it.
    ShapeError
        If a layer cannot take what arrives; the message names the line and the sizes, and what
        would help.

    Examples
    --------
    >>> small = parse_architecture("input 1x6x6\nconv 4 3x3\npool 2x2\nflatten\nfc 10")
    >>> [(row.name, row.shape) for row in small.rows]
    [('conv1', (4, 4, 4)), ('pool1', (4, 2, 2)), ('flatten', (16,)), ('fc1', (10,))]
    >>> small.parameters  # (3·3·1 + 1)·4 + (16 + 1)·10
    210
    >>> small.multiply_adds  # 4·4·4 · 3·3·1 + 16·10
    736
    >>> parse_architecture("input 1x2x2\nconv 4 5x5")
    Traceback (most recent call last):
    vizcore.errors.ShapeError: line 2: a window of 5 does not fit on 2 cells without padding:
    1x2x2 arrives; padding 2 would make room, or a smaller window, or one pooling less before
    """
    architecture = Architecture(text)
    _ = architecture.rows
    return architecture
