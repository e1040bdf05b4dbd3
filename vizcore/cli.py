"""The command `convscope`: starts the app and says where it is."""

import argparse
import errno
import functools
import os
import socket
import sys
import threading
import time

from vizcore.errors import ConvScopeError
from vizcore.serve.embedding import frames_allowed
from vizcore.serve.metrics import metrics_wanted
from vizcore.workers import Crew, FolderError, find_proxy, run_app

#: Addresses that mean "every network interface of this machine".
_EVERYWHERE = ("0.0.0.0", "::")
#: Processes, if nobody says how many; each holds the network and its libraries.
MOST_WORKERS = 4
_CROWD = 64  # workers that make sense on one machine


class StartError(ConvScopeError):
    """The app cannot start; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> None:
    """Start the app, in this process or in several; Ctrl-C ends it.

    Exits with 2 and one sentence when it cannot be started as it is asked for.
    """
    options = _parser().parse_args(arguments)
    host, port = options.host, options.port
    os.environ["CONVSCOPE_DEVICE"] = options.device
    try:
        _check_address(host, port)
        frames_allowed()
        proxy = find_proxy()
        if (workers := _workers(options.workers, proxy)) > 1 and proxy:
            announce = functools.partial(_announce, host, port)
            Crew(proxy, host, port, workers, announce, metrics=metrics_wanted()).run()
            return
    except FolderError as error:
        code = _complain(error)
        if options.workers is not None:
            sys.exit(code)
    except ConvScopeError as error:
        sys.exit(_complain(error))
    threading.Thread(target=_announce, args=(host, port), daemon=True).start()
    run_app(host, port)


def _workers(asked: int | None, proxy: str | None) -> int:
    """How many processes there will be: as many as asked for, or as there are cores.

    Raises StartError if several are asked for and nothing can share one address among them.
    """
    if asked is not None and asked > 1 and not proxy:
        raise StartError(
            "several workers share one address with the help of nginx, which is not installed "
            "here; install it, or leave out --workers"
        )
    if asked is None:
        return min(os.cpu_count() or 1, MOST_WORKERS) if proxy else 1
    return asked


def address(host: str, port: int) -> str:
    """Write the address as a browser on this machine understands it.

    Examples
    --------
    >>> address("localhost", 8501)
    'http://localhost:8501'
    >>> address("0.0.0.0", 80)
    'http://localhost:80'
    >>> address("::1", 8501)
    'http://[::1]:8501'
    """
    name = "localhost" if host in _EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="convscope",
        description="See how a convolutional network works, from a single pixel to the class.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--host", default="localhost", help="name or address to listen on")
    parser.add_argument("--port", type=_port, default=8501, help="port to listen on")
    parser.add_argument(
        "--workers",
        type=_count,
        help="processes that share the work, with nginx in front of them; as many as there are "
        f"cores, at most {MOST_WORKERS}, where nginx is installed, else 1",
    )
    parser.add_argument(
        "--device",
        choices=("auto", "cuda", "mps", "cpu"),
        default=os.environ.get("CONVSCOPE_DEVICE", "auto"),
        help="where the network computes",
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _CROWD:
        raise argparse.ArgumentTypeError(f"workers are a number from 1 to {_CROWD}, not {text}")
    return int(text)


def _complain(error: ConvScopeError) -> int:
    print(f"convscope: {error}", file=sys.stderr)
    return 2


def _check_address(host: str, port: int) -> None:
    """Raise StartError unless this program may listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(host, port, family)
        socket.create_server((host, port), family=family).close()
    except socket.gaierror as error:
        raise StartError(f"the host {host} is not known; try --host localhost") from error
    except PermissionError as error:
        raise StartError(
            f"port {port} is closed to this user; choose one above 1023 with --port"
        ) from error
    except OSError as error:
        reason = (
            "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be used"
        )
        raise StartError(f"port {port} on {host} {reason}; choose another with --port") from error


def _announce(host: str, port: int) -> None:
    """Print the address as soon as the server takes connections."""
    while True:
        try:
            socket.create_connection((_reachable(host), port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            break
    print(f"ConvScope is at {address(host, port)} (Ctrl-C ends it)", flush=True)


def _reachable(host: str) -> str:
    return "localhost" if host in _EVERYWHERE else host
