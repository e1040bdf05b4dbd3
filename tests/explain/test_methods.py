"""What holds of every explanation: the model is as it was, wrong requests are named, laws hold."""

import copy
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

from vizcore.errors import NumberError, ShapeError
from vizcore.explain import (
    edges,
    grad_cam,
    integrated_gradients,
    occlusion,
    saliency,
    smooth_grad,
    sweep,
)
from vizcore.nets import MiniVGG

METHODS = {
    "grad_cam": partial(grad_cam, layer="bn4"),
    "occlusion": partial(occlusion, stride=8),
    "saliency": saliency,
    "smooth_grad": partial(smooth_grad, samples=2),
    "integrated_gradients": partial(integrated_gradients, steps=2),
    "edges": edges,
}
every = pytest.mark.parametrize("name", METHODS)


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    return MiniVGG().eval()


@pytest.fixture(scope="module")
def x():
    return torch.from_numpy(np.random.default_rng(1).normal(size=(1, 3, 32, 32))).float()


def linear(*weights):
    """A model of one layer on a picture of 1 x 1 x n pixels, a row of weights for each class."""
    layer = nn.Linear(len(weights[0]), len(weights), bias=False)
    layer.weight.data.copy_(torch.tensor(weights, dtype=torch.float32))
    return nn.Sequential(nn.Flatten(), layer)


@every
def test_model_and_picture_are_as_they_were_and_no_parameter_has_a_gradient(name, model, x):
    state, before = copy.deepcopy(model.state_dict()), x.clone()
    METHODS[name](model, x, 2)
    assert torch.equal(x, before)
    assert not x.requires_grad
    for key, tensor in model.state_dict().items():
        assert torch.equal(tensor, state[key])
    assert all(parameter.grad is None for parameter in model.parameters())
    assert not model.training


@every
def test_every_method_has_a_value_for_each_pixel_and_says_what_its_sign_means(name, model, x):
    made = METHODS[name](model, x, (2, 4))
    assert made.map.shape == (32, 32)
    assert made.map.dtype == np.float32
    assert made.method == name
    assert made.target == (2, 4)
    assert made.signed == (name in ("occlusion", "integrated_gradients"))
    if not made.signed:
        assert made.map.min() >= 0


@every
def test_the_score_is_the_models_own(name, model, x):
    logits = model(x)[0].detach()
    chances = torch.softmax(logits, dim=0)
    expected = chances if name == "occlusion" else logits
    made = METHODS[name](model, x, (2, 4))
    assert made.score == pytest.approx(float(expected[2] - expected[4]), abs=1e-5)


@every
def test_what_cannot_be_explained_is_named(name, model, x):
    with pytest.raises(NumberError, match="no class 10: the model has 10"):
        METHODS[name](model, x, 10)
    with pytest.raises(NumberError, match="class 3 minus itself is 0"):
        METHODS[name](model, x, (3, 3))
    with pytest.raises(ShapeError, match=r"one picture .* not \(2, 3, 32, 32\)"):
        METHODS[name](model, torch.zeros(2, 3, 32, 32), 1)


def test_where_no_sum_is_above_zero_grad_cam_says_that_there_is_no_evidence():
    model = nn.Sequential(nn.ReLU(), nn.Flatten(), nn.Linear(4, 2, bias=False))
    model[2].weight.data.copy_(torch.tensor([[-1.0] * 4, [1.0] * 4]))
    x = torch.ones(1, 1, 2, 2)
    found = grad_cam(model, x, 0, layer="0")
    assert found.is_empty
    assert found.verdict(("cat", "dog")) == "no evidence for cat"
    assert found.stages["sum"].tolist() == [[-1, -1], [-1, -1]]
    other = grad_cam(model, x, (1, 0), layer="0")
    assert other.verdict(("cat", "dog")) == "evidence for dog rather than cat"
    assert other.map.tolist() == [[2, 2], [2, 2]]


def test_grad_cam_by_hand():
    model = nn.Sequential(nn.Identity(), nn.Flatten(), nn.Linear(8, 1, bias=False))
    model[2].weight.data.copy_(torch.tensor([[1.0, 0, 0, 3, -2, 0, 0, 0]]))
    x = torch.arange(8).float().reshape(1, 2, 2, 2)
    found = grad_cam(model, x, 0, layer="0")
    assert found.stages["weights"].tolist() == [1, -0.5]
    assert found.stages["sum"].tolist() == [[-2, -1.5], [-1, -0.5]]
    assert found.is_empty


