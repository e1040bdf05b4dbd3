"""Writing a file so that nobody ever finds half of it."""

import contextlib
import os
from pathlib import Path

from vizcore.training.run.errors import TrainingError


def write_atomically(path: Path, data: bytes | memoryview) -> None:
    """Write `data` to `path`, all of it or nothing; what was there before stays until the end.

    Parameters
    ----------
    path : Path
        Its folder is made if there is none.
    data : bytes
        What the file will hold.

    Raises
    ------
    TrainingError
        If the disk is full or the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_atomically(folder / "new" / "a.txt", b"one")
    >>> [(file.name, file.read_bytes()) for file in folder.glob("*/*")]
    [('a.txt', b'one')]
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(part, data)
        part.replace(path)
    except OSError as error:
        kept = "; the previous one is still there" if path.is_file() else ""
        raise TrainingError(f"cannot write {path}: {error.strerror}{kept}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _write(path: Path, data: bytes | memoryview) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # or a power cut after the rename could leave an empty file
