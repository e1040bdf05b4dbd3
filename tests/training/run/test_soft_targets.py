"""What a pupil loses by its distance from the teacher, and the file of a teacher's answers."""

from pathlib import Path

import numpy as np
import pytest
import torch

from vizcore.errors import DataError
from vizcore.training import Recipe
from vizcore.training.run.soft_targets import divergence, load_soft_targets, save_soft_targets


def test_the_divergence_is_the_sum_written_out() -> None:
    rng = np.random.default_rng(0)
    pupil, teacher = rng.normal(0, 3, (2, 5, 10))

    def soft(z: np.ndarray) -> np.ndarray:
        e = np.exp(z / 4)
        return e / e.sum(1, keepdims=True)

    p, q = soft(teacher), soft(pupil)
    expected = 16 * (p * np.log(p / q)).sum() / 5
    found = divergence(torch.from_numpy(pupil).float(), torch.from_numpy(teacher).float(), 4.0)
    assert found.item() == pytest.approx(expected, rel=1e-5)


def test_soft_targets_of_other_views_are_refused(tmp_path: Path) -> None:
    path, recipe = tmp_path / "soft.safetensors", Recipe(views=2, crop_padding=4)
    save_soft_targets(path, torch.zeros(2, 3, 10, dtype=torch.float16), recipe, "0123456789ab")
    assert load_soft_targets(path, recipe).logits.shape == (2, 3, 10)
    with pytest.raises(DataError, match="is for crop_padding 4, not 2"):
        load_soft_targets(path, Recipe(views=2))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "soft.safetensors").write_bytes(b"no")
    with pytest.raises(DataError, match="holds no soft targets"):
        load_soft_targets(tmp_path / "soft.safetensors", Recipe(views=1))
