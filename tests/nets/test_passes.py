"""People who ask at the same moment are in one pass, and each gets what they would get alone."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from vizcore.nets import load_minivgg, record
from vizcore.nets.passes import MOST_TOGETHER, Passes


class _Slow(nn.Module):
    """Hands on what it is given once it is let; remembers how many pictures it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.sizes = threading.Event(), []

    def forward(self, x: Tensor) -> Tensor:
        self.sizes.append(len(x))
        self.go.wait(10)
        if bool((x < 0).any()):
            raise RuntimeError("below zero")
        return x


def _asked(passes: Passes, pictures: Tensor, slow: _Slow) -> list[Tensor]:
    """Ask for the first, and for all the others while that one is on its way."""
    with ThreadPoolExecutor(len(pictures)) as pool:
        first = pool.submit(passes.record, pictures[:1])
        while not slow.sizes:
            threading.Event().wait(0.001)
        others = [pool.submit(passes.record, pictures[i : i + 1]) for i in range(1, len(pictures))]
        while len(passes._waiting) < len(others):
            threading.Event().wait(0.001)
        slow.go.set()
        return [answer.result()["0"] for answer in (first, *others)]


def test_those_who_come_during_a_pass_are_in_the_next_one_together():
    slow = _Slow()
    passes = Passes(nn.Sequential(slow).eval(), together=True)
    pictures = torch.arange(MOST_TOGETHER + 4.0)[:, None]
    answers = _asked(passes, pictures, slow)
    assert slow.sizes == [1, MOST_TOGETHER, 3]
    assert passes.count == 3
    assert [float(answer) for answer in answers] == list(range(MOST_TOGETHER + 4))
    assert answers[5].untyped_storage().nbytes() == 4  # nobody keeps the others' numbers


def test_a_picture_among_others_has_the_numbers_that_it_has_alone():
    model = load_minivgg("cpu")
    pictures = np.random.default_rng(1).integers(0, 256, (8, 32, 32, 3), np.uint8)
    prepared = model.prepare(pictures)
    passes = Passes(model, together=True)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda i: passes.record(prepared[i : i + 1]), range(8)))
    for i, outputs in enumerate(found):
        alone = record(model, prepared[i : i + 1])
        assert list(outputs) == list(alone)
        for name, output in outputs.items():
            torch.testing.assert_close(output, alone[name], rtol=1e-4, atol=1e-4)


def test_on_a_processor_a_picture_has_the_same_numbers_to_the_last_bit_whoever_else_is_there():
    model = load_minivgg("cpu")
    pictures = np.random.default_rng(2).integers(0, 256, (6, 32, 32, 3), np.uint8)
    prepared = model.prepare(pictures)
    passes = Passes(model)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda i: passes.record(prepared[i : i + 1]), range(6)))
    assert passes.count == 6
    for i, outputs in enumerate(found):
        for name, alone in record(model, prepared[i : i + 1]).items():
            assert torch.equal(outputs[name], alone)


def test_whoever_asked_hears_of_an_error_and_the_next_is_answered():
    slow = _Slow()
    slow.go.set()
    passes = Passes(nn.Sequential(slow).eval())
    with pytest.raises(RuntimeError, match="below zero"):
        passes.record(torch.tensor([[-1.0]]))
    assert float(passes.record(torch.tensor([[2.0]]))["0"]) == 2
