"""The laboratory page: what the browser is given, and the lecture's experiment."""

import json

import pytest

from pages.laboratory.experiment import COMPARISONS, RATES, beside_the_lecture, curves_of
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import kept, left_to_browser, sent_to
from vizcore.images import to_network_input
from vizcore.locations import ASSETS
from vizcore.nets import film_card, load_checkpoint

RECORD = json.loads((ASSETS / "experiments" / "lecture.json").read_text())


def test_the_browser_is_given_the_picture_and_the_film(app):
    meta, arrays = sent_to(opened(app), "laboratory")
    assert (arrays["picture"] == to_network_input(sample_picture("cat").preview)).all()
    facts, film = kept(app)[meta["film"]]
    frames = film_card()["frames"]
    assert [epoch["validation_accuracy"] for epoch in facts["epochs"]] == [
        f["accuracy"] for f in frames
    ]
    for frame, kernels in zip(frames[::8], film["kernels"][::8], strict=True):
        model = load_checkpoint(frame["step"])
        assert (model.get_submodule("layers.conv1").weight.numpy() == kernels).all()


def test_its_settings_are_the_browsers(app):
    opened(app, data="cifar10", rate="3", lr="0.0003")
    assert {"data", "bn", "optimiser", "rate"} <= set(left_to_browser(app))


@pytest.mark.parametrize("found", [True, False])
def test_photographs_are_offered_only_where_the_server_has_them(app, monkeypatch, tmp_path, found):
    monkeypatch.setenv("CONVSCOPE_CIFAR10", str(tmp_path if found else tmp_path / "gone"))
    assert sent_to(opened(app), "laboratory")[0]["photographs"] is found


@pytest.mark.lecture("L25", page="laboratory")
def test_the_lectures_figures_of_batch_norm_stand_beside_ours():
    table = beside_the_lecture("batch_norm", 0.001)
    assert "| plain | while learning | 88 % |" in table
    assert "| plain | others | 57 % |" in table
    assert "| batch norm | others | 61 % |" in table
    ours = next(r for r in RECORD["results"] if r["variant"] == "batch norm" and r["rate"] == 0.001)
    finals = ours["final"]["validation_accuracy"]
    assert f"{100 * sum(finals) / 5:.0f} % ({100 * min(finals):.0f} to " in table


@pytest.mark.lecture("L27", page="laboratory")
def test_the_lectures_figures_of_dropout_stand_beside_ours():
    table = beside_the_lecture("dropout", 0.001)
    assert "| dropout | while learning | 71 % |" in table
    assert "| dropout | others | 59 % |" in table


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize("rate", RATES.values())
def test_every_comparison_has_its_curves(comparison, rate):
    curves = curves_of(comparison, rate, "validation_loss")
    assert list(curves) == list(COMPARISONS[comparison])
    for curve in curves.values():
        assert len(curve["mean"]) == 20
        assert all(
            low <= mean <= high
            for low, mean, high in zip(curve["min"], curve["mean"], curve["max"], strict=True)
        )


def test_what_is_robust_and_what_is_not_is_said(app):
    opened(app, compare="all", lr="0.0003", curve="train_loss")
    texts = [element.value for element in app.markdown]
    assert any(text.startswith("Robust, in all five seeds") for text in texts)
    assert any("| both | others | – |" in text for text in texts)
