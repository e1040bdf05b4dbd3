"""The drawings: the trained network knows each for what it is."""

import numpy as np
import pytest

from vizcore.images import SAMPLES, to_network_input
from vizcore.images.canvas import Canvas
from vizcore.images.scenes import SCENES
from vizcore.nets import LABELS, load_minivgg


def test_there_is_a_drawing_of_each_class_and_a_sample_of_each_drawing():
    assert tuple(SCENES) == LABELS
    drawn = {name for name, sample in SAMPLES.items() if sample.kind == "drawing"}
    assert drawn == {f"drawn_{label}" for label in LABELS}


@pytest.mark.parametrize("label", LABELS)
def test_the_network_knows_each_drawing_for_what_it_is(label):
    model = load_minivgg("cpu")
    picture = to_network_input(SAMPLES[f"drawn_{label}"].load())
    probabilities = model(model.prepare(picture[None])).softmax(1)[0].detach().numpy()
    assert LABELS[probabilities.argmax()] == label
    assert probabilities.max() > 0.7


def test_a_drawing_is_the_same_every_time():
    for draw in SCENES.values():
        np.testing.assert_array_equal(draw(), draw())


def test_a_box_fills_its_pixels_and_no_others():
    plain = Canvas(((0, 0, 0), (0, 0, 0)), side=32)
    pixels = plain.box((255, 255, 255), 8, 8, 24, 24).pixels()
    assert (pixels[10:22, 10:22] == 255).all()
    assert pixels[:6].max() < 40
