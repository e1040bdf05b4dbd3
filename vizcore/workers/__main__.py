"""A worker: the app, on a port of the loopback. `python -m vizcore.workers PORT`."""

import importlib
import sys
import threading

from vizcore.workers.app import run_app

if __name__ == "__main__":
    # Whoever starts several processes expects many people: none of them shall wait for torch.
    threading.Thread(target=importlib.import_module, args=("vizcore.nets",), daemon=True).start()
    run_app("127.0.0.1", int(sys.argv[1]))
