"""All tests run as on a machine without a network: a class may be offline."""

import errno
import ipaddress
import socket
from typing import Any


def unplug(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook (`sys.addaudithook`) that lets no connection leave the machine.

    It sees what Python's own sockets do, whoever uses them; processes that a test starts have none.

    Raises
    ------
    OSError
        Before a name is looked up or a stream connected elsewhere, as where there is no network.
    """
    if event == "socket.getaddrinfo" and not _here(arguments[0]):
        raise socket.gaierror(socket.EAI_NONAME, f"offline: no address of {arguments[0]}")
    if event == "socket.connect":
        one, address = arguments
        # A file's socket, and one that only asks which way packets would take, reach nobody.
        stream = isinstance(address, tuple) and one.type == socket.SOCK_STREAM
        if stream and not _here(address[0]):
            raise OSError(errno.ENETUNREACH, f"offline: no way to {address[0]}")


def _here(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
