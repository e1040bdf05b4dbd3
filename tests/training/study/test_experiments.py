"""The lecture's experiment: its runs, its folder of finished ones, its summary, and what ships."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook

from vizcore.errors import DataError
from vizcore.locations import ASSETS
from vizcore.nets import MiniVGG
from vizcore.nets.cifar10 import Classifier
from vizcore.training import Split, TrainingError, evaluate
from vizcore.training.study import experiments
from vizcore.training.study.experiment_summary import LECTURE, Summary, differences, summarise
from vizcore.training.study.experiment_text import render
from vizcore.training.study.trial import CURVES, VARIANTS, Settings, Trial, choose_images, run_trial

ROOT = Path(__file__).parents[3]
CPU = torch.device("cpu")
SMALL = Settings(
    train_images=20,
    validation_images=10,
    batch_size=8,
    epochs=2,
    rates=(0.001,),
    seeds=2,
    final_epochs=1,
)
STILL = 1e-12  # a rate at which the weights stay where they began


@pytest.fixture
def arguments(folder: Path, tmp_path: Path) -> list[str]:
    """The command for `SMALL`: eight runs."""
    small = ["--train-images=20", "--validation-images=10", "--batch-size=8", "--epochs=2"]
    small += ["--rates=0.001", "--seeds=2", "--final-epochs=1", "--device=cpu", "--quiet"]
    return [f"--data={folder}", f"--out={tmp_path / 'out'}", *small]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the eight runs are kept for the next test."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def finished(arguments: list[str], shelf: Path, tmp_path: Path) -> list[str]:
    """The command, and its eight runs are in its folder."""
    if not any(shelf.iterdir()):
        assert experiments.main([*arguments, f"--out={shelf}"]) == 0
    shutil.copytree(shelf, tmp_path / "out")
    return arguments


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The sentence on standard error of a command that ends with 2."""
    capsys.readouterr()
    assert experiments.main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("convscope: ")
    return line.removeprefix("convscope: ")


def numbered(count: int) -> Split:
    """Images that can be told apart: number i is filled with i."""
    pixels = np.arange(count, dtype=np.uint8)[:, None, None, None]
    return Split(np.tile(pixels, (1, 32, 32, 3)), np.arange(count) % 10)


class MeanColour(MiniVGG):
    """Guesses from an image's mean colour: a step takes no time."""

    def __init__(self, *_: object, **__: object) -> None:
        Classifier.__init__(self, nn.Sequential(nn.AvgPool2d(32), nn.Flatten(), nn.Linear(3, 10)))


def test_two_thousand_images_make_63_steps_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizcore.training.study.trial.MiniVGG", MeanColour)
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (2030, 32, 32, 3), dtype=np.uint8)
    data, steps = Split(images, np.arange(2030) % 10), []
    settings = Settings(validation_images=10, epochs=1, final_epochs=1)
    counting = register_optimizer_step_post_hook(lambda *_: steps.append(1))
    try:
        run_trial(Trial("plain", 0.001, 0), settings, data, device=CPU)
    finally:
        counting.remove()
    assert len(steps) == Settings().steps == 63


def test_the_chosen_images_are_balanced_apart_and_the_seeds_own() -> None:
    data = numbered(100)
    seen, unseen = choose_images(data, SMALL, seed=0)
    assert np.bincount(seen.targets).tolist() == [2] * 10
    assert np.bincount(unseen.targets).tolist() == [1] * 10
    chosen, others = (set(part.images[:, 0, 0, 0].tolist()) for part in (seen, unseen))
    assert len(chosen) == 20
    assert not chosen & others
    for part in (seen, unseen):  # the images keep their classes
        np.testing.assert_array_equal(part.images[:, 0, 0, 0] % 10, part.targets)
    again, elsewhere = (choose_images(data, SMALL, seed)[0] for seed in (0, 1))
    assert set(again.images[:, 0, 0, 0].tolist()) == chosen
    assert set(elsewhere.images[:, 0, 0, 0].tolist()) != chosen


def test_too_few_images_are_refused(tiny: Split) -> None:
    with pytest.raises(DataError, match="needs 4 of each class and some to train on"):
        choose_images(tiny, Settings(train_images=30, validation_images=10), seed=0)


