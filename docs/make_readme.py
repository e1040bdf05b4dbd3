"""The README's table of pages, from their one list: `python -m docs.make_readme` writes it."""

import ast

from pages.ui.sections import LESSONS, Entry
from vizcore.locations import APP

README = APP / "README.md"
START = "<!-- pages: python -m docs.make_readme writes what follows -->"
END = "<!-- end of pages -->"


def table() -> str:
    """One line a page: its title, a link to its folder, and what a person does there."""
    lines = [
        f"| [{_plain(entry.title)}](pages/{entry.lesson}/) | {_plain(_task(entry))} |"
        for entry in LESSONS.values()
    ]
    return "\n".join(["| page | what you do |", "|---|---|", *lines])


def written(text: str) -> str:
    """`text` of the README with today's table between its two marks."""
    before, rest = text.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{table()}\n\n{END}{after}"


def _task(entry: Entry) -> str:
    """A page that has no task yet says the question that it answers."""
    page = ast.parse((APP / entry.file).read_text(encoding="utf-8"))
    return entry.task or (ast.get_docstring(page) or "").split("\n\n")[0]


def _plain(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
