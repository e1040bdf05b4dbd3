import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from vizcore.errors import WeightsError
from vizcore.training import Recipe, Run, TrainingError, read_checkpoint
from vizcore.training.run.files import write_atomically

resource = pytest.importorskip("resource", reason="limits the size of files; POSIX only")


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process can grow beyond `size`: the system refuses as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def saved(tmp_path: Path, recipe: Recipe) -> Path:
    path = tmp_path / "checkpoint.pt"
    Run.start(recipe).save(path)
    return path


def test_a_checkpoint_holds_the_keys_that_others_read(saved: Path) -> None:
    keys = {"recipe", "epoch", "history", "ancestors", "model", "average", "optimiser"}
    assert set(read_checkpoint(saved)) == keys


def test_restore_gives_back_weights_average_and_history(recipe: Recipe, tmp_path: Path) -> None:
    run, other = Run.start(recipe), Run.start(recipe)
    with torch.no_grad():
        run.model.layers.conv1.weight.fill_(2)
        run.average.layers.bn1.running_mean.fill_(3)
    run.epoch, run.history = 2, [{"epoch": 1, "lr": 0.5}, {"epoch": 2, "lr": 0.25}]
    run.save(tmp_path / "checkpoint.pt")
    other.restore(tmp_path / "checkpoint.pt")
    assert (other.epoch, other.history) == (run.epoch, run.history)
    for name in ("model", "average"):
        pairs = zip(*(getattr(r, name).state_dict().values() for r in (run, other)), strict=True)
        assert all(torch.equal(a, b) for a, b in pairs)


def test_an_heir_begins_with_the_average_and_remembers_where_it_came_from(
    recipe: Recipe, tmp_path: Path
) -> None:
    first = Run.start(recipe)
    with torch.no_grad():
        first.average.layers.conv1.weight.fill_(3)
    first.epoch, first.history = 1, [{"epoch": 1, "lr": 0.5}]
    first.save(tmp_path / "first.pt")
    heir = Run.start(recipe)
    heir.inherit(read_checkpoint(tmp_path / "first.pt"))
    heir.save(tmp_path / "heir.pt")
    grandchild = Run.start(recipe)
    grandchild.inherit(read_checkpoint(tmp_path / "heir.pt"))
    assert (grandchild.model.layers.conv1.weight == 3).all()
    assert grandchild.epoch == 0
    assert [a["epoch"] for a in grandchild.ancestors] == [1, 0]
    assert grandchild.ancestors[0]["recipe"] == recipe.to_dict()


def test_a_checkpoint_from_before_a_setting_was_added_reads_as_without_it(
    recipe: Recipe, tmp_path: Path
) -> None:
    Run.start(recipe).save(tmp_path / "checkpoint.pt")
    state = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    del state["recipe"]["cutout"], state["recipe"]["parent"], state["ancestors"]
    torch.save(state, tmp_path / "old.pt")
    assert read_checkpoint(tmp_path / "old.pt")["recipe"] == recipe.to_dict()
    Run.start(recipe).restore(tmp_path / "old.pt")


def test_restore_names_the_settings_of_another_recipe(saved: Path) -> None:
    run = Run.start(Recipe(epochs=3, batch_size=10, holdout=10, seed=4))
    with pytest.raises(WeightsError, match=r"another recipe \(seed 3, not 4\)"):
        run.restore(saved)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_a_truncated_checkpoint_is_called_damaged(
    saved: Path, recipe: Recipe, share: float
) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(share * len(content))])
    with pytest.raises(WeightsError, match="is damaged or no checkpoint"):
        Run.start(recipe).restore(saved)


def test_another_file_of_torch_is_not_a_checkpoint(tmp_path: Path) -> None:
    torch.save({"model": {}}, tmp_path / "other.pt")
    with pytest.raises(WeightsError, match="is not a checkpoint of a training run"):
        read_checkpoint(tmp_path / "other.pt")


def test_a_checkpoint_cannot_run_code(tmp_path: Path) -> None:
    torch.save({"recipe": io.StringIO}, tmp_path / "hostile.pt")
    with pytest.raises(WeightsError, match="is damaged or no checkpoint"):
        read_checkpoint(tmp_path / "hostile.pt")


def test_a_checkpoint_of_another_network_changes_nothing(saved: Path, recipe: Recipe) -> None:
    state = read_checkpoint(saved)
    state["average"]["layers.fc2.bias"] = torch.zeros(7)
    state["model"]["layers.conv1.bias"] = torch.full((32,), 5.0)
    torch.save(state, saved)
    run = Run.start(recipe)
    before = {name: tensor.clone() for name, tensor in run.model.state_dict().items()}
    with pytest.raises(WeightsError, match="is a checkpoint of another network"):
        run.restore(saved)
    after = run.model.state_dict()
    assert all(torch.equal(tensor, after[name]) for name, tensor in before.items())


def test_orthogonal_steps_do_not_begin_where_plain_ones_ended(saved: Path) -> None:
    heir = Run.start(Recipe(kernel_lr=0.1))
    with pytest.raises(WeightsError, match="cannot go on where plain ones ended"):
        heir.inherit(read_checkpoint(saved))


def test_a_checkpoint_of_the_wrong_network_is_named(saved: Path) -> None:
    assert read_checkpoint(saved, "minivgg")["epoch"] == 0
    with pytest.raises(WeightsError, match="is of the network minivgg, not wide_vgg"):
        read_checkpoint(saved, "wide_vgg")


def test_a_full_disk_leaves_the_previous_checkpoint(saved: Path, recipe: Recipe) -> None:
    before = saved.read_bytes()
    text = f"cannot write {saved}: File too large; the previous one is still there"
    with full_disk(1_000_000), pytest.raises(TrainingError, match=re.escape(text)):
        Run.start(recipe).save(saved)
    assert saved.read_bytes() == before
    assert [file.name for file in saved.parent.iterdir()] == [saved.name]


def test_writing_where_a_file_stands_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TrainingError, match=r"cannot write .*: (Not a directory|File exists)"):
        write_atomically(tmp_path / "file" / "a", b"x")
