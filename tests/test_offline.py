"""The tests' machine has no network."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "pypi.org", "2001:db8::1"])
def test_no_test_connects_to_another_machine(host: str) -> None:
    with pytest.raises(OSError, match="offline"):
        socket.create_connection((host, 443), timeout=1)


def test_a_server_of_its_own_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
