"""One network that many people share: who asks while it is busy is in the next pass together."""

import threading
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from vizcore.nets.minivgg import MiniVGG
from vizcore.nets.recording import record

MOST_TOGETHER = 32  # pictures of a pass; the rest is the next one's


@dataclass
class _Ticket:
    x: Tensor
    done: bool = False
    outputs: dict[str, Tensor] = field(default_factory=dict)
    error: Exception | None = None


class Passes:
    """Forward passes of one model, one at a time.

    Nobody waits for company: a picture that finds the model idle goes alone and at once. Those that
    come during a pass, which takes milliseconds, make up the next one.

    Parameters
    ----------
    model : MiniVGG or torch.nn.Sequential
        In eval mode, so that no picture of a pass changes what another one gets.
    together : bool, optional
        Whether those that wait are one batch. On a graphics card they are, for it has room. On a
        processor that would save a third of two milliseconds, and torch adds up in another order
        where there are more pictures: there each is computed by itself, and the same picture has
        the same numbers to the last bit, whoever else is there.

    Examples
    --------
    >>> passes = Passes(nn.Sequential(nn.Flatten(), nn.Linear(4, 2)).eval())
    >>> {name: tuple(output.shape) for name, output in passes.record(torch.zeros(1, 2, 2)).items()}
    {'0': (1, 4), '1': (1, 2)}
    """

    def __init__(self, model: MiniVGG | nn.Sequential, *, together: bool | None = None) -> None:
        self.model = model
        device = next((parameter.device.type for parameter in model.parameters()), "cpu")
        self._most = MOST_TOGETHER if (device != "cpu" if together is None else together) else 1
        self.count = 0
        self._busy = threading.Lock()
        self._waiting: list[_Ticket] = []  # appending to it and taking from it are atomic

    def record(self, x: Tensor) -> dict[str, Tensor]:
        """What every layer puts out for one picture, as `vizcore.nets.record` has it.

        Parameters
        ----------
        x : tensor of shape (1, ...)
            As the model expects it, on its device; of the same shape as all others'.

        Returns
        -------
        dict
            By layer.
        """
        ticket = _Ticket(x)
        self._waiting.append(ticket)
        while not ticket.done:
            with self._busy:  # whoever comes in first runs the pass for all that wait
                if not ticket.done:
                    self._run([self._waiting.pop(0) for _ in self._waiting[: self._most]])
        if ticket.error:
            raise ticket.error
        return ticket.outputs

    def _run(self, tickets: list[_Ticket]) -> None:
        try:
            together = torch.cat([ticket.x for ticket in tickets])
            outputs = record(self.model, together)
            self.count += 1
            for i, ticket in enumerate(tickets):
                ticket.outputs = {name: _own(output, i) for name, output in outputs.items()}
        except Exception as error:  # noqa: BLE001 - everybody hears of it in their own thread
            for ticket in tickets:
                ticket.error = error
        for ticket in tickets:
            ticket.done = True


def _own(outputs: Tensor, i: int) -> Tensor:
    """One picture's part, without those of the others behind it."""
    return outputs if len(outputs) == 1 else outputs[i : i + 1].clone()
