"""The lecture's twelve data sets, each figure from whoever published the set."""

from typing import NamedTuple


class DataSet(NamedTuple):
    """A set of labelled images.

    Attributes
    ----------
    name : str
    what : str
        What is on the images.
    train, others : int
        Images to learn from; those kept for validation and test. Where the publisher gives no
        split, all are in `train`.
    classes : int
    width, height : int
        Pixels of an image; of a usual one where they differ.
    varied : bool
        Whether the sizes differ.
    channels : int
        1 for grey, 3 for colour.
    source : str
        Markdown.
    note : str
        What is to be said beside the figures.
    """

    name: str
    what: str
    train: int
    others: int
    classes: int
    width: int
    height: int
    varied: bool
    channels: int
    source: str
    note: str = ""

    @property
    def images(self) -> int:
        """All of them."""
        return self.train + self.others

    @property
    def size(self) -> str:
        """Of an image, as a table has it."""
        about = "about " if self.varied else ""
        return f"{about}{self.width} × {self.height} × {self.channels}"


#: In the order of the lecture's table.
DATA_SETS = (
    DataSet(
        "MNIST", "handwritten digits", 60_000, 10_000, 10, 28, 28, False, 1,
        "[LeCun, Cortes and Burges](http://yann.lecun.com/exdb/mnist/)",
        "The lecture's slide says 50,000 to train: that is what is left once 10,000 are kept for "
        "validation.",
    ),
    DataSet(
        "Fashion-MNIST", "clothes", 60_000, 10_000, 10, 28, 28, False, 1,
        "[Xiao, Rasul and Vollgraf, 2017](https://arxiv.org/abs/1708.07747)",
        "The slide says 50,000 here too.",
    ),
    DataSet(
        "CIFAR-10", "animals and vehicles", 50_000, 10_000, 10, 32, 32, False, 3,
        "[Krizhevsky, 2009](https://www.cs.toronto.edu/~kriz/cifar.html)",
        "The slide's 60,000 are all of them, not those to train on.",
    ),
    DataSet(
        "CIFAR-100", "things of all kinds", 50_000, 10_000, 100, 32, 32, False, 3,
        "[Krizhevsky, 2009](https://www.cs.toronto.edu/~kriz/cifar.html)",
    ),
    DataSet(
        "Tiny ImageNet", "200 of ImageNet's classes", 100_000, 20_000, 200, 64, 64, False, 3,
        "[CS231n, Stanford](http://cs231n.stanford.edu/tiny-imagenet-200.zip)",
        "10,000 to validate and 10,000 to test, whose classes were never published.",
    ),
    DataSet(
        "Caltech-101", "objects", 9_146, 0, 101, 300, 200, True, 3,
        "[Li, Andreeto, Ranzato and Perona, 2022](https://doi.org/10.22002/D1.20086)",
        "40 to 800 of a class, and a class of background beside the 101.",
    ),
    DataSet(
        "Flowers-17", "flowers", 1_360, 0, 17, 620, 500, True, 3,
        "[Nilsback and Zisserman, 2006](https://www.robots.ox.ac.uk/~vgg/data/flowers/17/)",
        "80 of each; three splits are published with it.",
    ),
    DataSet(
        "Adience", "faces, by age and sex", 26_580, 0, 8, 816, 816, False, 3,
        "[Eidinger, Enbar and Hassner, 2014](https://talhassner.github.io/home/projects/Adience/Adience-data.html)",
        "Eight ranges of age, or two sexes; 2,284 people; the size is that of the aligned faces.",
    ),
    DataSet(
        "FER2013", "facial expressions", 28_709, 7_178, 7, 48, 48, False, 1,
        "[Goodfellow et al., 2013](https://arxiv.org/abs/1307.0414)",
        "Two tests of 3,589.",
    ),
    DataSet(
        "Dogs vs. Cats", "dogs and cats", 25_000, 12_500, 2, 500, 375, True, 3,
        "[Kaggle, 2013](https://www.kaggle.com/c/dogs-vs-cats)",
        "The classes of the test were never published.",
    ),
    DataSet(
        "SMILES", "faces that smile or do not", 13_165, 0, 2, 64, 64, False, 1,
        "[Hromada](https://github.com/hromi/SMILEsmileD)",
        "9,475 do not, 3,690 do.",
    ),
    DataSet(
        "ImageNet (ILSVRC 2012)", "things of all kinds",
        1_281_167, 150_000, 1000, 469, 387, True, 3,
        "[Russakovsky et al., 2015](https://arxiv.org/abs/1409.0575)",
        "50,000 to validate and 100,000 to test; the size is the mean.",
    ),
)  # fmt: skip
