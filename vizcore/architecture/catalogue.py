"""Networks of the lecture, each in the notation that a person may edit."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from vizcore.architecture.architecture import Architecture

_LENET5 = """\
input 1x32x32
conv 6 5x5
tanh
avgpool 2x2
conv 16 5x5        # published: each filter sees only some of the 6 maps
tanh
avgpool 2x2
flatten
fc 120
tanh
fc 84
tanh
fc 10
"""

_MINIVGG = """\
input 3x32x32
conv 32 3x3 padding 1
relu
bn
conv 32 3x3 padding 1
relu
bn
pool 2x2
dropout 0.25
conv 64 3x3 padding 1
relu
bn
conv 64 3x3 padding 1
relu
bn
pool 2x2
dropout 0.25
flatten
fc 512
relu
bn
dropout 0.5
fc 10
"""


def _alexnet(first: str, groups: str) -> str:
    """AlexNet's layers; `first` are its first two lines."""
    return f"""\
{first}
relu
lrn 5
pool 3x3 stride 2
conv 256 5x5 padding 2{groups}
relu
lrn 5
pool 3x3 stride 2
conv 384 3x3 padding 1
relu
conv 384 3x3 padding 1{groups}
relu
conv 256 3x3 padding 1{groups}
relu
pool 3x3 stride 2
flatten
fc 4096
relu
dropout 0.5
fc 4096
relu
dropout 0.5
fc 1000
"""


_ALEXNET_TORCHVISION = """\
input 3x224x224
conv 64 11x11 stride 4 padding 2
relu
pool 3x3 stride 2
conv 192 5x5 padding 2
relu
pool 3x3 stride 2
conv 384 3x3 padding 1
relu
conv 256 3x3 padding 1
relu
conv 256 3x3 padding 1
relu
pool 3x3 stride 2
flatten
dropout 0.5
fc 4096
relu
dropout 0.5
fc 4096
relu
fc 1000
"""


def _vgg(*blocks: tuple[int, int]) -> str:
    """A VGG of blocks (convolutions, filters), with the three layers at its end."""
    lines = ["input 3x224x224"]
    for convolutions, filters in blocks:
        lines += [f"conv {filters} 3x3 padding 1", "relu"] * convolutions + ["pool 2x2"]
    lines += ["flatten", *["fc 4096", "relu", "dropout 0.5"] * 2, "fc 1000"]
    return "\n".join(lines) + "\n"


_RESNET18_FILTERS = (64, 64, 128, 128, 256, 256, 512, 512)
_RESNET18_STRIDES = (1, 1, 2, 1, 2, 1, 2, 1)


def _resnet18() -> str:
    """ResNet-18: eight blocks of two convolutions with a shortcut around each."""
    lines = ["input 3x224x224", "conv 64 7x7 stride 2 padding 3 nobias", "bn", "relu"]
    lines += ["pool 3x3 stride 2 padding 1"]
    for filters, stride in zip(_RESNET18_FILTERS, _RESNET18_STRIDES, strict=True):
        lines += ["fork", f"conv {filters} 3x3 stride {stride} padding 1 nobias", "bn", "relu"]
        lines += [f"conv {filters} 3x3 padding 1 nobias", "bn"]
        if stride > 1:
            lines += ["shortcut", f"conv {filters} 1x1 stride {stride} nobias", "bn"]
        lines += ["add", "relu"]
    return "\n".join([*lines, "globalpool", "flatten", "fc 1000"]) + "\n"


_KRIZHEVSKY = (
    "[Krizhevsky, Sutskever and Hinton, 2012](https://papers.nips.cc/paper_files/paper/2012/"
    "hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html)"
)
_SIMONYAN = "[Simonyan and Zisserman, 2014](https://arxiv.org/abs/1409.1556)"


def _all() -> Iterator[tuple[str, Architecture]]:
    yield "lenet5", Architecture(
        _LENET5, "LeNet-5",
        "Digits, 1998: two convolutions, each followed by a mean. Here every filter of the second "
        "sees all six maps, as in every copy of today; as published it sees three, four or six, "
        "and the whole has 60,000 parameters.",
        "[LeCun, Bottou, Bengio and Haffner, 1998](http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf)",
    )  # fmt: skip
    yield (
        "alexnet_published",
        Architecture(
            _alexnet("input 3x227x227\nconv 96 11x11 stride 4", " groups 2"),
            "AlexNet",
            "Two graphics cards, half of the maps on each: three convolutions see only the half on "
            "their own card (groups 2). The paper says 224; only 227 gives its 55.",
            _KRIZHEVSKY,
        ),
    )
    yield (
        "alexnet_single",
        Architecture(
            _alexnet("input 3x227x227\nconv 96 11x11 stride 4", ""),
            "AlexNet, one tower",
            "The same on one card: every filter sees all maps. It is what most drawings and tables "
            "show, and has more parameters.",
            _KRIZHEVSKY,
        ),
    )
    yield "alexnet_torchvision", Architecture(
        _ALEXNET_TORCHVISION, "AlexNet, torchvision",
        "Fewer filters, no local response norm; 224 pixels with two zeros on each side give "
        "the same 55 positions.",
        "[Krizhevsky, 2014](https://arxiv.org/abs/1404.5997), and "
        "[torchvision](https://docs.pytorch.org/vision/stable/models/alexnet.html)",
    )  # fmt: skip
    yield "vgg11", Architecture(
        _vgg((1, 64), (1, 128), (2, 256), (2, 512), (2, 512)), "VGG-11",
        "Only 3x3: eight convolutions and three fully connected layers with weights.", _SIMONYAN,
    )  # fmt: skip
    yield "vgg16", Architecture(
        _vgg((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), "VGG-16",
        "Two or three 3x3 convolutions see as far as one 5x5 or 7x7, with fewer weights and more "
        "bends. Nine tenths of the parameters sit in three layers.", _SIMONYAN,
    )  # fmt: skip
    yield "minivgg", Architecture(
        _MINIVGG, "MiniVGG",
        "The lecture's network for CIFAR-10, and the one that ConvScope has trained. The "
        "activation comes before batch norm.",
        "Lecture (FIT3181, week 4)",
    )  # fmt: skip
    yield "resnet18", Architecture(
        _resnet18(), "ResNet-18",
        "An outlook: the input of each block is added to its output, so that a gradient finds a "
        "way past it, and a mean of each map replaces the large fully connected layers.",
        "[He, Zhang, Ren and Sun, 2015](https://arxiv.org/abs/1512.03385)",
    )  # fmt: skip


#: Every network by its key, in the order of their years and sizes.
ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType(dict(_all()))
