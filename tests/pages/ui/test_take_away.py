"""What a player offers to take away, and what it says of it."""

import io

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import fresh, opened_at
from vizcore.figures.player import Timing


def told(app: AppTest) -> str:
    (words,) = [caption.value for caption in app.caption if caption.value.startswith("GIF")]
    return words


@pytest.mark.parametrize(
    ("lesson", "address", "words"),
    [
        ("convolution", {}, "GIF: every step: 9 frames, 6 s"),
        ("convolution", {"example": "picture"}, "GIF: every 6th of 900 steps: 150 frames, 25 s"),
        ("pooling", {}, "GIF: every step: 9 frames, 6 s"),
    ],
)
def test_the_length_of_the_animation_is_told_before_it_is_made(
    lesson: str, address: dict[str, str], words: str
) -> None:
    assert told(opened_at(fresh(lesson), lesson, **address)) == words


@pytest.mark.parametrize("lesson", ["convolution", "pooling"])
def test_a_patch_is_saved_in_grey(lesson: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = []
    monkeypatch.setattr("pages.ui.take_away.gif_button", lambda *args, **_: offered.append(args[2]))
    app = opened_at(fresh(lesson), lesson, example="picture")
    image = Image.open(io.BytesIO(offered[-1]()))
    assert f"{image.n_frames} frames" in told(app)
    assert image.n_frames == len(Timing(900 if lesson == "convolution" else 256).steps)
    inside = image.convert("RGB").crop((100, 250, 300, 400))
    colours = [colour for _, colour in inside.getcolors(1 << 16)]
    assert len(colours) > 10
    assert max(max(colour) - min(colour) for colour in colours) <= 3
