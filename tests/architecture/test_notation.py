"""What may be written for a layer, and what is said of everything else."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.architecture import parse_architecture
from vizcore.errors import ArchitectureError, ConvScopeError, ShapeError

SMALL = "input 3x32x32\n"


def first(line: str):
    return parse_architecture(SMALL + line).rows[0]


@pytest.mark.parametrize(
    "line",
    [
        "conv 32 3x3 padding 1",
        "CONV 3x3 K=32 p=1",
        "Conv2d(32, 3, padding=1)",
        "conv 32 3 x 3, same  # a remark",
        "conv k 32 f 3 padding 1",
        "conv 32 3×3 padding same",
    ],
)
def test_one_layer_may_be_written_in_many_ways(line):
    row = first(line)
    assert (row.kind, row.shape, row.parameters) == ("conv", (32, 32, 32), 896)


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("pool 2x2", (3, 16, 16)),
        ("maxpool 3 stride 2", (3, 15, 15)),
        ("pool 3 stride 2 ceil", (3, 16, 16)),
        ("avg_pool 2x4", (3, 16, 8)),
        ("globalpool", (3, 1, 1)),
        ("conv 4 5x5 dilation 2 groups 1 stride 3x2", (4, 8, 12)),
        ("flatten", (3072,)),
        ("bn", (3, 32, 32)),
    ],
)
def test_each_kind_has_its_shape(line, shape):
    assert first(line).shape == shape


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("conf 3", 'line 2: no layer is called "conf"; did you mean "conv"?'),
        ("conv 32 3x3 margin 1", 'line 2: conv has no "margin"'),
        ("conv 32 3x3 padding", "line 2: padding needs a number"),
        ("conv 32 3x3 stride 0", "line 2: stride must be a whole number from 1 to 100,000, not 0"),
        ("conv 32 3x3x3", "line 2: window is one number or two, such as 3x3, not 3x3x3"),
        ("conv 32 3x3 filters 4", "line 2: filters is said twice"),
        ("relu 3", "line 2: relu does not know what to do with 3"),
        ("dropout 1.5", "line 2: dropout takes one rate from 0 to below 1"),
        ("input 3x4x4", "line 2: there is one input, on the first line"),
        ("add", "line 2: add comes after a fork"),
        ("fork\nrelu", "a fork has no add"),
        ("fork\nshortcut\nrelu\nshortcut", "line 5: a fork has one shortcut"),
        ("", "there is an input and no layer"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, says):
    with pytest.raises(ArchitectureError) as caught:
        parse_architecture(SMALL + line)
    assert str(caught.value).startswith(says)


@pytest.mark.lecture("L30", page="architectures")
@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("fc 10", "line 2: fc takes a row of numbers, but a volume 3x32x32 arrives: put a line flatten before it, which makes it a row of 3,072"),  # noqa: E501
        ("flatten\nconv 4 3x3", "line 3: conv needs a volume of channels, rows and columns, but a row of 3,072 numbers arrives"),  # noqa: E501
        ("pool 16\nconv 4 5x5", "line 3: a window of 5 does not fit on 2 cells without padding: 3x2x2 arrives; padding 2 would make room"),  # noqa: E501
        ("conv 4 3x3 groups 2", "line 2: 2 groups do not divide 3 channels"),
        ("conv 32 4x4 same", "line 2: padding same is for stride 1 and windows of an odd size"),
        ("pool 2x2 padding 2", "line 2: a pooling window of 2x2 can be padded by at most half"),
        ("fork\npool 2\nadd", "line 4: 3x16x16 and 3x32x32 cannot be added"),
        ("conv", "line 2: conv needs the number of its filters, such as conv 32 3x3"),
    ],
)  # fmt: skip
def test_sizes_that_do_not_go_together_are_named_with_what_would_help(lines, says):
    with pytest.raises(ShapeError) as caught:
        parse_architecture(SMALL + lines)
    assert str(caught.value).startswith(says)


def test_the_padding_that_is_advised_helps():
    with pytest.raises(ShapeError, match=r"padding 4 would make room"):
        parse_architecture("input 1x2x2\nconv 4 5x5 dilation 2 padding 1")
    assert parse_architecture("input 1x2x2\nconv 4 5x5 dilation 2 padding 4").parameters == 104


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="conv fpuladre\n0123456789x.=#()-é²", max_size=120))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(text):
    with contextlib.suppress(ConvScopeError):
        assert parse_architecture(SMALL + text).parameters >= 0


@pytest.mark.parametrize("text", ["a" * 20_000, f"input 3x{'9' * 20_000}", f"conv {'x' * 20_000}"])
def test_a_word_without_an_end_is_not_repeated_to_its_end(text):
    with pytest.raises(ArchitectureError) as caught:
        parse_architecture(text)
    assert len(str(caught.value)) < 250
