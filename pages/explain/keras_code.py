"""Each method as a program in Keras, with TensorFlow's gradient tape."""

from pages.explain.methods import Asked
from pages.explain.numpy_code import FILLERS
from pages.explain.score_code import score, sweep


def _gradient(asked: Asked) -> str:
    return (
        "import tensorflow as tf\n\n\ndef gradient_at(x):\n"
        '    x = tf.constant(x, "float32")\n'
        "    with tf.GradientTape() as tape:\n        tape.watch(x)\n"
        f"        logits = model(x)\n        score = {score(asked)}\n"
        "    return tape.gradient(score, x).numpy().transpose(0, 3, 1, 2)\n\n\n"
    )


def _grad_cam(asked: Asked) -> str:
    return (
        "import tensorflow as tf\n\n"
        f'cut = [layer.name for layer in model.layers].index("{asked.layer}") + 1\n'
        "maps = x\nfor layer in model.layers[:cut]:\n    maps = layer(maps)\n"
        "with tf.GradientTape() as tape:\n    tape.watch(maps)\n    logits = maps\n"
        "    for layer in model.layers[cut:]:\n        logits = layer(logits)\n"
        f"    score = {score(asked)}\n"
        "gradients = tape.gradient(score, maps)[0].numpy().transpose(2, 0, 1)\n"
        "maps = maps[0].numpy().transpose(2, 0, 1)\n"
        "weights = gradients.mean(axis=(1, 2))\n"
        "total = np.einsum('k,khw->hw', weights, maps)\n"
        "relu = np.maximum(total, 0)\n"
        'result = tf.image.resize(relu[..., None], (32, 32), "bilinear").numpy()[..., 0]\n'
    )


def _saliency(asked: Asked) -> str:
    return _gradient(asked) + "gradient = gradient_at(x)[0]\nresult = abs(gradient).max(axis=0)\n"


def _smooth(asked: Asked) -> str:
    return (
        _gradient(asked) + f"deviation = {asked.noise / 100} * (x.max() - x.min())\n"
        f"noise = np.random.default_rng({asked.seed}).normal("
        f"0, deviation, ({asked.samples}, 3, 32, 32))\n"
        "gradients = gradient_at(x + noise.transpose(0, 2, 3, 1))\n"
        "gradient = gradients.mean(axis=0)\nresult = abs(gradient).max(axis=0)\n"
    )


def _integrated(asked: Asked) -> str:
    return (
        _gradient(asked) + f"shares = (np.arange({asked.steps}) + 0.5) / {asked.steps}\n"
        "gradients = gradient_at(shares[:, None, None, None] * x)\n"
        "gradient = gradients.mean(axis=0)\n"
        "difference = x[0].transpose(2, 0, 1)  # minus grey, which is 0\n"
        "product = difference * gradient\nresult = product.sum(axis=0)\n"
    )


def _occlusion(asked: Asked) -> str:
    return (
        "x = x[0].transpose(2, 0, 1)\n" + FILLERS[asked.filler] + "\n\ndef score(x):\n"
        "    chances = keras.ops.softmax(model(x.transpose(1, 2, 0)[None]))\n"
        f"    return float({score(asked, 'chances[0, {}]')})\n\n\n"
        "def covered(rows, columns):\n    y = x.copy()\n"
        "    y[:, rows, columns] = filled[:, rows, columns]\n    return score(y)\n\n\n"
        "whole = score(x)\n" + sweep(asked)
    )


#: By the name of the method.
KERAS_BODIES = {
    "grad_cam": _grad_cam,
    "saliency": _saliency,
    "smooth_grad": _smooth,
    "integrated_gradients": _integrated,
    "occlusion": _occlusion,
}
