"""The sanity check: a copy forgets layer after layer, and maps are compared by their ranks."""

from functools import partial

import numpy as np
import pytest
import scipy.stats
import torch

from vizcore.explain import edges, grad_cam, randomised, rank_correlation, saliency
from vizcore.explain.gradients import sequence_of
from vizcore.explain.randomised import from_the_top
from vizcore.images import SAMPLES, to_network_input
from vizcore.nets import load_minivgg

LAYERS = ["", "fc2", "fc1", "conv4", "conv3", "conv2", "conv1"]


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


@pytest.fixture(scope="module")
def x(model):
    return model.prepare(to_network_input(SAMPLES["cat"].load())[None].copy())


@pytest.mark.parametrize("ties", [False, True])
def test_the_rank_correlation_is_scipys(ties):
    rng = np.random.default_rng(3)
    one, other = rng.normal(size=(2, 8, 8))
    if ties:
        one, other = np.maximum(one, 0), other.round()
    assert rank_correlation(one, other) == pytest.approx(
        scipy.stats.spearmanr(one, other, axis=None)[0]
    )


def test_layers_are_forgotten_from_the_top_and_the_model_itself_forgets_nothing(model):
    before = {name: tensor.clone() for name, tensor in model.layers.state_dict().items()}
    for number, one in enumerate(from_the_top(model)):
        assert one.layer == LAYERS[number]
        forgotten = {
            name.split(".")[0]
            for name, tensor in sequence_of(one.model).state_dict().items()
            if not torch.equal(tensor, before[name]) and "conv" in name + "conv" * ("fc" in name)
        }
        assert forgotten == set(LAYERS[1 : number + 1])
    assert all(
        torch.equal(tensor, before[name]) for name, tensor in model.layers.state_dict().items()
    )


def test_a_batch_norm_goes_with_the_layer_before_it(model):
    for one in from_the_top(model):
        norm = sequence_of(one.model).bn3
        fresh = bool((norm.running_mean == 0).all() and (norm.weight == 1).all())
        assert fresh == (one.layer in ("conv3", "conv2", "conv1"))


def test_explanations_notice_and_edges_do_not(model, x):
    methods = {"saliency": saliency, "grad_cam": partial(grad_cam, layer="bn4"), "edges": edges}
    steps = list(randomised(model, x, 3, methods, seed=1))
    assert [step["saliency"].layer for step in steps] == LAYERS
    for name in methods:
        assert steps[0][name].correlation == pytest.approx(1)
        np.testing.assert_array_equal(
            steps[0][name].attribution.map, methods[name](model, x, 3).map
        )
    assert all(step["edges"].correlation == pytest.approx(1) for step in steps)
    assert abs(steps[-1]["saliency"].correlation) < 0.5
    assert not steps[-1]["grad_cam"].correlation > 0.5


def test_the_same_seed_forgets_in_the_same_way(model, x):
    runs = [list(randomised(model, x, 3, {"s": saliency}, seed=seed)) for seed in (5, 5, 6)]
    last = [run[-1]["s"].attribution.map for run in runs]
    np.testing.assert_array_equal(last[0], last[1])
    assert not np.array_equal(last[0], last[2])
