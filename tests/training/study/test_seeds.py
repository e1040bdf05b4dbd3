"""Seeds of one recipe: their mean, spread and middle, and what is no such set."""

import dataclasses
import json
import statistics
from pathlib import Path

import pytest

from vizcore.errors import DataError
from vizcore.training import Recipe, Run, evaluate, hold_out, load_split, train
from vizcore.training.run.checkpoint import averaged_network, read_checkpoint
from vizcore.training.study import seeds
from vizcore.training.study.seeds import compare_seeds, read_seeds, render


@pytest.fixture
def checkpoints(folder: Path, tmp_path: Path) -> list[Path]:
    """One epoch of each of three seeds."""
    data, _ = hold_out(load_split(folder, "train"), 10)
    paths = []
    for seed in (2, 0, 1):
        recipe = Recipe(epochs=1, batch_size=10, holdout=10, average_decay=0.1, seed=seed)
        train(Run.start(recipe), data, tmp_path / f"run{seed}")
        paths.append(tmp_path / f"run{seed}" / "checkpoint.pt")
    return paths


def ask(checkpoints: list[Path], folder: Path, out: Path, *more: str) -> int:
    names = [str(path) for path in checkpoints]
    return seeds.main(["--checkpoints", *names, f"--data={folder}", f"--out={out}", *more])


def test_the_summary_holds_each_run_by_seed_their_mean_and_spread(
    checkpoints: list[Path], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "seeds.json"
    assert ask(checkpoints, folder, out, "--test") == 0
    summary = json.loads(out.read_text())
    assert [run["seed"] for run in summary["runs"]] == [0, 1, 2]
    for name, data in (
        ("holdout", hold_out(load_split(folder, "train"), 10)[1]),
        ("test", load_split(folder, "test")),
    ):
        networks = (averaged_network(read_checkpoint(path)) for path in sorted(checkpoints))
        accuracies = [evaluate(network, data)["accuracy"] for network in networks]
        assert [run[name]["accuracy"] for run in summary["runs"]] == pytest.approx(accuracies)
        assert summary[name]["mean"] == pytest.approx(statistics.mean(accuracies))
        assert summary[name]["spread"] == pytest.approx(statistics.stdev(accuracies))
    assert capsys.readouterr().out.strip() == render(summary)


def test_the_middle_is_that_of_the_hold_out_whatever_the_test_says() -> None:
    assert seeds.middle({7: 0.3, 8: 0.1, 9: 0.2}) == 9
    assert seeds.middle({7: 0.2, 8: 0.2, 9: 0.2}) == 8


def test_the_test_images_are_looked_at_once_a_run(
    checkpoints: list[Path], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "seeds.json"
    assert ask(checkpoints, folder, out) == 0
    assert json.loads(out.read_text())["test"] is None
    assert ask(checkpoints, folder, out, "--test") == 0
    measured = json.loads(out.read_text())
    marked = [run | {"test": run["test"] | {"accuracy": 0.5}} for run in measured["runs"]]
    out.write_text(json.dumps(measured | {"runs": marked}))
    assert ask(checkpoints, folder, out, "--test") == 0
    again = json.loads(out.read_text())
    assert [run["test"]["accuracy"] for run in again["runs"]] == [0.5, 0.5, 0.5]


def test_a_summary_is_known_by_its_recipe_and_its_seeds(
    checkpoints: list[Path], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "seeds.json"
    assert read_seeds(out, Recipe().to_dict()) is None
    ask(checkpoints, folder, out)
    recipe = Recipe.from_dict(read_checkpoint(checkpoints[0])["recipe"])
    assert read_seeds(out, recipe.to_dict()) == json.loads(out.read_text())
    for other in ({"seed": 3}, {"epochs": 2}):
        assert read_seeds(out, dataclasses.replace(recipe, **other).to_dict()) is None


def test_what_is_no_set_of_seeds_is_refused_in_a_sentence(checkpoints: list[Path]) -> None:
    states = [read_checkpoint(path) for path in checkpoints]
    held = load_split(checkpoints[0].parents[1] / "images", "test")

    def changed(**settings: object) -> list[dict[str, object]]:
        return [*states[:2], states[2] | {"recipe": states[2]["recipe"] | settings}]

    for wrong, sentence in (
        (states[:2], "2 runs have none in the middle"),
        (changed(seed=0), "two runs have the same seed"),
        (changed(peak_lr=0.5, views=2), "differ in more than the seed: peak_lr, views"),
        ([*states[:2], states[2] | {"epoch": 0}], "the run of seed 1 is not finished"),
    ):
        with pytest.raises(DataError, match=sentence):
            compare_seeds(wrong, held)
