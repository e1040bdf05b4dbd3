"""Each method as a program in PyTorch, without a library of explanations."""

from pages.explain.methods import Asked
from pages.explain.score_code import score, sweep


def _gradient(asked: Asked) -> str:
    return (
        "\n\ndef gradient_at(x):\n"
        "    leaf = x.detach().clone().requires_grad_()\n"
        "    logits = model(leaf)\n"
        f"    score = {score(asked)}\n"
        "    return torch.autograd.grad(score.sum(), leaf)[0]\n\n\n"
    )


def _grad_cam(asked: Asked) -> str:
    return (
        f'cut = [name for name, _ in model.layers.named_children()].index("{asked.layer}") + 1\n'
        "maps = model.layers[:cut](x).detach().requires_grad_()\n"
        "logits = model.layers[cut:](maps)\n"
        f"score = {score(asked)}\n"
        "gradients = torch.autograd.grad(score.sum(), maps)[0][0]\n"
        "maps = maps.detach()[0]\n"
        "weights = gradients.mean(dim=(1, 2))\n"
        "total = (weights[:, None, None] * maps).sum(dim=0)\n"
        "relu = total.relu()\n"
        "result = torch.nn.functional.interpolate(\n"
        '    relu[None, None], size=(32, 32), mode="bilinear"\n'
        ")[0, 0]\n"
    )


def _saliency(asked: Asked) -> str:
    return _gradient(asked) + "gradient = gradient_at(x)[0]\nresult = gradient.abs().amax(dim=0)\n"


def _smooth(asked: Asked) -> str:
    return (
        _gradient(asked) + f"deviation = {asked.noise / 100} * float(x.max() - x.min())\n"
        f"noise = np.random.default_rng({asked.seed}).normal("
        f"0, deviation, ({asked.samples}, 3, 32, 32))\n"
        "gradients = gradient_at(x + torch.from_numpy(noise).float())\n"
        "gradient = gradients.mean(dim=0)\n"
        "result = gradient.abs().amax(dim=0)\n"
    )


def _integrated(asked: Asked) -> str:
    return (
        _gradient(asked)
        + f"shares = (torch.arange({asked.steps}) + 0.5) / {asked.steps}  # of the way from grey\n"
        "gradients = gradient_at(shares[:, None, None, None] * x)\n"
        "gradient = gradients.mean(dim=0)\n"
        "difference = x[0]  # minus grey, which is 0\n"
        "product = difference * gradient\n"
        "result = product.sum(dim=0)\n"
    )


_FILLERS = {
    "grey": "filled = torch.zeros_like(x)\n",
    "mean": "filled = x.mean(dim=(2, 3), keepdim=True).expand_as(x)\n",
    "blurred": (
        "at = torch.arange(-9, 10)\n"
        "bell = torch.exp(-(at**2) / 18)\n"
        "kernel = (bell / bell.sum()).repeat(3, 1, 1, 1)\n"
        'wide = torch.nn.functional.pad(x, (9, 9, 9, 9), mode="replicate")\n'
        "filled = torch.nn.functional.conv2d(wide, kernel, groups=3)\n"
        "filled = torch.nn.functional.conv2d(filled, kernel.transpose(2, 3), groups=3)\n"
    ),
}


def _occlusion(asked: Asked) -> str:
    return (
        _FILLERS[asked.filler] + "\n\n@torch.no_grad()\ndef score(x):\n"
        "    chances = torch.softmax(model(x), dim=1)\n"
        f"    return float({score(asked, 'chances[0, {}]')})\n\n\n"
        "def covered(rows, columns):\n"
        "    y = x.clone()\n"
        "    y[:, :, rows, columns] = filled[:, :, rows, columns]\n"
        "    return score(y)\n\n\n"
        "whole = score(x)\n" + sweep(asked)
    )


#: By the name of the method.
PYTORCH_BODIES = {
    "grad_cam": _grad_cam,
    "saliency": _saliency,
    "smooth_grad": _smooth,
    "integrated_gradients": _integrated,
    "occlusion": _occlusion,
}
