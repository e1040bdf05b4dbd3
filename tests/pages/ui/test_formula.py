import re

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.formula import (
    output_size_formula,
    output_size_formulas,
    unreached_places,
    unreached_sentence,
    weighted_sum_formula,
)
from vizcore.errors import ShapeError
from vizcore.geometry import axis_windows


@st.composite
def drawn_settings(draw):
    pads = st.integers(0, 32)
    return {
        "size": draw(st.integers(1, 64)),
        "window": draw(st.integers(1, 31)),
        "stride": draw(st.integers(1, 16)),
        "padding": draw(
            st.one_of(
                st.sampled_from(["valid", "same", "same_lower"]),
                st.tuples(pads, pads),
            )
        ),
        "dilation": draw(st.integers(1, 16)),
        "ceil_mode": draw(st.booleans()),
    }


def axis_or_none(setting):
    try:
        return axis_windows(**setting)
    except ShapeError:
        return None


FRACTION = re.compile(
    r"\\frac\{(\d+) \+ (\d+) \+ (\d+) - "
    r"(?:(\d+)|\((\d+)\\cdot\((\d+)-1\)\+1\))\}\{(\d+)\}?"
)
LETTERED = re.compile(r"\\(?:over|under)set\{[a-z']+\}\{(\d+)\}")
ROUNDED = re.compile(r"= \\l(floor|ceil) (-?[\d.]+) \\r\1 \+ 1(?: - (\d+))? = (\d+)\$$")


@given(drawn_settings())
def test_the_numbers_of_a_formula_work_out_to_the_number_of_windows(setting):
    if (axis := axis_or_none(setting)) is None:
        return
    lettered = output_size_formula(axis, "rows", ceil=setting["ceil_mode"])
    text = LETTERED.sub(r"\1", lettered)
    size, before, after, plain, dilation, window, stride = FRACTION.search(text).groups()
    span = int(plain) if plain else int(dilation) * (int(window) - 1) + 1
    quotient = (int(size) + int(before) + int(after) - span) / int(stride)
    kind, shown, dropped, count = ROUNDED.search(text).groups()
    assert abs(float(shown) - quotient) <= 0.005 * abs(quotient)

    def windows(value: float) -> int:
        whole = int(value // 1) if kind == "floor" else -int(-value // 1)
        return whole + 1 - int(dropped or 0)

    assert windows(quotient) == windows(float(shown)) == axis.count == int(count)


def test_a_ceiling_that_drops_a_window_in_the_padding_says_so():
    axis = axis_windows(4, 1, stride=2, padding=(0, 5), ceil_mode=True)
    assert axis.count == 2
    assert r"- 3\,\text{(would begin past the input)}" in output_size_formula(
        axis, "rows", ceil=True
    )


def test_two_axes_that_are_alike_have_one_formula():
    alike, other = axis_windows(7, 3, stride=2), axis_windows(8, 3, stride=2)
    assert output_size_formulas(alike, alike).count("frac") == 1
    assert output_size_formulas(alike, other).count("frac") == 2


@given(drawn_settings())
def test_the_sentence_names_the_cells_that_no_window_reaches(setting):
    setting["size"] = min(setting["size"], 9)
    if (axis := axis_or_none(setting)) is None:
        return
    missed = axis.unreached
    everywhere = axis_windows(3, 1)
    sentence = unreached_sentence(axis, everywhere)
    named = [int(number) for number in re.findall(r"\d+", sentence)]
    assert named == missed[:6]
    assert sentence.endswith({0: "", 1: "it is hatched."}.get(len(missed), "they are hatched."))
    assert sentence.startswith("No window reaches row" if missed else "")
    assert ("…" in sentence) == (len(missed) > 6)


def test_missed_rows_and_columns_stand_in_one_sentence():
    one, three = axis_windows(8, 3, stride=2), axis_windows(8, 2, stride=3)
    assert unreached_sentence(one, three) == (
        "No window reaches row 7 and columns 2, 5: they are hatched."
    )


@given(drawn_settings())
def test_the_places_named_for_a_signal_are_those_that_no_window_reaches(setting):
    setting["size"] = min(setting["size"], 9)
    if (axis := axis_or_none(setting)) is None:
        return
    named = [int(number) for number in re.findall(r"\d+", unreached_places(axis))]
    assert named == axis.unreached[:6]


@given(drawn_settings(), st.booleans(), st.data())
def test_the_formula_of_a_sum_names_the_weight_and_the_place_of_each_term(setting, flipped, data):
    if (axis := axis_or_none(setting)) is None:
        return
    text = weighted_sum_formula([axis], flipped=flipped)
    weight, place = re.fullmatch(r"\$y_\{t\} = .* w_\{(.*)\}\\, x_\{(.*)\}\$", text).groups()
    t = data.draw(st.integers(0, axis.count - 1))
    k = data.draw(st.integers(0, axis.window - 1))
    s, d, before = re.fullmatch(r"(\d*)t \+ (\d*)k(?: - (\d+))?", place).groups()
    cell = int(s or 1) * t + int(d or 1) * k - int(before or 0)
    assert cell == axis.touched(axis.starts[t])[k]
    assert weight == (f"{axis.window - 1}-k" if flipped else "k")
