"""Exercises on architectures: parameters, sizes, multiplications and sight of layers in a stack."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.architecture import Architecture, LayerRow, parse_architecture
from vizcore.text import with_article


def _stack(rng: np.random.Generator) -> Architecture:
    """Two convolutions and a pooling, then one fully connected layer."""
    side, first = int(rng.choice([16, 28, 32, 64])), int(rng.choice([8, 16, 32]))
    window = int(rng.choice([3, 5]))
    return parse_architecture(
        f"input {rng.choice([1, 3])}x{side}x{side}\nconv {first} {window} padding {window // 2}\n"
        f"relu\npool 2\nconv {2 * first} 3 padding 1\nrelu\npool 2\nflatten\nfc 10"
    )


def _shown(architecture: Architecture) -> str:
    return f"```\n{architecture.text}\n```\n"


def _row(architecture: Architecture, name: str) -> LayerRow:
    return next(row for row in architecture.rows if row.name == name)


def parameters_of_the_second(rng: np.random.Generator) -> Exercise:
    """Parameters of a convolution whose channels another layer made."""
    architecture = _stack(rng)
    row = _row(architecture, "conv2")
    return Exercise(
        f"A network:\n{_shown(architecture)}How many parameters has its second convolution?",
        row.parameters,
        f"Each of its {row.shape[0]} filters has a weight for {row.takes[0]} channels and a bias: "
        f"{row.product} = {row.parameters:,}.",
    )


def inputs_of_the_last(rng: np.random.Generator) -> Exercise:
    """How long the row is that the fully connected layer takes."""
    architecture = _stack(rng)
    channels, rows, columns = _row(architecture, "pool2").shape
    answer = channels * rows * columns
    return Exercise(
        f"A network:\n{_shown(architecture)}How many numbers does `flatten` hand to `fc`?",
        answer,
        f"Two poolings halve rows and columns twice: {rows} · {columns} values in each of "
        f"{channels} maps, {channels} · {rows} · {columns} = {answer:,}.",
    )


def heaviest_layer(rng: np.random.Generator) -> Exercise:
    """Multiplications of one layer."""
    architecture = _stack(rng)
    row = _row(architecture, str(rng.choice(["conv1", "conv2", "fc1"])))
    return Exercise(
        f"A network:\n{_shown(architecture)}How many multiplications with a weight does "
        f"`{row.name}` "
        "do for one picture?",
        row.multiply_adds,
        f"As many outputs as it has, times the weights of one: {row.work} = {row.multiply_adds:,}.",
    )


def sight_of_a_value(rng: np.random.Generator) -> Exercise:
    """The receptive field behind two convolutions and a pooling."""
    window = int(rng.choice([3, 5, 7]))
    text = f"input 3x64x64\nconv 8 {window}\npool 2\nconv 8 3"
    row = parse_architecture(text).rows[-1]
    return Exercise(
        f"A network:\n```\n{text}\n```\nHow many pixels of a row can one value of the last layer "
        "depend on?",
        row.receptive_field,
        f"{with_article(window).capitalize()} of the first; the pooling adds 1 · 1, and its "
        "values lie 2 "
        f"pixels apart; the last adds 2 · 2: {window} + 1 + 4 = {row.receptive_field}.",
    )


def stack_of_threes(rng: np.random.Generator) -> Exercise:
    """VGG's argument: several small windows instead of a large one."""
    count, channels = int(rng.choice([2, 3])), int(rng.choice([64, 128, 256]))
    large = 2 * count + 1
    answer = large**2 * channels**2 - count * 9 * channels**2
    return Exercise(
        f"{count} convolutions 3 × 3 in a row see as much as one {large} × {large}. With "
        f"{channels} "
        "channels everywhere, how many weights fewer do they have (biases left out)?",
        answer,
        f"{large}² · {channels}² − {count} · 9 · {channels}² = {large**2 - 9 * count} · "
        f"{channels**2:,} "
        f"= {answer:,}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    parameters_of_the_second,
    inputs_of_the_last,
    heaviest_layer,
    sight_of_a_value,
    stack_of_threes,
)
