"""The page Batch normalisation: its numbers are torch's, its questions, its address."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from pages.batch_norm.batches import (
    BINS,
    COUNT,
    MIDDLE,
    NAMES,
    batches,
    data_of,
    maps_of,
    mixed_pictures,
)
from pages.batch_norm.folded import folded_after, folded_before
from pages.batch_norm.fresh import SEEN, fresh_rows
from pages.batch_norm.layer import WEIGHTS, film_frames, prepared, trained
from pages.batch_norm.shift import CHANNEL, PICTURES, load_film, moved
from pages.batch_norm.words import REFUSAL, size_words
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, kept, left_to_browser, sent_to
from vizcore.images.patches import patches, sample_patches
from vizcore.nets import film_card, load_checkpoint, load_minivgg

L23 = pytest.mark.lecture("L23", page="batch_norm")
L24 = pytest.mark.lecture("L24", page="batch_norm")


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


def torchs_maps(model, pixels, where):
    sums = model.layers.conv1(model.prepare(pixels.copy()))
    return torch.relu(sums) if where == "relu" else sums


@L24
@pytest.mark.parametrize(("size", "where"), [("8", "relu"), ("32", "sums"), ("1", "relu")])
def test_every_batch_and_the_averages_are_those_of_torchs_layer(app, model, size, where):
    opened(app, size=size, where=where)
    _, sent = sent_to(app, "batchnorm")
    maps = torchs_maps(model, mixed_pictures(), where)
    layer, mean, variance = nn.BatchNorm2d(32), np.zeros(32), np.ones(32)
    for t in range(len(sent["numbers"])):
        members = [int(i) for i in sent["members"][t] if i >= 0]
        n = int(sent["numbers"][t])
        assert n == len(members) * 1024 == sent["counts"][t].sum(1).max()
        layer(maps[members])
        mean = 0.9 * mean + 0.1 * sent["mean"][t]
        variance = 0.9 * variance + 0.1 * sent["variance"][t] * n / (n - 1)
        np.testing.assert_allclose(mean, layer.running_mean, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(variance, layer.running_var, rtol=1e-4, atol=1e-6)


@L24
def test_a_value_that_can_be_read_is_that_of_the_network_and_so_is_what_becomes_of_it(app, model):
    opened(app)
    meta, sent = sent_to(app, "batchnorm")
    _, pictures = kept(app)[meta["pictures"]]
    members = sent["members"][0]
    maps = torchs_maps(model, mixed_pictures()[members], "relu")
    np.testing.assert_allclose(
        pictures["values"][members], maps[:, :, MIDDLE, MIDDLE], rtol=1e-5, atol=1e-5
    )
    after = F.batch_norm(maps.double(), None, None, training=True, eps=meta["eps"])
    c = meta["channel"]
    mean, variance = sent["mean"][0, c], sent["variance"][0, c]
    shown = (pictures["values"][members, c] - mean) / np.sqrt(variance + meta["eps"])
    np.testing.assert_allclose(shown, after[:, c, MIDDLE, MIDDLE], rtol=1e-4, atol=1e-5)


@L24
def test_the_histograms_count_every_number_of_the_channel(app, model):
    opened(app, size="16")
    _, sent = sent_to(app, "batchnorm")
    maps = torchs_maps(model, mixed_pictures()[sent["members"][0]], "relu").numpy()
    for c in (0, 11, 15):
        edges = np.linspace(sent["low"][0, c], sent["high"][0, c], BINS + 1)
        inside = np.clip(maps[:, c], edges[0], edges[-1])
        counts, _ = np.histogram(inside, edges)
        assert np.abs(counts - sent["counts"][0, c]).sum() <= 8, "of 16,384: rounding at an edge"


def test_the_layer_is_read_without_torch_and_is_torchs(model):
    assert WEIGHTS.is_file()
    for name, array in trained().items():
        np.testing.assert_array_equal(array, model.get_parameter(f"layers.{name}").detach()
                                      if "running" not in name
                                      else model.get_buffer(f"layers.{name}"))  # fmt: skip
        assert not array.flags.writeable
    np.testing.assert_allclose(
        maps_of(mixed_pictures()[:4], "sums"),
        model.layers.conv1(model.prepare(mixed_pictures()[:4].copy())),
        atol=1e-5,
    )


@L24
def test_the_last_batch_of_an_epoch_is_the_odd_one(app):
    opened(app, size="32")
    _, sent = sent_to(app, "batchnorm")
    sizes = (sent["members"] >= 0).sum(1)
    assert sizes[:4].tolist() == [32, 32, 32, 11]
    assert sorted(sent["members"][:4][sent["members"][:4] >= 0]) == list(range(COUNT))


@L24
def test_one_picture_is_enough_for_maps_and_torch_refuses_one_number(app):
    opened(app, size="1")
    (told,) = [c.value for c in app.caption if "One picture is enough" in c.value]
    with pytest.raises(ValueError, match="Expected more than 1 value") as refused:
        nn.BatchNorm1d(512)(torch.ones(1, 512))
    assert str(refused.value) in told
    assert str(refused.value).startswith(REFUSAL)
    nn.BatchNorm2d(2)(torch.ones(1, 2, 4, 4))  # no complaint
    assert "drop_last" in size_words(2)


@L23
def test_unshuffled_mini_batches_drift_further_apart():
    data = data_of(None, "relu")
    mixed, sorted_ = (moved(batches(data, 8, shuffled=way)) for way in (True, False))
    assert sorted_ > 1.5 * mixed > 0


def test_patches_of_a_chosen_picture_take_their_place(app, model):
    opened(app, pictures="one", picture="coffee")
    meta, sent = sent_to(app, "batchnorm")
    pixels = patches(sample_picture("coffee").preview, COUNT)
    maps = torchs_maps(model, pixels[sent["members"][2]], "relu")
    np.testing.assert_allclose(sent["mean"][2], maps.mean((0, 2, 3)), rtol=1e-4, atol=1e-5)
    assert meta["pictures"].startswith("sample-coffee")
    np.testing.assert_array_equal(mixed_pictures(), sample_patches(NAMES, COUNT))


def test_what_is_chosen_stands_in_the_address_and_the_rest_is_the_browsers(app):
    opened(app)
    assert left_to_browser(app) == [
        "batch", "channel", "test", "value", "gamma", "beta", "momentum",
    ]  # fmt: skip
    app.button_group(key="batch_norm_size").set_value("32").run()
    app.toggle(key="batch_norm_unmixed").set_value(True).run()
    assert address(app) == {"size": "32", "unmixed": "true"}


@L24
def test_the_lectures_numbers_by_hand(app):
    opened(app, lesson="hand")
    page = "\n".join(text.value for text in app.markdown)
    for part in ("**0.7071**", "**−1.4142**", "24 / 3 = 8", "24 / (3 − 1) = 12", "**2.1**"):
        assert part in page
    layer = nn.BatchNorm1d(1, dtype=torch.float64)
    y = layer(torch.tensor([[2.0], [2.0], [-4.0]], dtype=torch.float64))
    assert y.detach().numpy().round(4).ravel().tolist() == [0.7071, 0.7071, -1.4142]
    assert layer.running_var.item() == pytest.approx(2.1)


@L24
def test_a_single_number_is_told_in_a_sentence_and_the_numbers_before_stay(app):
    opened(app, lesson="hand", hand="5")
    assert "more than 1 value per channel" in app.error[0].value
    assert any("**−1.4142**" in text.value for text in app.markdown)


@L24
@pytest.mark.parametrize("momentum", [0.1, 0.01])
def test_a_fresh_layer_is_the_identity_at_test_time_and_then_torchs(momentum):
    layer = nn.BatchNorm1d(1, momentum=momentum, dtype=torch.float64)
    x = torch.tensor([[2.0], [2.0], [-4.0]], dtype=torch.float64)
    rows = {int(row[0]): row for row in fresh_rows(momentum)}
    for seen in range(max(SEEN) + 1):
        if seen in rows:
            y = layer.eval()(x)[0].item()
            _, left, mean, var, shown = rows[seen]
            assert shown == pytest.approx(y, rel=1e-9)
            assert (mean, var) == pytest.approx(
                (layer.running_mean.item(), layer.running_var.item())
            )
            assert left == pytest.approx((1 - momentum) ** seen)
        layer.train()(x)
    assert rows[0][-1] == pytest.approx(2 / np.sqrt(1 + 1e-5))


@L23
def test_the_film_shows_what_torchs_networks_give_the_second_batch_norm():
    film = load_film()
    steps = [frame["step"] for frame in film_card()["frames"]]
    assert list(film.steps) == steps
    chosen = np.random.default_rng(0).permutation(COUNT)[:PICTURES]
    for i in (0, 3, len(steps) - 1):
        model = load_checkpoint(steps[i]).train()
        with torch.inference_mode():
            maps = model.layers[:5](model.prepare(mixed_pictures()[chosen]))
        np.testing.assert_allclose(film.made.mean[i], maps.mean((0, 2, 3)), rtol=1e-3, atol=1e-4)
        expected = maps.var((0, 2, 3), correction=0)
        np.testing.assert_allclose(film.made.var[i], expected, rtol=1e-3, atol=1e-4)


@L23
def test_the_layers_input_drifts_during_training_and_what_is_normalised_does_not(app):
    opened(app, lesson="film")
    film = load_film()
    spread = np.sqrt(film.made.var[:, CHANNEL])
    assert spread[-1] > 5 * spread[0]
    assert moved(film.made) > 0.5
    page = "\n".join(text.value for text in app.markdown)
    assert "Over the training, the batch the same" in page
    (told,) = [c.value for c in app.caption if "Before is not another network" in c.value]
    assert "10 pairs with the same seed" in told
    assert "in 10:" in told


def test_the_film_needs_no_more_than_the_first_block():
    frames = film_frames(prepared(mixed_pictures()[:1]))
    first = next(iter(frames))
    assert (first.step, first.maps.shape) == (0, (1, 32, 32, 32))


@L24
def test_the_folded_convolution_is_that_of_torch():
    made = folded_before()
    conv, norm = nn.Conv2d(3, 32, 3, padding=1).double(), nn.BatchNorm2d(32).double()
    sums = maps_of(mixed_pictures(), "sums").astype(np.float64)
    parts = {
        norm.running_mean: sums.mean((0, 2, 3)), norm.running_var: sums.var((0, 2, 3)),
        norm.weight: trained()["bn1.weight"], norm.bias: trained()["bn1.bias"],
        conv.weight: made.weight, conv.bias: made.bias,
    }  # fmt: skip
    for part, value in parts.items():
        part.data = torch.from_numpy(np.array(value, np.float64))
    fused = nn.utils.fusion.fuse_conv_bn_eval(conv.eval(), norm.eval())
    np.testing.assert_allclose(made.folded, fused.weight.detach(), rtol=1e-6)
    np.testing.assert_allclose(made.shift, fused.bias.detach(), rtol=1e-5, atol=1e-6)
    assert made.apart < 1e-9


@L24
def test_folding_into_the_layer_after_is_wrong_along_the_edge_and_nowhere_else(model):
    made = folded_after()
    wrong = np.abs(made.together - made.apart) > 1e-9
    assert not wrong[:, 1:-1, 1:-1].any()
    edge = np.ones((32, 32), bool)
    edge[1:-1, 1:-1] = False
    assert wrong[0, edge].all()
    assert edge.sum() == 124
    np.testing.assert_allclose(made.mended, made.apart, atol=1e-9)
    shown = model.layers[:4](model.prepare(mixed_pictures()[:1].copy()))[0]
    np.testing.assert_allclose(made.apart, shown, rtol=1e-3, atol=1e-3)


@L24
def test_where_no_padding_follows_folding_is_exact_and_a_maximum_lets_it_pass(model):
    for name in ("bn2", "bn4"):
        assert (getattr(model.layers, name).weight > 0).all()


@L24
@pytest.mark.parametrize("way", ["before", "after"])
def test_the_folding_is_shown_with_its_numbers(app, way):
    opened(app, lesson="fold", fold=way)
    page = "\n".join(text.value for text in app.markdown)
    expected = "One layer instead of two" if way == "before" else "124 of 1,024"
    assert expected in page
