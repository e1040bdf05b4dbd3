"""Below the windows of the Padding conventions page: rules, values, formulas held to the test."""

from collections.abc import Sequence

import streamlit as st

from pages.conventions.formulas import FORMULAS, SIZES, STRIDES, WINDOWS, Case
from pages.conventions.rules import Outcome, ramp_means
from pages.ui import controls, place
from pages.ui.chart import chart
from pages.ui.downloads import csv_button
from pages.ui.settings import choice, number
from pages.ui.theme import palette
from vizcore.figures.windows import size_errors
from vizcore.text import table

_EXAMPLE = (8, 2)  # size and stride at which the lecture's formula for SAME is wrong


def rules(outcomes: Sequence[Outcome]) -> None:
    """The rules in words, each with its source, and the table of sizes to take away."""
    with st.expander("The rules in words, and where they are written"):
        rows = [(out.name, out.rule, f"[source]({out.source})") for out in outcomes]
        st.markdown(table(["Convention", "Rule", ""], rows))
    with st.container(horizontal=True, gap="small"):
        csv_button(
            "Sizes and windows",
            "conventions",
            ["convention", "outputs", "before", "after", "unused cells", "first cells", "note"],
            lambda: [_line(out) for out in outcomes],
            key="conventions_sizes_csv",
        )


def _line(out: Outcome) -> list[object]:
    pads = [out.axis.before, out.axis.after] if out.axis else [None, None]
    cells = [" ".join(map(str, cells)) for cells in (out.unused, out.starts)]
    return [out.name, out.count, *pads, *cells, out.note]


def values(outcomes: Sequence[Outcome]) -> None:
    """What a convolution gives under each convention: a mean over the cells 1, 2, 3, ..."""
    rows = {
        out.name: ramp_means(out.axis).tolist()
        for out in outcomes
        if out.axis and out.kind == "conv"
    }
    if not rows:
        st.info("No convention has an output here.")
        return
    numbers = range(1, max(map(len, rows.values())) + 1)
    st.dataframe(
        [
            {"Window": name} | {str(i): round(y, 3) for i, y in enumerate(row, 1)}
            for name, row in rows.items()
        ],
        hide_index=True,
        column_config={"Window": st.column_config.TextColumn(pinned=True)},
        placeholder="",
        key="conventions_values",
    )
    with st.container(horizontal=True, gap="small"):
        csv_button(
            "Values",
            "conventions-values",
            ["window", *map(str, numbers)],
            lambda: [
                [name, *row, *[None] * (len(numbers) - len(row))] for name, row in rows.items()
            ],
            key="conventions_values_csv",
        )


@place.fragment
def formulas() -> None:
    """A formula, in how many cases it is wrong, and a map of them for one window."""
    with controls.row("conventions_formula"):
        name = choice(
            "Formula",
            "conventions_formula",
            {name: formula.title for name, formula in FORMULAS.items()},
            "same",
            wrap=True,
        )
        window = number("Window f", "conventions_f", 3, low=1, high=WINDOWS[-1], width=92)
    formula = FORMULAS[name]
    wrong, cases = formula.wrong()
    size, stride = _EXAMPLE
    case = Case(size, window, stride, formula.paddings(window)[0])
    given = f"W = {size}, f = {window}, s = {stride}"
    given += f", p = {case.padding}" if case.padding else ""
    st.markdown(
        rf"$\displaystyle {formula.latex}$ $\quad$ is wrong in **{wrong:,} of {cases:,}** cases: "
        f"sizes 1 to {SIZES[-1]}, windows 1 to {WINDOWS[-1]}, strides 1 to {STRIDES[-1]}, "
        f"{formula.grid}, wherever the window fits. For {given} it says **{formula.claim(case)}**; "
        f"there are **{formula.truth(case)}** windows."
    )
    chart(
        size_errors(formula.errors(window, case.padding), SIZES, STRIDES, palette()),
        key="conventions_errors",
    )
    st.caption(f"Orange: the formula says one too many. {formula.says}")
