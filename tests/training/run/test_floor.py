"""No filter of the first convolution falls silent."""

import numpy as np
import torch

from vizcore.nets.film import load_checkpoint
from vizcore.training import Recipe, Run, Split
from vizcore.training.patient.recipes import PUPIL
from vizcore.training.run.floor import BiasFloor, patch_products
from vizcore.training.run.loop import Course
from vizcore.training.study.silent import look_at_filters


def test_the_spread_is_that_of_the_answers_inside_the_images(tiny: Split) -> None:
    run = Run.start(Recipe())
    x = run.model.prepare(tiny.images)
    kernel = run.model.layers.conv1.weight.detach()
    answers = torch.nn.functional.conv2d(x.double(), kernel.double())
    rows = kernel.flatten(1)
    squares = ((rows @ patch_products(x)) * rows).sum(1)
    torch.testing.assert_close(squares.double(), answers.square().mean((0, 2, 3)))


def test_only_a_bias_below_the_floor_is_raised_and_to_the_floor(tiny: Split) -> None:
    network = Run.start(Recipe()).model
    bias = network.layers.conv1.bias
    torch.nn.init.constant_(bias[:2], -50.0)
    before = bias.detach().clone()
    BiasFloor(network, tiny.images, 2.0).hold()
    assert torch.equal(bias[2:], before[2:])
    answers = torch.nn.functional.conv2d(
        network.prepare(tiny.images), network.layers.conv1.weight
    ).detach()
    spread = answers.square().mean((0, 2, 3)).sqrt()
    torch.testing.assert_close(bias[:2].detach(), -2 * spread[:2])


def test_a_filter_on_its_way_out_stays_where_the_remedy_is_and_goes_where_it_is_not(
    tiny: Split,
) -> None:
    """Filter 7 of the film's frame 2,992 is the next to fall silent; here it is pushed."""
    silent = {}
    for depth in (0.0, PUPIL.bias_floor):
        run = Run.start(Recipe(batch_size=20, peak_lr=0.1, kernel_lr=0.04, bias_floor=depth))
        run.model.load_state_dict(load_checkpoint(2992).state_dict())
        torch.nn.init.constant_(run.model.layers.conv1.bias[7:8], -9.0)
        course = Course(run, tiny)
        for _ in range(3):
            course.epoch()
            run.epoch += 1
        silent[depth] = 7 in look_at_filters(run.model.eval(), tiny.images).silent
    assert silent == {0.0: True, 2.0: False}


def test_a_teacher_and_a_recipe_without_a_floor_are_left_alone(tiny: Split) -> None:
    for recipe in (Recipe(), Recipe(network="wide_vgg")):
        network = Run.start(recipe).model
        before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
        BiasFloor(network, tiny.images, recipe.bias_floor).hold()
        after = network.state_dict()
        assert all(torch.equal(tensor, after[name]) for name, tensor in before.items())


def test_each_filter_keeps_length_one_where_that_is_asked_for(tiny: Split) -> None:
    """Steps of next to nothing: what is left is the scaling."""
    run = Run.start(Recipe(batch_size=20, peak_lr=1e-6, kernel_lr=1e-6, kernel_length="filter"))
    Course(run, tiny).epoch()
    for name in ("conv1", "conv2", "conv3", "conv4"):
        lengths = run.model.layers.get_parameter(f"{name}.weight").flatten(1).norm(dim=1)
        np.testing.assert_allclose(lengths.detach(), 1.0, rtol=1e-4)
