"""The table of what the lecture has: true, and of pages that exist."""

from pages.ui.sections import LESSONS
from tests.coverage import ROWS, TABLE, proofs, table
from vizcore.locations import APP


def test_the_table_is_what_the_tests_say() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(proofs()), "run python -m tests.coverage"


def test_every_proof_names_a_row_and_a_page_that_exist() -> None:
    for proof in proofs():
        assert proof.row in ROWS, proof
        assert not proof.page or (APP / f"pages/{proof.page}/page.py").is_file(), proof


def test_every_page_is_in_the_navigation() -> None:
    assert {path.parent.name for path in (APP / "pages").glob("*/page.py")} == set(LESSONS)


def test_a_row_without_a_proof_is_not_yet_there() -> None:
    assert "| L2 | Pixels and grey values | not yet | |\n" in table([])
