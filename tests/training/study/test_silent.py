"""The two filters of conv1 that ship silent: when they fell silent, and that it is for good."""

from pathlib import Path

import numpy as np
import pytest
import torch

from vizcore.nets import MiniVGG
from vizcore.nets.film import film_card, load_checkpoint
from vizcore.nets.weights import load_minivgg
from vizcore.training import Split
from vizcore.training.study import silent
from vizcore.training.study.silent import look_at_filters, reach, render

SILENT = [7, 28]


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)


def test_what_is_known_of_a_filter_is_counted_out() -> None:
    network = MiniVGG()
    found = look_at_filters(network, noise(3))
    with torch.no_grad():
        answers = network.layers.conv1(network.prepare(noise(3)))
    torch.testing.assert_close(found.strongest, answers.amax((0, 2, 3)))
    torch.testing.assert_close(found.share, (answers > 0).float().mean((0, 2, 3)))
    assert found.silent == []


def test_the_reach_is_the_answer_to_the_picture_that_suits_a_filter_best() -> None:
    network = MiniVGG()
    kernel = network.layers.conv1.weight
    picture = (kernel[4] > 0).permute(1, 2, 0).numpy().astype(np.uint8) * 255
    image = np.zeros((1, 32, 32, 3), np.uint8)
    image[0, 9:12, 9:12] = picture
    with torch.no_grad():
        answer = network.layers.conv1(network.prepare(image))[0, 4, 10, 10]
    torch.testing.assert_close(reach(network)[4], answer)


def test_the_shipped_filters_that_are_silent_are_so_for_every_picture() -> None:
    assert torch.nonzero(reach(load_minivgg("cpu")) <= 0).flatten().tolist() == SILENT


def test_they_fell_silent_as_the_others_grew_and_their_biases_sank() -> None:
    """Their kernels never decayed: the kernel keeps its length as a whole, and they lost theirs."""
    frames = {f["step"]: load_checkpoint(f["step"]) for f in film_card()["frames"]}
    lengths, biases = (
        {s: m.layers.get_parameter(f"conv1.{name}")[SILENT] for s, m in frames.items()}
        for name in ("weight", "bias")
    )
    for k in range(2):
        norms = {step: values[k].norm().item() for step, values in lengths.items()}
        assert norms[200] > 0.9  # an average filter, then ever less
        later = [norms[step] for step in sorted(norms) if step >= 748]
        assert later[0] > 50 * later[-1]
        held = [biases[step][k].item() for step in (2992, 4488, 5984, 15708)]
        assert held[0] > -0.5 > -1.2 > held[1]  # it sank while the rate was high
        assert held[2] == pytest.approx(held[3], abs=1e-3)  # and stayed: no gradient, no decay
    whole = [m.layers.conv1.weight.norm().item() / 32**0.5 for s, m in frames.items() if s > 200]
    assert all(0.9 < length < 1.05 for length in whole)
    reached = {step: reach(m)[SILENT].min().item() for step, m in frames.items()}
    assert reached[2992] > 0 > reached[5984]


def test_the_table_follows_the_silent_filters_through_the_film(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silent, "parted", lambda *_: (None, silent_split()))
    assert silent.main([f"--data={folder}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + 2 * len(film_card()["frames"])
    assert lines[-1].startswith("| 15,708 | 28 | 0.001 |")
    assert render([(0, look_at_filters(MiniVGG(), noise(1)))]).startswith("No filter of conv1")
    assert silent.main(["--data=/nowhere"]) == 2


def silent_split() -> Split:
    return Split(noise(1), np.array([0]))
