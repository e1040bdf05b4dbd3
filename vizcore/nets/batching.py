"""Several people's pictures in one forward pass: of each, what is on that person's screen."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float32, UInt8

from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.recording import record

Maps = Float32[np.ndarray, "_ _ _"]  # maps, rows, columns: of each picture its own


def pass_together(
    model: MiniVGG, pictures: UInt8[np.ndarray, "n 32 32 3"], layers: Sequence[str]
) -> tuple[Float32[np.ndarray, "n classes"], list[Maps]]:
    """Run `model` once on all pictures; of each keep its probabilities and one layer's output.

    The output of a layer is the same to the last bits or all of them, whoever else is in the pass:
    torch may add up in another order where there are more pictures.

    Parameters
    ----------
    model : MiniVGG
        In eval mode.
    pictures : (n, 32, 32, 3) uint8 array
        sRGB, upright.
    layers : sequence of n str
        Of each picture, the layer that is looked at, as `record` names it; or "softmax".

    Returns
    -------
    probabilities : (n, classes) float32 array
    maps : list of n float32 arrays, (maps, rows, columns) each
        A row of units, such as that of a fully connected layer, is one map of one row.

    Raises
    ------
    KeyError
        If there is no such layer.

    Examples
    --------
    >>> pictures = np.zeros((2, 32, 32, 3), np.uint8)
    >>> probabilities, maps = pass_together(MiniVGG().eval(), pictures, ["conv3", "fc1"])
    >>> probabilities.shape, [part.shape for part in maps]
    ((2, 10), [(64, 16, 16), (1, 1, 512)])
    """
    outputs = record(model, model.prepare(pictures))
    with torch.inference_mode():
        logits = next(reversed(outputs.values()))
        outputs["softmax"] = torch.softmax(logits.float(), dim=1)
        probabilities = outputs["softmax"].cpu().numpy()
        maps = [outputs[name][i].float().cpu().numpy() for i, name in enumerate(layers)]
    return probabilities, [part if part.ndim == 3 else part.reshape(1, 1, -1) for part in maps]
