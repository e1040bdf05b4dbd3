"""The answers about the way of a value, against a value that is really changed or moved."""

import re

import numpy as np
import torch

from pages.network.exercises import MAKERS, normalised, operands, place_in_the_row, reached
from vizcore.nets import MiniVGG, record


def drawn(maker, count=60):
    return [maker(np.random.default_rng(seed)) for seed in range(count)]


def test_the_working_ends_with_the_answer():
    for maker in MAKERS:
        for exercise in drawn(maker, 30):
            assert exercise.worked.endswith(f"= {exercise.answer}")
            assert exercise.accepts(exercise.answer)


def test_operands_are_the_weights_of_one_value():
    model = MiniVGG()
    counts = {re.search(r"of `(\w+)`", e.question)[1]: e.answer for e in drawn(operands)}
    for name in ("conv2", "conv4", "fc1", "fc2"):
        assert counts[name] == getattr(model.layers, name).weight[0].numel()
    assert (counts["pool1"], counts["relu3"]) == (4, 1)


def test_what_a_value_reaches_is_what_moves_with_it():
    torch.manual_seed(0)
    model = MiniVGG().eval()
    outputs = record(model, torch.randn(1, 3, 32, 32))
    for exercise in drawn(reached, 12):
        row, column = map(int, re.search(r"row (\d+), column (\d+)", exercise.question).groups())
        layer = re.search(r"values of `(\w+)`", exercise.question)[1]
        moved = outputs["conv1"].clone()
        moved[0, 0, row, column] += 50  # large enough to win every maximum
        counts = []
        x, y = outputs["conv1"], moved
        for name, module in list(model.layers.named_children())[1:]:
            x, y = module(x), module(y)
            if name == layer:
                counts.append(int((x != y).sum()))
                break
        assert counts[0] <= exercise.answer
        assert layer == "pool1" or counts[0] == exercise.answer


def test_flattening_puts_a_value_where_torch_puts_it():
    maps = torch.arange(64 * 8 * 8).reshape(1, 64, 8, 8)
    for exercise in drawn(place_in_the_row):
        c, r, k = map(
            int, re.search(r"map (\d+), row (\d+), column (\d+)", exercise.question).groups()
        )
        assert int(maps[0, c, r, k]) == exercise.answer


def test_a_zero_becomes_what_torchs_batch_norm_makes_of_it():
    for exercise in drawn(normalised, 20):
        numbers = re.findall(r"= (-?[\d.]+)", exercise.question)
        mean, spread, gamma, beta = (float(n.rstrip(".")) for n in numbers)
        layer = torch.nn.BatchNorm1d(1, eps=0).eval()
        with torch.no_grad():
            layer.running_mean.fill_(mean)
            layer.running_var.fill_(spread**2)
            layer.weight.fill_(gamma)
            layer.bias.fill_(beta)
            assert abs(float(layer(torch.zeros(1, 1))) - exercise.answer) < 1e-5
