"""The entry of `python -m vizcore.training`; the command is `vizcore.training.run.command`."""

import sys

from vizcore.training.run.command import main

if __name__ == "__main__":
    sys.exit(main())