def test_layers_without_rows_and_columns_are_named(model, x):
    with pytest.raises(ShapeError, match=r"fc1 puts out \(512,\): it has no rows and columns"):
        grad_cam(model, x, 0, layer="fc1")
    with pytest.raises(ShapeError, match="there is no layer 'conv9'"):
        grad_cam(model, x, 0, layer="conv9")


def test_integrated_gradients_become_complete_with_more_steps(model, x):
    errors = [
        abs(integrated_gradients(model, x, 1, steps=steps).facts["error"]) for steps in (2, 128)
    ]
    assert errors[1] < errors[0] / 4
    with pytest.raises(NumberError, match="at least 1 step is needed, not 0"):
        integrated_gradients(model, x, 1, steps=0)
    with pytest.raises(ShapeError, match="the baseline is"):
        integrated_gradients(model, x, 1, baseline=torch.zeros(1, 3, 8, 8))


def test_on_a_linear_model_gradients_are_its_weights_whatever_the_noise():
    model, x = linear([3, -4, 0], [1, 1, 1]), torch.tensor([[[[1.0, 5, 2]]]])
    assert saliency(model, x, (0, 1)).map.tolist() == [[2, 5, 1]]
    smooth = smooth_grad(model, x, (0, 1), samples=3, noise=0.5)
    np.testing.assert_allclose(smooth.map, [[2, 5, 1]], rtol=1e-6)
    exact = integrated_gradients(model, x, (0, 1), steps=1)
    np.testing.assert_allclose(exact.map, [[2, -25, -2]], rtol=1e-6)
    assert exact.facts["error"] == pytest.approx(0, abs=1e-6)


def test_the_same_seed_gives_the_same_noise_and_another_another(model, x):
    one, same, other = (smooth_grad(model, x, 1, samples=2, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.map, same.map)
    assert not np.array_equal(one.map, other.map)
    with pytest.raises(NumberError, match="at least 1 copy"):
        smooth_grad(model, x, 1, samples=0)


def test_a_sweep_asks_for_every_place_and_tells_its_progress(model, x):
    told = []
    done = sweep(model, x, side=8, stride=4, progress=lambda *step: told.append(step))
    assert done.probabilities.shape == (7, 7, 10)
    assert told == [(32, 49), (49, 49)]
    np.testing.assert_allclose(done.probabilities.sum(axis=2), 1, atol=1e-5)
    covered = x.clone()
    covered[:, :, 8:16, 24:32] = 0
    expected = torch.softmax(model(covered), dim=1)[0].detach().numpy()
    np.testing.assert_allclose(done.probabilities[2, 6], expected, atol=1e-6)


@pytest.mark.parametrize("filler", ["grey", "mean", "blurred"])
def test_a_filler_is_what_it_is_called(model, x, filler):
    filled = sweep(model, x, side=16, stride=16, filler=filler).filled
    if filler == "grey":
        assert not filled.any()
    elif filler == "mean":
        np.testing.assert_allclose(filled[:, 0, 0], x[0].mean(dim=(1, 2)), atol=1e-6)
        assert np.ptp(filled[0]) < 1e-6
    else:
        assert filled.std() < 0.3 * float(x.std())
        np.testing.assert_allclose(filled.mean(), float(x.mean()), atol=0.05)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"side": 33}, "a square of 33 with a stride of 2 does not fit"),
        ({"side": 4, "stride": 5}, "a square of 4 with a stride of 5"),
        ({"filler": "pink"}, "there is no filler 'pink': take grey, mean, blurred"),
    ],
)
def test_a_square_that_cannot_be_is_named(model, x, settings, says):
    with pytest.raises(NumberError, match=says):
        sweep(model, x, **settings)


def test_edges_are_of_the_picture_alone(x):
    one, other = (edges(MiniVGG().eval(), x, target) for target in (0, 7))
    np.testing.assert_array_equal(one.map, other.map)
    step = torch.zeros(1, 1, 5, 6)
    step[..., 3:] = 1
    found = edges(linear([0.0] * 30), step, 0).map
    assert found.tolist() == [[0, 0, 4, 4, 0, 0]] * 5
