import torch

from vizcore.training import Recipe, Run
from vizcore.training.run.deep_vgg import DeepVGG, Shortcut


def test_its_layers_have_the_weights_that_the_design_names() -> None:
    model = DeepVGG()
    pairs = [(24, 128), (128, 384), (384, 512)]
    convolutions = sum(9 * a * b + 2 * 9 * b * b for a, b in pairs)
    norms = sum(3 * 2 * b for _, b in pairs)
    first, last = 24 * 3 * 4 + 24, 512 * 10
    assert sum(p.numel() for p in model.parameters()) == convolutions + norms + first + last


def test_a_shortcut_passes_its_input_on() -> None:
    shortcut = Shortcut(4).eval()
    torch.nn.init.zeros_(shortcut.bn.weight)
    x = torch.randn(2, 4, 5, 5, generator=torch.Generator().manual_seed(0))
    assert torch.equal(shortcut(x), x)


def test_a_run_of_it_steers_every_kernel_but_the_first() -> None:
    run = Run.start(Recipe(network="deep_vgg", kernel_lr=0.1))
    steered = next(group for group in run.optimiser.param_groups if group.get("orthogonal"))
    assert len(steered["params"]) == 9
