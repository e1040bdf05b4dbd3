"""The entry of `python -m vizcore.training.patient`."""

import sys

from vizcore.training.patient.command import main

if __name__ == "__main__":
    sys.exit(main())
