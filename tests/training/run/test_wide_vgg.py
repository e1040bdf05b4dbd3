"""The teacher's first layer, which is fitted and not learned."""

import torch

from vizcore.training.run.wide_vgg import WideVGG


def test_the_first_layers_results_are_uncorrelated_and_of_equal_size() -> None:
    """On images whose neighbours and channels are alike, as in photographs."""
    steps = torch.randn(64, 1, 32, 32, generator=torch.Generator().manual_seed(0))
    smooth = (steps.cumsum(2).cumsum(3) / 16).expand(-1, 3, -1, -1)
    images = smooth + torch.randn(64, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    model = WideVGG()
    model.whiten(images)
    first = model.layers.whiten
    with torch.no_grad():
        seen = torch.nn.functional.conv2d(images, first.weight)
    values = seen.permute(1, 0, 2, 3).flatten(1).double()
    moments = values @ values.T / values.shape[1]
    one = torch.eye(12, dtype=torch.float64)
    expected = torch.cat([torch.cat([one, -one], 1), torch.cat([-one, one], 1)])
    torch.testing.assert_close(moments, expected, rtol=0, atol=5e-3)


def test_the_first_layer_does_not_learn() -> None:
    assert not WideVGG().layers.whiten.weight.requires_grad


def test_the_convolutions_begin_by_passing_their_channels_on() -> None:
    images = torch.rand(1, 24, 8, 8)
    passed = WideVGG().layers.conv1a(images)
    torch.testing.assert_close(passed[:, :24], images)
