"""A run: it learns, the same settings give the same numbers, and they are plain PyTorch's."""

import math

import numpy as np
import pytest
import torch

from pages.laboratory.code import programs
from tests.pages.helpers import execute
from vizcore.laboratory.course import Course
from vizcore.laboratory.network import first_layer, network
from vizcore.laboratory.settings import RunSettings


def losses(steps: int, **settings: object) -> list[float]:
    course = Course(RunSettings(**settings))  # type: ignore[arg-type]
    return [course.take_step() for _ in range(steps)]


@pytest.mark.lecture("L25", page="laboratory")
def test_the_program_on_the_page_gives_the_losses_and_the_accuracy_of_the_laboratory():
    course = Course(RunSettings())
    for _ in range(2 * course.steps_an_epoch):
        loss = course.take_step()
    _, printed = execute(programs()["PyTorch"])
    epoch, last, right = map(float, printed.strip().splitlines()[-1].split())
    assert epoch == 2
    assert last == pytest.approx(loss, rel=1e-4)
    assert right == pytest.approx(course.history[-1]["validation_accuracy"], abs=1e-6)
    assert right > 0.9


def test_the_optimisers_of_the_numpy_program_are_torchs():
    program = programs()["NumPy"]
    _, printed = execute(program)
    for line, optimiser in zip(
        printed.strip().splitlines(), ("sgd", "momentum", "adam"), strict=True
    ):
        w = torch.ones(2, dtype=torch.float64, requires_grad=True)
        makers = {
            "sgd": lambda w=w: torch.optim.SGD([w], lr=0.03),
            "momentum": lambda w=w: torch.optim.SGD([w], lr=0.03, momentum=0.9),
            "adam": lambda w=w: torch.optim.Adam([w], lr=0.03),
        }
        step = makers[optimiser]()
        found = []
        for _ in range(3):
            step.zero_grad()
            (w[0] ** 2 + 10 * w[1] ** 2).backward()
            step.step()
            found.append(w.detach().numpy().round(4).tolist())
        name, _, numbers = line.partition(" ")
        assert name == optimiser
        assert np.allclose(eval(numbers), found, atol=2e-4)  # noqa: S307


def test_the_same_settings_give_the_same_losses_and_another_seed_others():
    assert losses(5, seed=3) == losses(5, seed=3)
    assert losses(5, seed=3) != losses(5, seed=4)
    assert losses(5, augmentation=True) != losses(5)


@pytest.mark.lecture("L27", page="laboratory")
def test_dropout_and_batch_norm_are_there_when_they_were_chosen():
    plain = network(RunSettings(batch_norm=False))
    both = network(RunSettings(batch_norm=True, dropout=True))
    kinds = [type(module).__name__ for module in both]
    assert kinds.count("BatchNorm2d") == 2
    assert kinds.count("Dropout") == 3
    assert not {"BatchNorm2d", "BatchNorm1d", "Dropout"} & {type(m).__name__ for m in plain}


def test_another_rate_takes_effect_at_the_next_step():
    course, still = Course(RunSettings(optimiser="sgd")), Course(RunSettings(optimiser="sgd"))
    course.set_rate(1e-6)
    before = first_layer(course.model).weight.detach().clone()
    course.take_step()
    still.take_step()
    moved = (first_layer(course.model).weight - before).abs().max()
    assert 0 < moved < 1e-4 * (first_layer(still.model).weight - before).abs().max() * 100


def test_the_maps_of_the_picture_are_the_first_layers():
    rng = np.random.default_rng(2)
    picture = rng.integers(0, 256, (32, 32, 3), dtype=np.uint8)
    course = Course(RunSettings(picture=picture.tobytes()))
    grey = torch.from_numpy((picture @ np.array([0.299, 0.587, 0.114])) / 255)[None, None].float()
    expected = torch.relu(first_layer(course.model)(grey))[0].detach().numpy()
    np.testing.assert_allclose(course.maps(), expected, atol=1e-5)


def test_a_moved_digit_is_the_digit_somewhere_else():
    course = Course(RunSettings(augmentation=True))
    images = torch.arange(1.0, 65).reshape(1, 1, 8, 8).repeat(50, 1, 1, 1)
    moved = course._moved(images)
    corners = {float(image[0, 4, 4]) for image in moved}
    assert corners == {37.0 + 8 * r + c for r in (-1, 0, 1) for c in (-1, 0, 1)}


def test_a_rate_that_is_far_too_large_ends_in_no_number_or_a_huge_one():
    found = losses(40, optimiser="sgd", rate=10.0)
    assert any(not math.isfinite(loss) or loss > 1000 for loss in found)
