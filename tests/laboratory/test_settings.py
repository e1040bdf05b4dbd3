"""What a browser may ask for, and what is said of everything else."""

import pytest

from vizcore.errors import NumberError
from vizcore.laboratory.settings import DATA, RunSettings, read_settings


def test_what_is_sent_is_read_again():
    settings = RunSettings("digits", False, True, True, "sgd", 0.3, 64, 7, bytes(range(256)) * 12)
    assert read_settings(settings.as_sent()) == settings


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"data": "mnist"}, "there is no data set 'mnist'; there are digits, cifar10"),
        ({"optimiser": None}, "there is no optimiser None"),
        ({"rate": -1}, "a learning rate is a number from 1e-06 to 100, not -1"),
        ({"rate": float("nan")}, "a learning rate is a number"),
        ({"rate": True}, "a learning rate is a number"),
        ({"batch_size": 1}, "a batch has 2 to 512 images, not 1"),
        ({"batch_size": 2.5}, "a batch has 2 to 512 images, not 2.5"),
        ({"seed": 10**9}, "a seed is a whole number from 0 to 9999"),
        ({"picture": "AAAA"}, "the picture has not 32 x 32 pixels of three bytes"),
        ({"picture": "<>"}, "the picture has not"),
        ({"picture": 5}, "the picture has not"),
    ],
)
def test_what_cannot_be_is_named(change, says):
    with pytest.raises(NumberError) as caught:
        read_settings(RunSettings().as_sent() | change)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize("images", DATA.values(), ids=DATA)
def test_no_batch_is_a_single_image(images):
    assert all(images.seen % size != 1 for size in range(2, 513))


@pytest.mark.lecture("L25", page="laboratory")
def test_the_lectures_run_has_63_steps_an_epoch():
    settings = RunSettings(data="cifar10")
    assert settings.steps == 63 * 20
