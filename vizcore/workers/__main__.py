"""A worker: the app, on a port of the loopback. `python -m vizcore.workers PORT`."""

import sys

from vizcore.workers.app import run_app

if __name__ == "__main__":
    run_app("127.0.0.1", int(sys.argv[1]))
