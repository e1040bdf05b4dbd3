"""Climbs to the picture that excites a unit most: one at a time, a few that wait, none twice."""

import base64
import functools
import json

from anyio import to_thread

from vizcore.errors import ConvScopeError
from vizcore.serve.turns import MOST, TURNS


async def asked(layer: str, unit: int, held: str) -> bytes:
    """A climb as JSON: values on the way, pictures on the way as a WebP file, and when.

    Parameters
    ----------
    layer : str
    unit : int
    held : str
        Names of regularisers with commas between them, or "nothing".

    Raises
    ------
    ConvScopeError
        If there is no such unit or regulariser, or too many people ask at once.
    """
    return await to_thread.run_sync(climb, layer, unit, regularisers(held))


def regularisers(held: str) -> tuple[str, ...]:
    """The regularisers that a text names, each once and in their order.

    >>> regularisers("jitter,decay"), regularisers("nothing")
    (('decay', 'jitter'), ())
    >>> regularisers("magic")
    Traceback (most recent call last):
    vizcore.errors.ConvScopeError: there is no regulariser 'magic'
    """
    from vizcore.nets.maximising import REGULARISERS

    names = [] if held == "nothing" else held.split(",")
    if unknown := [name for name in names if name not in REGULARISERS]:
        raise ConvScopeError(f"there is no regulariser '{unknown[0][:20]}'")
    return tuple(name for name in REGULARISERS if name in names)


@functools.lru_cache(maxsize=512)
def climb(layer: str, unit: int, held: tuple[str, ...]) -> bytes:
    """The same, kept; a new one waits for its turn."""
    return TURNS.ask(lambda: _climb(layer, unit, held))


@functools.lru_cache(maxsize=MOST)  # several people may have waited for the same one
def _climb(layer: str, unit: int, held: tuple[str, ...]) -> bytes:
    import numpy as np
    import torch

    from vizcore.images.encode import LOSSLESS, encode_webp
    from vizcore.nets import receptive_field
    from vizcore.nets.maximising import REGULARISERS, maximise
    from vizcore.nets.unit_cards import EVERY, middle_of
    from vizcore.serve.unit_parts import network

    torch.set_num_threads(1)
    net = network()
    chosen = {name: name in held for name in REGULARISERS}
    found = maximise(net.model, layer, unit, **chosen)
    place = middle_of(net.layers[net.names.index(layer)])
    field = receptive_field(net.model, layer, (unit, *place))
    seen = found.stages[:, field.rows[0] : field.rows[-1] + 1]
    seen = seen[:, :, field.columns[0] : field.columns[-1] + 1]
    file = encode_webp(np.concatenate(seen, axis=1), LOSSLESS)
    told = {
        "values": [round(float(value), 3) for value in found.values[::EVERY]],
        "at": list(found.at),
        "stages": base64.b64encode(file).decode(),
    }
    return json.dumps(told, separators=(",", ":")).encode()
