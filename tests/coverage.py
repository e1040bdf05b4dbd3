"""Which tests prove which row of the lecture: `python -m tests.coverage` writes the table.

A test says so itself: `@pytest.mark.lecture("L8", page="signals")`.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vizcore.locations import APP

TABLE = APP / "docs" / "lecture-coverage.md"

ROWS = {
    "L1": "Easy for people, hard for machines",
    "L2": "Pixels and grey values",
    "L3": "RGB colour",
    "L4": "Image coordinates",
    "L5": "Images as tensors, batches",
    "L6": "Receptive field, from biology to networks",
    "L7": "Convolution as a sum of products, in one, two and three dimensions",
    "L8": "A filter in one dimension",
    "L9": "Zero padding, same",
    "L10": "No padding, valid",
    "L11": "A worked 3x3 example",
    "L12": "Output size",
    "L13": "Many channels in, one map out",
    "L14": "Many filters, many maps",
    "L15": "Activations",
    "L16": "Line filters on photographs",
    "L17": "Kernels made by hand",
    "L18": "Pooling",
    "L19": "Fully connected layers",
    "L20": "Softmax",
    "L21": "The whole network",
    "L22": "Why convolutional networks scale",
    "L23": "Covariate shift",
    "L24": "Batch normalisation",
    "L25": "Training with and without batch norm",
    "L26": "Dropout",
    "L27": "Dropout against overfitting",
    "L28": "Data sets",
    "L29": "ILSVRC, the revolution of depth",
    "L30": "LeNet, AlexNet, VGG",
    "L31": "MiniVGG for CIFAR-10",
    "L32": "Live feature maps",
}


class Proof(NamedTuple):
    """A test, and the page on which its row can be seen; the page is empty where there is none."""

    row: str
    page: str
    file: str
    test: str


def proofs(root: Path = APP) -> list[Proof]:
    """Every test below `root`/tests that names a row, by file."""
    found = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        file = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found += [Proof(row, page, file, node.name) for row, page in _rows_of(node)]
    return found


def table(found: list[Proof]) -> str:
    """The document: one line a row of the lecture."""
    by_row = defaultdict(list)
    for proof in found:
        by_row[proof.row].append(proof)
    lines = [_line(row, by_row[row]) for row in ROWS]
    head = (
        "# What of the lecture is there\n\n"
        "Written by `python -m tests.coverage` from the tests, which name the rows that they "
        "prove.\nA test fails where this page is out of date.\n\n"
        "| row | concept | page | proved by |\n|:--|:--|:--|:--|\n"
    )
    return head + "".join(lines)


def _line(row: str, found: list[Proof]) -> str:
    if not found:
        return f"| {row} | {ROWS[row]} | not yet | |\n"
    pages = ", ".join(sorted({f"`{proof.page}`" for proof in found if proof.page})) or "no page yet"
    files = defaultdict(list)
    for proof in found:
        files[proof.file].append(proof.test)
    tests = "; ".join(f"`{file}`: {', '.join(names)}" for file, names in files.items())
    return f"| {row} | {ROWS[row]} | {pages} | {tests} |\n"


def _rows_of(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.lecture":
            page = [ast.literal_eval(k.value) for k in decorator.keywords if k.arg == "page"]
            for argument in decorator.args:
                yield ast.literal_eval(argument), "".join(page)


if __name__ == "__main__":
    TABLE.write_text(table(proofs()), encoding="utf-8")
