"""CIFAR-10 with one command: `convscope-data cifar10`."""

import argparse
import sys
from pathlib import Path
from typing import Any

import pooch
import requests
from tqdm import tqdm

from vizcore.errors import ConvScopeError, DataError

URL = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"

#: As published on the data set's page. MD5 finds a broken download; it is no proof of origin.
MD5 = "c58f30108f718f92721af3b95e74349a"

_TIMEOUT = 30  # seconds without a byte


def download_cifar10(
    folder: Path, *, url: str = URL, md5: str = MD5, progress: bool = False
) -> Path:
    """CIFAR-10's official archive (170 MB) in `folder`, fetched unless it is already there.

    What a broken download left, `<name>.part`, is gone on from if the server can. The archive gets
    its name only after its checksum was found right.

    Raises
    ------
    DataError
        If the server cannot be reached, the connection breaks, or the checksum is another.
    """
    name = url.rpartition("/")[2]
    part = folder / f"{name}.part"
    downloader = _Resuming(part, progress)
    try:
        return Path(pooch.retrieve(url, f"md5:{md5}", name, folder, downloader=downloader))
    except requests.HTTPError as error:
        raise DataError(f"{url} cannot be fetched: {error}") from error
    except requests.RequestException as error:
        raise DataError(f"{url} cannot be reached: is this machine online?") from error
    except ValueError as error:
        raise DataError(f"what {url} sent is not the archive: its checksum differs") from error


class _Resuming:
    """A downloader for pooch, whose own always begins at the beginning."""

    def __init__(self, part: Path, progress: bool) -> None:
        self._part, self._progress = part, progress

    def __call__(self, url: str, output_file: str, _: Any) -> None:
        have = self._part.stat().st_size if self._part.exists() else 0
        headers = {"Range": f"bytes={have}-", "Accept-Encoding": "identity"} if have else {}
        with requests.get(url, stream=True, timeout=_TIMEOUT, headers=headers) as response:
            if response.status_code != requests.codes.requested_range_not_satisfiable:
                response.raise_for_status()
                self._append(response, have)
        self._part.replace(output_file)  # pooch checks the sum and gives it its name

    def _append(self, response: requests.Response, have: int) -> None:
        if response.status_code != requests.codes.partial_content:
            have = 0  # the server sends everything once more
        total = have + int(response.headers.get("Content-Length", 0))
        with (
            self._part.open("ab" if have else "wb") as file,
            tqdm(
                total=total, initial=have, unit="B", unit_scale=True, disable=not self._progress
            ) as bar,
        ):
            try:
                for chunk in response.iter_content(1 << 16):
                    file.write(chunk)
                    bar.update(len(chunk))
            except requests.RequestException as error:
                got = f"{file.tell() / 1e6:.1f} MB"
                raise DataError(
                    f"the download broke off after {got}; the same command goes on from there"
                ) from error


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 with the archive's path, 2 with one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="convscope-data", description="Fetch a data set.")
    parser.add_argument("data", choices=["cifar10"], help="CIFAR-10, 170 MB")
    parser.add_argument(
        "--out", type=Path, default=Path("runs/data"), help="folder (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        path = download_cifar10(options.out, progress=True)
    except (ConvScopeError, OSError) as error:
        print(f"convscope: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("convscope: stopped; the same command goes on from there", file=sys.stderr)
        return 130
    print(f"{path}\nTrain with: python -m vizcore.training --data {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