def test_a_run_is_plain_pytorch_written_out(tiny: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    """In single precision: Adam, shuffled batches of 8, 8 and 4, sums over images."""
    monkeypatch.setattr("vizcore.training.run.precision.has_fast_bfloat16", lambda _: False)
    curves = run_trial(Trial("batch norm", 0.001, 3), SMALL, tiny, device=CPU)
    seen, unseen = choose_images(tiny, SMALL, seed=3)
    torch.manual_seed(3)
    model, order = MiniVGG((0.0, 0.0, 0.0)), torch.Generator().manual_seed(3)
    adam = torch.optim.Adam(model.parameters(), lr=0.001)
    x, y = model.prepare(seen.images), torch.from_numpy(seen.targets)
    for epoch in range(2):
        model.train()
        index, losses, right = torch.randperm(20, generator=order), [], 0
        for part in (index[:8], index[8:16], index[16:]):
            logits = model(x[part])
            losses += F.cross_entropy(logits, y[part], reduction="none").tolist()
            right += int((logits.argmax(1) == y[part]).sum())
            adam.zero_grad()
            F.cross_entropy(logits, y[part]).backward()
            adam.step()
        assert curves["train_loss"][epoch] == pytest.approx(np.mean(losses), rel=1e-3)
        assert curves["train_accuracy"][epoch] == right / 20
        measured = evaluate(model.eval(), unseen)
        assert curves["validation_loss"][epoch] == pytest.approx(measured["loss"], rel=1e-3)
        assert curves["validation_accuracy"][epoch] == measured["accuracy"]
        assert curves["train_accuracy_eval"][epoch] == evaluate(model, seen)["accuracy"]


def test_the_variants_of_a_seed_begin_with_the_same_weights(tiny: Split) -> None:
    def loss(variant: str, seed: int) -> float:
        curves = run_trial(Trial(variant, STILL, seed), SMALL, tiny, device=CPU)
        return curves["validation_loss"][0]

    assert loss("plain", 0) == pytest.approx(loss("dropout", 0), abs=1e-6)
    assert abs(loss("plain", 0) - loss("plain", 1)) > 1e-4


def test_the_variants_differ_in_batch_norm_and_in_dropout(tiny: Split) -> None:
    """With weights that stay, dropout moves the loss while learning, batch norm both losses."""
    runs = {v: run_trial(Trial(v, STILL, 0), SMALL, tiny, device=CPU) for v in VARIANTS}
    learning, unseen = (
        {v: run[name][0] for v, run in runs.items()} for name in ("train_loss", "validation_loss")
    )
    assert len({round(loss, 4) for loss in learning.values()}) == 4
    assert unseen["batch norm"] == pytest.approx(unseen["both"], rel=0.1)
    assert unseen["plain"] != pytest.approx(unseen["batch norm"], rel=1e-3)


def test_the_runs_are_in_order_of_seeds_so_that_an_early_stop_has_all_variants() -> None:
    trials = Settings(rates=(0.1, 0.2), seeds=2).trials()
    assert {trial.variant for trial in trials[:4]} == set(VARIANTS)
    assert [trial.seed for trial in trials] == [0] * 8 + [1] * 8
    assert len({trial.file_name for trial in trials}) == 16


def test_a_finished_command_does_nothing_again(
    finished: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(tmp_path / "out")
    assert len(before) == 8
    monkeypatch.setattr(experiments, "run_trial", None)  # calling it would fail
    assert experiments.main(finished) == 0
    assert contents(tmp_path / "out") == before


def test_a_killed_command_goes_on_to_the_same_bits(finished: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    arguments = [*finished, f"--out={broken}"]
    script = """
import os, signal, sys
from vizcore.training.study import experiments
whole, epochs = experiments.run_trial, iter(range(100))
def kill():
    if next(epochs) == 4:  # after the first of the two epochs of the third run
        os.kill(os.getpid(), signal.SIGKILL)
def killed(*args, on_epoch, **options):
    return whole(*args, on_epoch=kill, **options)
experiments.run_trial = killed
experiments.main(sys.argv[1:])
"""
    killed = subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert sorted(contents(broken)) == ["batch-norm-0.001-0.json", "plain-0.001-0.json"]
    assert experiments.main(arguments) == 0
    assert contents(broken) == contents(tmp_path / "out")


def test_interrupting_says_where_the_finished_runs_are(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def press_control_c(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(experiments, "run_trial", press_control_c)
    assert experiments.main(arguments) == 130
    assert f"stopped; the finished runs are in {tmp_path / 'out'}" in capsys.readouterr().err


def test_a_seed_more_adds_to_the_runs_that_are_there(
    finished: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, ran = experiments.run_trial, []

    def noted(trial: Trial, *args: object, **options: object) -> object:
        ran.append(trial)
        return whole(trial, *args, **options)

    monkeypatch.setattr(experiments, "run_trial", noted)
    assert experiments.main([*finished, "--seeds=3"]) == 0
    assert ran == [Trial(variant, 0.001, 2) for variant in VARIANTS]


def test_a_folder_of_other_settings_is_refused(
    finished: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(tmp_path / "out")
    # Not even where no run of the two commands has the same name.
    sentence = refused([*finished, "--epochs=3", "--rates=0.01"], capsys)
    assert "is a run of other settings (epochs 2, not 3); choose another folder" in sentence
    assert contents(tmp_path / "out") == before


@pytest.mark.usefixtures("finished")
def test_other_images_are_refused(tiny: Split, tmp_path: Path) -> None:
    inverted = Split(255 - tiny.images, tiny.targets)
    with pytest.raises(TrainingError, match=r"is a run of other settings \(data \w{12}, not \w"):
        experiments.run_missing(SMALL, inverted, tmp_path / "out", jpeg=False, device=CPU)


@pytest.mark.parametrize("content", ["{", "[]", '{"variant": "plain"}', '{"settings": 1}'])
def test_a_file_that_is_no_run_is_refused_and_kept(
    arguments: list[str], content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out" / "plain-0.001-0.json"
    file.parent.mkdir()
    file.write_text(content)
    assert f"{file} is damaged or no run; delete it" in refused(arguments, capsys)
    assert file.read_text() == content


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("--data=/nowhere", "no data: /nowhere does not exist"),
        ("--train-images=40", "some to train on; one class has 4"),
        ("--train-images=25", "train_images is 25: it must be 10, 20, 30, ..."),
        ("--batch-size=19", "batch_size is 19: it must be at least 2 and leave no single image"),
        ("--seeds=1", "seeds is 1: it must be at least 2"),
        ("--rates=0.1,0.1", "rates is (0.1, 0.1): it must be one or more numbers above 0"),
        ("--rates=-1", "rates is (-1.0,): it must be one or more numbers above 0"),
        ("--final-epochs=3", "final_epochs is 3: it must be from 1 to epochs"),
        ("--device=abacus", "there is no device 'abacus'"),
        ("--reading=/nowhere", "No such file or directory: '/nowhere'"),
        (f"--out={__file__}/out", "cannot write"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], wrong: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in refused([*arguments, wrong], capsys)


def test_the_summary_is_what_numpy_makes_of_the_files(finished: list[str], tmp_path: Path) -> None:
    experiments.main([*finished, f"--summary={tmp_path / 'summary.json'}"])
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["settings"]["seeds"] == 2
    assert summary["settings"]["steps"] == 3
    assert summary["settings"]["torch"] == torch.__version__
    assert [result["variant"] for result in summary["results"]] == list(VARIANTS)
    for result in summary["results"]:
        slug = result["variant"].replace(" ", "-")
        files = [tmp_path / "out" / f"{slug}-0.001-{seed}.json" for seed in (0, 1)]
        one, other = (json.loads(file.read_text())["curves"] for file in files)
        for name in CURVES:
            a, b = np.array(one[name]), np.array(other[name])
            curve = result["curves"][name]
            np.testing.assert_allclose(curve["mean"], (a + b) / 2, atol=6e-5)
            np.testing.assert_allclose(curve["sd"], abs(a - b) / 2**0.5, atol=6e-5)
            np.testing.assert_allclose(curve["min"], np.minimum(a, b), atol=6e-5)
            np.testing.assert_allclose(curve["max"], np.maximum(a, b), atol=6e-5)
            np.testing.assert_allclose(result["final"][name], [a[-1], b[-1]], atol=6e-5)


def record(variant: str, seed: int, accuracy: float) -> experiments.Record:
    curves = {name: [0.0, accuracy - 0.1, accuracy + 0.1] for name in CURVES}
    return {"variant": variant, "rate": 0.1, "seed": seed, "settings": {}, "curves": curves}


def test_final_figures_are_of_the_last_epochs_and_differences_are_seed_by_seed() -> None:
    settings = Settings(epochs=3, final_epochs=2, rates=(0.1,), seeds=2)
    records = [
        record(variant, seed, 0.2 + 0.3 * seed + 0.01 * i * (seed + 1))
        for i, variant in enumerate(VARIANTS)
        for seed in (0, 1)
    ]
    summary = summarise(settings, records)
    assert summary["results"][0]["final"]["validation_accuracy"] == [0.2, 0.5]
    above = differences(summary, "dropout", 0.1, "validation_accuracy")
    assert above.tolist() == pytest.approx([0.02, 0.04])  # though the seeds are 0.3 apart


def test_the_report_tells_the_differences_and_the_reading(
    finished: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reading.md").write_text("Nothing is\nrobust.\n")
    report = tmp_path / "docs" / "report.md"
    experiments.main([*finished, f"--report={report}"])
    assert "robust" not in report.read_text()
    capsys.readouterr()
    experiments.main([*finished, f"--report={report}", f"--reading={tmp_path / 'reading.md'}"])
    text = report.read_text()
    assert "## What is robust and what is not\n\nNothing is robust.\n" in text
    assert "20 images to learn from and 10 to validate on" in " ".join(text.split())
    assert "original pixels" not in text  # these images were PNG
    assert text.count("| dropout, 0.001 |") == 2
    assert capsys.readouterr().out.strip() in text  # the tables are printed as well


@pytest.fixture
def shipped() -> Summary:
    summary: Summary = json.loads((ASSETS / "experiments" / "lecture.json").read_text("utf-8"))
    return summary


@pytest.mark.lecture("L25", "L27")
def test_the_shipped_summary_is_the_lectures_experiment(shipped: Summary) -> None:
    settings, lecture = shipped["settings"], Settings()
    assert settings.items() >= lecture.of_a_run().items()
    assert settings["steps"] == 63
    assert settings["seeds"] >= 5
    assert shipped["lecture"] == LECTURE
    pairs = [(result["rate"], result["variant"]) for result in shipped["results"]]
    assert pairs == [(rate, variant) for rate in settings["rates"] for variant in VARIANTS]
    assert len(settings["rates"]) >= 2
    assert (ASSETS / "experiments" / "lecture.json").stat().st_size < 200_000


def test_the_shipped_curves_agree_with_their_final_figures(shipped: Summary) -> None:
    last = shipped["settings"]["final_epochs"]
    for result in shipped["results"]:
        for name in CURVES:
            curve, final = result["curves"][name], result["final"][name]
            assert {len(numbers) for numbers in curve.values()} == {20}
            assert len(final) == shipped["settings"]["seeds"]
            assert np.mean(curve["mean"][-last:]) == pytest.approx(np.mean(final), abs=1e-4)
            assert np.all(np.array(curve["min"]) <= curve["mean"])
            assert np.all(np.array(curve["mean"]) <= curve["max"])


def test_the_shipped_report_is_what_the_command_makes_of_the_summary(shipped: Summary) -> None:
    assert (ROOT / "docs" / "experiments.md").read_text("utf-8") == render(shipped)
    reading = (ASSETS / "experiments" / "reading.md").read_text("utf-8")
    assert shipped["reading"] == " ".join(reading.split())


def finals(summary: Summary, curve: str) -> dict[str, np.ndarray]:
    """Percent for each variant: a row a rate, a column a seed."""
    rows = {variant: [] for variant in VARIANTS}
    for result in summary["results"]:
        rows[result["variant"]].append(result["final"][curve])
    return {variant: 100 * np.array(numbers) for variant, numbers in rows.items()}


def test_what_the_reading_calls_robust_is_so_in_every_seed(shipped: Summary) -> None:
    unseen, loss = finals(shipped, "validation_accuracy"), finals(shipped, "validation_loss")
    learning = finals(shipped, "train_accuracy")
    gains = np.stack([unseen[v] - unseen["plain"] for v in ("batch norm", "dropout", "both")])
    assert gains.size == 30
    assert (round(gains.min(), 1), round(gains.max(), 1)) == (0.2, 10.8)
    for variant in ("batch norm", "dropout", "both"):
        assert np.all(loss[variant] < 2 / 3 * loss["plain"])
    assert np.all(unseen["both"] > unseen["dropout"])
    assert np.all(learning["dropout"] < learning["plain"])
    assert np.all(learning["both"] < learning["batch norm"])


def test_what_the_reading_calls_not_robust_has_a_seed_against_it_at_a_rate(
    shipped: Summary,
) -> None:
    unseen = finals(shipped, "validation_accuracy")
    rivals = unseen["batch norm"] - unseen["dropout"]
    assert np.all((rivals > 0).any(1) & (rivals < 0).any(1))
    added = unseen["both"] - unseen["batch norm"]
    assert (added > 0).any()
    assert (added < 0).any()


def test_the_other_numbers_of_the_reading_are_those_of_the_summary(shipped: Summary) -> None:
    unseen, learning = (finals(shipped, f"{n}_accuracy") for n in ("validation", "train"))
    seen = finals(shipped, "train_accuracy_eval")
    assert min((seen[v] - unseen[v]).min() for v in VARIANTS) > 39
    for rate in (0, 1):
        closed, kept = (
            (n["plain"] - unseen["plain"] - n["dropout"] + unseen["dropout"])[rate].mean()
            for n in (learning, seen)
        )
        assert 0 < kept < closed / 2
    assert learning["plain"].min() > 97
    assert round(unseen["plain"].max()) == 52
    apart = [np.ptp(unseen[v], axis=1) for v in VARIANTS]
    assert (round(np.min(apart)), round(np.max(apart))) == (5, 10)
    assert np.all(np.round(learning["both"][0, [1, 2]]) == [85, 87])
