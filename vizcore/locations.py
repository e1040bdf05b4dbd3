"""Where the app and its assets lie: in the source tree, or inside the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent

#: The folder that holds app.py, pages/ and assets/: `vizcore/_app` in a wheel, else the repository.
APP = _PACKAGE / "_app" if (_PACKAGE / "_app").is_dir() else _PACKAGE.parent

#: Weights, sample images and the files of the components.
ASSETS = APP / "assets"
