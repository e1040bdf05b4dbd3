"""The film that ships: whole networks that learn, the last of them the one that ships."""

import numpy as np
import pytest
import torch

from vizcore.errors import WeightsError
from vizcore.locations import ASSETS
from vizcore.nets import film_card, load_checkpoint, load_minivgg
from vizcore.nets.film import FILM
from vizcore.nets.weights import weights_card


def test_the_film_is_small_enough_and_in_order() -> None:
    frames = film_card()["frames"]
    assert [frame["step"] for frame in frames][:4] == [0, 10, 50, 187]
    assert sorted(frames, key=lambda frame: frame["step"]) == frames
    assert sum(file.stat().st_size for file in FILM.iterdir()) < 25e6
    assert {file.name for file in FILM.glob("*.safetensors")} == {f["file"] for f in frames}


def test_the_figures_of_a_frame_agree_with_each_other() -> None:
    card = film_card()
    for frame in card["frames"]:
        confusion = np.array(frame["confusion"])
        assert confusion.sum() == card["images"] == card["recipe"]["holdout"] == 2000
        assert (confusion.sum(1) == 200).all()
        assert np.trace(confusion) / 2000 == pytest.approx(frame["accuracy"], abs=1e-9)
    assert card["frames"][0]["accuracy"] == pytest.approx(0.1, abs=0.05)
    assert card["frames"][-1]["accuracy"] > 0.85


def test_the_last_frame_is_the_shipped_network_but_for_rounding_and_temperature() -> None:
    last, shipped = load_checkpoint(film_card()["frames"][-1]["step"]), load_minivgg("cpu")
    for name in ("conv1", "conv2", "conv3", "conv4", "bn5"):
        ours, theirs = getattr(last.layers, name), getattr(shipped.layers, name)
        torch.testing.assert_close(ours.weight, theirs.weight, rtol=1e-3, atol=1e-4)
    temperature = weights_card()["temperature"]
    torch.testing.assert_close(
        last.layers.fc2.weight / temperature, shipped.layers.fc2.weight, rtol=2e-3, atol=1e-4
    )
    assert film_card()["recipe"] == weights_card()["recipe"]


def test_every_frame_answers() -> None:
    x = torch.zeros(1, 3, 32, 32)
    answers = [load_checkpoint(frame["step"])(x) for frame in film_card()["frames"]]
    assert all(torch.isfinite(answer).all() for answer in answers)
    assert not torch.allclose(answers[0], answers[-1])


def test_a_step_that_was_not_filmed_is_refused() -> None:
    with pytest.raises(WeightsError, match="the film has no step 7; its steps are 0, 10, 50"):
        load_checkpoint(7)


def test_where_the_film_comes_from_is_told() -> None:
    assert "vizcore.training.run.film" in (ASSETS / "film" / "SOURCES.md").read_text("utf-8")
