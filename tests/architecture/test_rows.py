"""Counting by hand, by PyTorch and by what a gradient reaches."""

import pytest
import torch

from vizcore.architecture import parse_architecture


def test_a_small_network_counted_by_hand():
    rows = parse_architecture(
        "input 2x9x9\nconv 4 3x3 stride 2 groups 2\nbn\npool 2x2\nflatten\nfc 5"
    ).rows
    assert [(row.name, row.shape) for row in rows] == [
        ("conv1", (4, 4, 4)), ("bn1", (4, 4, 4)), ("pool1", (4, 2, 2)), ("flatten", (16,)),
        ("fc1", (5,)),
    ]  # fmt: skip
    assert [row.parameters for row in rows] == [(3 * 3 * 1 + 1) * 4, 2 * 4, 0, 0, (16 + 1) * 5]
    assert [row.multiply_adds for row in rows] == [4 * 4 * 4 * 9, 0, 0, 0, 80]
    assert [row.receptive_field for row in rows] == [3, 3, 5, 5, 9]
    assert [row.jump for row in rows] == [2, 2, 4, 4, 4]
    assert rows[0].product == "(3·3·1 + 1)·4"
    assert rows[0].work == "4·4·4 · 3·3·1"


@pytest.mark.parametrize(
    "layers",
    [
        ["conv 2 3x3", "conv 2 3x3 dilation 2", "avgpool 2x2", "conv 2 5x5"],
        ["conv 1 7x7 stride 2", "avgpool 3 stride 2", "conv 1 3x3 stride 2", "conv 1 2x2"],
        ["fork", "conv 3 3x3 padding 1", "conv 3 3x3 padding 1", "add", "conv 1 1x1"],
        ["avgpool 4", "flatten", "fc 3"],
    ],
)
def test_the_receptive_field_is_what_a_gradient_reaches(layers):
    """All weights are positive and nothing is bent: every pixel that can matter does."""
    for last in [layers[: i + 1] for i in range(len(layers)) if layers[i] != "fork"]:
        text = "\n".join(["input 3x61x61", *last])
        if text.count("\nfork") > text.count("\nadd"):
            continue
        architecture = parse_architecture(text)
        network = architecture.build().double()
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.fill_(0.1)
        picture = torch.ones(1, *architecture.input_shape, dtype=torch.float64, requires_grad=True)
        out = network(picture)
        middle = (0, 0, *(size // 2 for size in out.shape[2:]))
        (reached,) = torch.autograd.grad(out[middle], picture)
        columns = reached[0].abs().sum((0, 1)).nonzero().ravel()
        row = architecture.rows[-1]
        expected = 61 // 4 * 4 if row.kind == "fc" else row.receptive_field
        assert int(columns[-1] - columns[0]) + 1 == expected, text


def test_two_branches_meet_with_the_larger_field_and_their_names():
    rows = parse_architecture(
        "input 3x8x8\nfork\nconv 4 3x3 padding 1\nbn\nshortcut\nconv 4 1x1 nobias\nadd\nrelu"
    ).rows
    add = rows[-2]
    assert (add.after, add.shape, add.receptive_field) == (("bn1", "conv2"), (4, 8, 8), 3)
    assert rows[2].after == ("input",)
    assert rows[2].product == "1·1·3·4"


def test_a_network_of_several_outputs_remembers_nothing_between_pictures():
    network = parse_architecture("input 1x4x4\nfork\nconv 1 3x3 padding 1\nadd").build().eval()
    pictures = torch.rand(2, 1, 4, 4)
    with torch.no_grad():
        first, second = network(pictures[:1]), network(pictures[1:])
        assert torch.equal(network(pictures[:1]), first)
        assert torch.allclose(network(pictures), torch.cat([first, second]))
