"""Each method as a program in NumPy; gradients are propagated by hand."""

from pages.explain.backwards import BACKWARDS
from pages.explain.methods import Asked
from pages.explain.score_code import score
from pages.explain.spot import Spot

#: The layers as the programs count them; flattening needs none.
SEQUENCE = (
    "conv1 relu1 bn1 conv2 relu2 bn2 pool1 dropout1 conv3 relu3 bn3 conv4 relu4 bn4 pool2 "
    "dropout2 fc1 relu5 bn5 dropout3 fc2"
)


def _behind(asked: Asked) -> str:
    """The gradient of the score by the logits, and the layers."""
    lines = f"behind = np.zeros(10, np.float32)\nbehind[{asked.first}] = 1\n"
    if asked.second is not None:
        lines += f"behind[{asked.second}] = -1\n"
    return f'{BACKWARDS}\nnames = """{SEQUENCE}""".split()\n{lines}'


def _grad_cam(asked: Asked, spot: Spot) -> str:  # noqa: ARG001 - all alike
    return (
        _behind(asked) + f'cut = names.index("{asked.layer}") + 1\n'
        "maps = x\nfor name in names[:cut]:\n    maps = layer(maps, name)\n"
        "gradients = gradient_at(maps, names[cut:])\n"
        "weights = gradients.mean(axis=(1, 2))\n"
        "total = np.einsum('k,khw->hw', weights, maps)\n"
        "relu = np.maximum(total, 0)\n"
        "at = np.clip((np.arange(32) + 0.5) * len(relu) / 32 - 0.5, 0, len(relu) - 1)\n"
        "low = np.floor(at).astype(int)\n"
        "high, share = np.minimum(low + 1, len(relu) - 1), at - low\n"
        "rows = relu[low] * (1 - share)[:, None] + relu[high] * share[:, None]\n"
        "result = rows[:, low] * (1 - share) + rows[:, high] * share\n"
    )


def _saliency(asked: Asked, spot: Spot) -> str:  # noqa: ARG001 - all alike
    return _behind(asked) + "gradient = gradient_at(x, names)\nresult = abs(gradient).max(axis=0)\n"


def _smooth(asked: Asked, spot: Spot) -> str:  # noqa: ARG001 - all alike
    return (
        _behind(asked) + f"deviation = {asked.noise / 100} * (x.max() - x.min())\n"
        f"noise = np.random.default_rng({asked.seed}).normal("
        f"0, deviation, ({asked.samples}, 3, 32, 32))\n"
        "copies = x + noise.astype(np.float32)\n"
        "gradients = np.stack([gradient_at(copy, names) for copy in copies])\n"
        "gradient = gradients.mean(axis=0)\n"
        "result = abs(gradient).max(axis=0)\n"
    )


def _integrated(asked: Asked, spot: Spot) -> str:  # noqa: ARG001 - all alike
    return (
        _behind(asked)
        + f"shares = (np.arange({asked.steps}, dtype=np.float32) + 0.5) / {asked.steps}\n"
        "gradients = np.stack([gradient_at(share * x, names) for share in shares])\n"
        "gradient = gradients.mean(axis=0)\n"
        "difference = x  # minus grey, which is 0\n"
        "product = difference * gradient\n"
        "result = product.sum(axis=0)\n"
    )


#: `filled` in NumPy.
FILLERS = {
    "grey": "filled = np.zeros_like(x)\n",
    "mean": "filled = np.broadcast_to(x.mean(axis=(1, 2), keepdims=True), x.shape)\n",
    "blurred": (
        "bell = np.exp(-(np.arange(-9, 10) ** 2) / 18)\n"
        "bell /= bell.sum()\n"
        'wide = np.pad(x, ((0, 0), (9, 9), (9, 9)), mode="edge")\n'
        "view = np.lib.stride_tricks.sliding_window_view\n"
        "filled = view(view(wide, 19, 2) @ bell, 19, 1) @ bell\n"
    ),
}


def _occlusion(asked: Asked, spot: Spot) -> str:
    """A whole sweep takes NumPy seconds: only the squares that the number needs are asked for."""
    last = -(-(32 - asked.side) // asked.stride)
    if spot.stage == "score":
        places = [(spot.row, spot.column)]
    else:
        rows, columns = (
            [i for i in range(last + 1) if i * asked.stride <= at < i * asked.stride + asked.side]
            for at in (spot.row, spot.column)
        )
        places = [(i, j) for i in rows for j in columns]
    return (
        f'names = """{SEQUENCE} softmax""".split()\n'
        + FILLERS[asked.filler]
        + "\n\ndef score(x):\n    for name in names:\n        x = layer(x, name)\n"
        f"    return {score(asked, 'x[{}]')}\n\n\n"
        f"side, stride = {asked.side}, {asked.stride}\n"
        "whole = score(x)\n"
        f"scores, result = np.full(({last + 1}, {last + 1}), np.nan), np.full((32, 32), np.nan)\n"
        f"places = {places}  # of the squares that count here\n"
        "for i, j in places:\n"
        "    y = x.copy()\n"
        "    square = slice(None), slice(i * stride, i * stride + side), "
        "slice(j * stride, j * stride + side)\n"
        "    y[square] = filled[square]\n"
        "    scores[i, j] = score(y)\n"
        f"result[{min(spot.row, 31)}, {min(spot.column, 31)}] = "
        "whole - np.mean([scores[place] for place in places])\n"
    )


#: By the name of the method.
NUMPY_BODIES = {
    "grad_cam": _grad_cam,
    "saliency": _saliency,
    "smooth_grad": _smooth,
    "integrated_gradients": _integrated,
    "occlusion": _occlusion,
}
