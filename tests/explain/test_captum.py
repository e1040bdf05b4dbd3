"""Every explanation of the trained network against captum's."""

import captum.attr
import numpy as np
import pytest
import torch

from vizcore.explain import (
    grad_cam,
    integrated_gradients,
    occlusion,
    saliency,
    smooth_grad,
    spatial_layers,
)
from vizcore.images import SAMPLES, to_network_input
from vizcore.nets import load_minivgg

TARGETS = [3, 8, (3, 5)]
targets = pytest.mark.parametrize("target", TARGETS, ids=str)


@pytest.fixture(scope="module")
def model():
    return load_minivgg("cpu")


@pytest.fixture(scope="module")
def x(model):
    return model.prepare(to_network_input(SAMPLES["cat"].load())[None].copy())


def score(model, target, *, chances=False):
    """What captum is given to explain."""

    def forward(x):
        outputs = model(x)
        outputs = torch.softmax(outputs, dim=1) if chances else outputs
        if isinstance(target, int):
            return outputs[:, target]
        return outputs[:, target[0]] - outputs[:, target[1]]

    return forward


def close(ours, theirs):
    """Equal but for the last digits of the largest number."""
    ours, theirs = np.asarray(ours), theirs.detach().numpy()
    limit = 2e-5 * max(1e-6, float(np.abs(theirs).max()))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=limit)


@targets
def test_saliency_is_captums(model, x, target):
    leaf = x.clone().requires_grad_()
    theirs = captum.attr.Saliency(score(model, target)).attribute(leaf)
    close(saliency(model, x, target).map, theirs[0].amax(dim=0))


@targets
@pytest.mark.parametrize("layer", ["conv1", "bn2", "pool1", "conv4", "bn4", "pool2"])
def test_grad_cam_is_captums_at_every_layer(model, x, target, layer):
    way = captum.attr.LayerGradCam(score(model, target), getattr(model.layers, layer))
    theirs = way.attribute(x.clone().requires_grad_())
    ours = grad_cam(model, x, target, layer=layer)
    close(ours.stages["sum"], theirs[0, 0])
    large = captum.attr.LayerAttribution.interpolate(theirs.relu(), (32, 32), "bilinear")
    close(ours.map, large[0, 0])


@targets
@pytest.mark.parametrize("steps", [2, 8, 50])
def test_integrated_gradients_are_captums_by_the_midpoint_rule(model, x, target, steps):
    theirs, error = captum.attr.IntegratedGradients(score(model, target)).attribute(
        x.clone().requires_grad_(),
        n_steps=steps,
        method="riemann_middle",
        return_convergence_delta=True,
    )
    ours = integrated_gradients(model, x, target, steps=steps)
    close(ours.stages["product"], theirs[0])
    close(ours.map, theirs[0].sum(dim=0))
    assert ours.facts["error"] == pytest.approx(float(error), abs=2e-4)


def test_integrated_gradients_take_another_baseline(model, x):
    baseline = torch.full_like(x, -1.5)
    theirs = captum.attr.IntegratedGradients(score(model, 3)).attribute(
        x.clone().requires_grad_(), baselines=baseline, n_steps=6, method="riemann_middle"
    )
    close(integrated_gradients(model, x, 3, steps=6, baseline=baseline).map, theirs[0].sum(dim=0))


@targets
def test_smooth_grad_is_captums_with_the_same_noise(model, x, target, monkeypatch):
    ours = smooth_grad(model, x, target, samples=6, noise=0.1, seed=4)
    deviation = ours.facts["deviation"]
    noise = np.random.default_rng(4).normal(0, deviation, (6, 3, 32, 32))
    monkeypatch.setattr(torch, "normal", lambda *_: torch.from_numpy(noise).float())
    way = captum.attr.NoiseTunnel(captum.attr.Saliency(score(model, target)))
    theirs = way.attribute(
        x.clone().requires_grad_(), nt_type="smoothgrad", nt_samples=6, stdevs=deviation, abs=False
    )
    close(ours.stages["gradient"], theirs[0])
    close(ours.map, theirs[0].abs().amax(dim=0))


@targets
@pytest.mark.parametrize(("side", "stride"), [(8, 4), (8, 2), (6, 4)])
def test_occlusion_is_captums(model, x, target, side, stride):
    theirs = captum.attr.Occlusion(score(model, target, chances=True)).attribute(
        x,
        sliding_window_shapes=(3, side, side),
        strides=(3, stride, stride),
        baselines=0,
        perturbations_per_eval=16,
    )
    ours = occlusion(model, x, target, side=side, stride=stride)
    np.testing.assert_allclose(ours.map, theirs[0, 0].numpy(), atol=2e-6)


def test_all_layers_with_rows_and_columns_are_offered(model, x):
    for layer in spatial_layers(model):
        assert grad_cam(model, x, 3, layer=layer).map.shape == (32, 32)
