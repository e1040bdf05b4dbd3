"""Several processes behind one address: `convscope --workers N`."""

from vizcore.workers.app import run_app
from vizcore.workers.crew import Crew, FolderError, find_proxy
from vizcore.workers.nginx import configuration

__all__ = ["Crew", "FolderError", "configuration", "find_proxy", "run_app"]
