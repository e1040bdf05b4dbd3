"""Files of the app that are missing or damaged: each page says so once, and the rest works."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import safetensors
import streamlit as st

import pages.batch_norm.layer
from pages.laboratory.experiment import experiment
from tests.pages.helpers import fresh, opened_at
from vizcore.locations import ASSETS

_FOLDERS = ("weights", "film", "experiments")
#: How many sentences each page has of it: one for each part that cannot be shown.
SENTENCES = {
    "feature_maps": 1,
    "network": 1,
    "explain": 1,
    "dense": 1,
    "learning": 2,
    "data_sets": 1,
    "batch_norm": 1,
    "softmax": 0,
    "pixels": 0,
}
Change = Callable[[Path, bytes], bytes]


def cut(path: Path, data: bytes) -> bytes:
    return data[: len(data) // 2]


def missing(path: Path, data: bytes) -> bytes:
    raise FileNotFoundError(path)


def denied(path: Path, data: bytes) -> bytes:
    raise PermissionError(path)


@pytest.fixture(params=[cut, missing, denied])
def damaged(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """Weights, film and experiments cut in half, gone, or not to be read."""
    change: Change = request.param
    read, opened = Path.read_bytes, safetensors.safe_open

    def changed(path: Path) -> bytes:
        data = read(path)
        ours = path.parent.parent == ASSETS and path.parent.name in _FOLDERS
        return change(path, data) if ours else data

    def safe_open(path: Any, *rest: Any) -> Any:
        copy = tmp_path / Path(path).name
        copy.write_bytes(changed(Path(path)))
        return opened(copy, *rest)

    monkeypatch.setattr(Path, "read_bytes", changed)
    monkeypatch.setattr(safetensors, "safe_open", safe_open)
    monkeypatch.setattr(pages.batch_norm.layer, "safe_open", safe_open)
    forget()
    yield
    forget()


def forget() -> None:
    st.cache_resource.clear()
    experiment.cache_clear()


@pytest.mark.parametrize("lesson", SENTENCES)
def test_a_page_says_which_file_is_damaged_and_goes_on(lesson: str, damaged: None) -> None:
    app = opened_at(fresh(lesson), lesson)
    told = [error.value for error in app.error]
    assert all("missing" in text or "damaged" in text or "JSON" in text for text in told), told
    assert all(text.endswith(".") and "\n" not in text for text in told)
    assert len(told) == SENTENCES[lesson], told
    assert "Predict first" in [header.value for header in app.header]
