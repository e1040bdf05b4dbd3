"""A file that a button made is there when the browser comes for it."""

import time

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pages.ui import made_files


def test_it_outlives_what_other_people_do_meanwhile_and_then_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = media_file_manager.MediaFileMetadata
    monkeypatch.setattr(media_file_manager, "MediaFileMetadata", before)  # put back at the end
    made_files.keep_made_files()
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: "me")
    asked = manager.add_deferred(lambda: b"table", "text/csv", "0", "a.csv")
    name = manager.execute_deferred(asked).rsplit("/", 1)[1]
    for _ in range(5):
        manager.remove_orphaned_files()
    assert storage.get_file(name).content == b"table"
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + made_files.KEPT + 1)
    manager.remove_orphaned_files()
    with pytest.raises(MediaFileStorageError):
        storage.get_file(name)
