"""The first seeds of every target, in a few seconds; `make fuzz` goes on from there."""

import pytest

from tests.fuzz.messages import states
from tests.fuzz.search import TARGETS, probe

_FIRST = {"images": 150, "numbers": 300, "routes": 200, "messages": 2, "addresses": 3}


@pytest.mark.parametrize("target", TARGETS)
def test_what_nobody_would_send_is_borne(target: str) -> None:
    for seed in range(_FIRST[target]):
        probe(target, seed)


def test_the_states_of_the_components_are_found_in_their_scripts() -> None:
    assert states()["matrix"] == ["edited"]
    assert states()["picker"] == ["chosen"]
    assert states()["network"] == ["card", "edits", "spot"]
