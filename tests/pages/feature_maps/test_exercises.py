"""The answers about MiniVGG against the lecture's own numbers and against perturbed pixels."""

import re

import numpy as np
import pytest
import torch

from pages.feature_maps.exercises import (
    MAKERS,
    convolution_parameters,
    dense_parameters,
    multiplications,
    receptive_field,
)
from vizcore.nets import MiniVGG, record


def drawn(maker, count=200):
    return [maker(np.random.default_rng(seed)) for seed in range(count)]


@pytest.mark.parametrize("maker", MAKERS)
def test_the_working_ends_with_the_answer(maker):
    for exercise in drawn(maker, 40):
        assert exercise.worked.endswith(f"= {exercise.answer}")
        assert exercise.accepts(exercise.answer)


@pytest.mark.lecture("L31", page="feature_maps")
def test_parameters_and_multiplications_are_the_lectures():
    convolutions = {e.answer for e in drawn(convolution_parameters)}
    assert sum(convolutions) == 65_568
    assert sum({e.answer for e in drawn(dense_parameters)}) == 2_102_794
    dense = 4096 * 512 + 512 * 10
    total = sum({e.question: e.answer for e in drawn(multiplications)}.values()) + dense
    assert round(total / 1e6, 2) == 26.58


@pytest.mark.lecture("L6", "L31", page="feature_maps")
def test_the_receptive_field_is_what_a_change_of_one_value_depends_on():
    """Backwards: the pixels that one value in the middle of a map has a gradient for."""
    fields = {re.search(r"of `(\w+)`", e.question)[1]: e.answer for e in drawn(receptive_field)}
    assert sorted(fields.values()) == [3, 5, 6, 10, 14, 16]
    model = MiniVGG().eval()
    for name, field in fields.items():
        x = torch.rand(1, 3, 32, 32, requires_grad=True)
        value = x
        for layer_name, layer in model.layers.named_children():
            value = torch.nn.functional.avg_pool2d(value, 2) if "pool" in layer_name else value
            if "conv" in layer_name:  # positive weights and no ReLU: nothing cancels
                value = torch.nn.functional.conv2d(value, layer.weight.abs(), padding=1)
            if layer_name == name:
                break
        middle = value.shape[-1] // 2
        value[0, 0, middle, middle].backward()
        assert int((x.grad[0, 0].abs().sum(0) > 0).sum()) == field
    assert set(fields) == {n for n in record(model, x.detach()) if n.startswith(("conv", "pool"))}
