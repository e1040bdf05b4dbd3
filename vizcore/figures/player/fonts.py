"""The screen's own fonts for pictures: Source Sans and Source Code, which come with Streamlit."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

#: By name, the beginning of the file in Streamlit's folder.
_FILES = {"sans": "SourceSansVF-Upright", "code": "SourceCodeVF-Upright"}


@lru_cache(maxsize=64)
def font(name: str, size: int, *, strong: bool = False) -> ImageFont.FreeTypeFont:
    """The font "sans" or "code", `size` pixels high; both have × and −.

    Streamlit is only looked up, not imported.
    """
    spec = find_spec("streamlit")
    folder = Path(str(spec and spec.origin)).parent / "static" / "static" / "media"
    file = next(folder.glob(f"{_FILES[name]}*.woff2"), None)
    if file is None:
        raise FileNotFoundError(f"Streamlit's font {_FILES[name]} is not in {folder}")
    loaded = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    loaded.set_variation_by_name("Semibold" if strong else "Regular")
    return loaded
