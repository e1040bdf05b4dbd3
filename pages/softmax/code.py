"""The page Softmax and loss as short runnable programs."""

from pages.softmax.shown import Shown


def programs(shown: Shown) -> dict[str, str]:
    """PyTorch, NumPy and Keras programs that print the columns of the figure, and one step.

    Parameters
    ----------
    shown : Shown
        What is on screen. It computes in float32, and so do they.
    """
    return {"PyTorch": _pytorch(shown), "NumPy": _numpy(shown), "Keras": _keras(shown)}


def _logits(shown: Shown) -> str:
    return f"[{', '.join(f'{value:.7g}' for value in shown.logits.tolist())}]"


def _settings(shown: Shown) -> str:
    return f"true, temperature, rate = {shown.truth}, {shown.temperature:g}, {shown.rate:g}\n\n"


_PRINTED = "print(p)\nprint(loss)\nprint(gradient)\nprint(stepped)\n"


def _pytorch(shown: Shown) -> str:
    if shown.subtract:
        body = (
            "p = torch.softmax(z / temperature, dim=0)  # it subtracts the largest itself\n"
            "loss = F.cross_entropy((z / temperature)[None], torch.tensor([true]))\n"
        )
    else:
        body = (
            "powers = torch.exp(z / temperature)  # the largest logit is not subtracted\n"
            "p = powers / powers.sum()\nloss = -torch.log(p[true])\n"
        )
    return (
        "import torch\nimport torch.nn.functional as F\n\n"
        f"z = torch.tensor({_logits(shown)}, dtype=torch.float32, requires_grad=True)\n"
        f"{_settings(shown)}{body}"
        "loss.backward()\n"
        "gradient = z.grad  # (p - y) / T\n"
        f"stepped = (z - rate * gradient).detach()\n{_PRINTED}"
    )


def _numpy(shown: Shown) -> str:
    powers = (
        "powers = np.exp(scaled - scaled.max())\n"
        if shown.subtract
        else "powers = np.exp(scaled)  # the largest logit is not subtracted\n"
    )
    loss = (
        "loss = np.log(powers.sum()) - (scaled - scaled.max())[true]\n"
        if shown.subtract
        else "loss = -np.log(p[true])\n"
    )
    lines = f"{powers}p = powers / powers.sum()\n{loss}"
    if not shown.subtract:
        inside = "".join(f"    {line}\n" for line in lines.splitlines())
        lines = f'with np.errstate(all="ignore"):  # NumPy would warn\n{inside}'
    return (
        "import numpy as np\n\n"
        f"z = np.array({_logits(shown)}, dtype=np.float32)\n"
        f"{_settings(shown)}"
        "y = np.arange(len(z)) == true\n"
        "scaled = z / np.float32(temperature)\n"
        f"{lines}"
        "gradient = (p - y) / np.float32(temperature)\n"
        f"stepped = z - np.float32(rate) * gradient\n{_PRINTED}"
    )


def _keras(shown: Shown) -> str:
    if shown.subtract:
        body = (
            "    p = keras.ops.softmax(z / temperature)  # it subtracts the largest itself\n"
            "    loss = keras.losses.sparse_categorical_crossentropy(\n"
            "        np.array(true), z / temperature, from_logits=True\n    )\n"
        )
    else:
        body = (
            "    powers = keras.ops.exp(z / temperature)  # the largest is not subtracted\n"
            "    p = powers / keras.ops.sum(powers)\n    loss = -keras.ops.log(p[true])\n"
        )
    return (
        "import keras\nimport numpy as np\nimport tensorflow as tf\n\n"
        f'z = tf.Variable({_logits(shown)}, dtype="float32")\n'
        f"{_settings(shown)}"
        f"with tf.GradientTape() as tape:\n{body}"
        "gradient = tape.gradient(loss, z)  # (p - y) / T\n"
        f"stepped = z - rate * gradient\n{_PRINTED}"
    )
