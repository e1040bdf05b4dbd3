"""Prints nginx.conf for replicas: `python deploy/make_nginx.py app1:8501 app2:8501`."""

import argparse
import sys

from vizcore.workers import configuration


def main() -> None:
    """Write the configuration to the standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "apps", nargs="+", help="where each replica listens, in the order of CONVSCOPE_WORKER"
    )
    parser.add_argument("--listen", default="8501", help="where nginx does")
    options = parser.parse_args()
    sys.stdout.write(configuration(options.listen, options.apps))


if __name__ == "__main__":
    main()
