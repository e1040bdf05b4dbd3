"""What a worker runs: the app, on a port of the loopback that nobody else is told."""

import sys

from vizcore.cli import run_app

if __name__ == "__main__":
    run_app("127.0.0.1", int(sys.argv[1]))
