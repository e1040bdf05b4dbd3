"""Build hook: a wheel carries the app, an editable install leaves it where it is."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AppInWheel(BuildHookInterface):
    """Put what lies beside the package at the top of the tree into vizcore/_app/.

    All but the teacher, which only a person who trains needs.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files, unless they are found in place."""
        if version == "standard":
            folders = Path(self.root, "assets").iterdir()
            assets = [f"assets/{folder.name}" for folder in folders if folder.name != "teacher"]
            build_data["force_include"].update(
                {
                    name: f"vizcore/_app/{name}"
                    for name in ("app.py", "pages", ".streamlit", *assets)
                }
            )
