"""Files that are made when asked for stay until the browser has fetched them."""

import time

from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileMetadata

#: Seconds from the first time that nobody's page needs a file; a phone may be slow.
KEPT = 30.0


class _Kept(MediaFileMetadata):
    """A file that goes some time after it was marked to go."""

    _since = float("inf")

    @property
    def is_marked_for_delete(self) -> bool:
        return time.monotonic() - self._since >= KEPT

    def mark_for_delete(self) -> None:
        self._since = min(self._since, time.monotonic())


def keep_made_files() -> None:
    """Let a file that a button made live for `KEPT` seconds; call before the app is made.

    Streamlit answers a click with an address, and the browser fetches that. Until then nobody's
    page needs the file: it would go as soon as two other people's pages had run, and whoever
    clicked would be told that it is not there.
    """
    setattr(media_file_manager, "MediaFileMetadata", _Kept)  # noqa: B010 - typed as a class
