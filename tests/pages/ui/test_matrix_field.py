"""A matrix that is typed or pasted, on every page with one: what is wrong costs nothing else."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import fresh, opened
from tests.pages.sent import address, protos, sent_to, unpack

#: The page, the name of its field, what draws it, the array in which it is sent.
FIELDS = [
    ("convolution", "kernel", "player", "weight"),
    ("convolution", "input", "player", "input"),
    ("pooling", "input", "player", "input"),
    ("signals", "kernel", "player", "weight"),
    ("signals", "input", "player", "input"),
    ("kernels", "text", "compare", "kernel"),
]
STAYS = " The numbers before stay."
NO_NUMBER = "Row 1, column 2: 'x' is not a number; write 2, -0.5 or 1/9."

every_field = pytest.mark.parametrize(("page", "name", "component", "array"), FIELDS)


def typed(app: AppTest, field: str, text: str) -> AppTest:
    app.text_area(key=field).set_value(text).run()
    assert not app.exception
    return app


def told(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def shown(app: AppTest, component: str, array: str) -> list[list[float]]:
    return np.atleast_2d(sent_to(app, component)[1][array].squeeze()).tolist()


def rest(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


@every_field
def test_a_wrong_entry_leaves_the_page_and_the_numbers_before(page, name, component, array):
    field = f"{page}_{name}"
    app = typed(opened(fresh(page), padding="same"), field, "1 2 1")
    headers = rest(app)
    assert shown(app, component, array) == [[1, 2, 1]]
    typed(app, field, "0.5 x")
    assert told(app) == [NO_NUMBER + STAYS]
    assert app.text_area(key=field).value == "0.5 x"
    assert shown(app, component, array) == [[1, 2, 1]]
    assert rest(app) == headers
    assert address(app)[name] == "1 2 1"
    app.run()
    assert told(app) == [NO_NUMBER + STAYS]
    typed(app, field, "2 3 2")
    assert not told(app)
    assert shown(app, component, array) == [[2, 3, 2]]
    assert address(app)[name] == "2 3 2"


@every_field
def test_a_link_with_nonsense_shows_the_default_and_says_so(page, name, component, array):
    default = shown(opened(fresh(page)), component, array)
    app = opened(fresh(page), **{name: "1 1e308"})
    (sentence,) = told(app)
    assert sentence == "Row 1, column 2: '1e308' is too large; write at most 1e+30." + STAYS
    assert app.text_area(key=f"{page}_{name}").value == "1 1e308"
    assert shown(app, component, array) == default
    assert name not in address(app)


@pytest.mark.parametrize(("page", "name"), [field[:2] for field in FIELDS if field[0] != "kernels"])
def test_what_is_wrong_in_a_folded_place_is_told_with_the_figure_too(page, name):
    app = opened(fresh(page), **{name: "0.5 x"})
    sentence = f"{name.capitalize()} as text: r{NO_NUMBER[1:]}"
    assert f":small[:red[{sentence}]]" in [text.value for text in app.markdown]


@every_field
def test_what_is_pasted_stands_on_one_line_in_the_address(page, name, component, array):
    field, pasted = f"{page}_{name}", "\t".join(["0,5", "-1", "2"])
    app = typed(opened(fresh(page), padding="same"), field, pasted)
    assert not told(app)
    assert address(app)[name] == "0.5 -1 2"
    assert shown(opened(fresh(page), **address(app)), component, array) == [[0.5, -1, 2]]


def test_a_table_from_a_spreadsheet_keeps_its_shape_and_a_factor_its_weight():
    app = opened(fresh("convolution"))
    typed(app, "convolution_kernel", "0\t-1\t0\n-1\t5\t-1\n0\t-1\t0\n")
    assert shown(app, "player", "weight") == [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    assert address(app)["kernel"] == "0 -1 0; -1 5 -1; 0 -1 0"
    typed(app, "convolution_kernel", "1/16*[1 2 1; 2 4 2; 1 2 1]")
    expected = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    assert shown(app, "player", "weight") == expected.tolist()


def test_a_row_in_the_address_is_a_line_in_the_field():
    app = opened(fresh("convolution"), kernel="1 2; 3 4")
    assert app.text_area(key="convolution_kernel").value == "1 2\n3 4"
    assert address(app) == {"kernel": "1 2; 3 4"}


def test_a_column_from_a_spreadsheet_is_a_signal():
    app = typed(opened(fresh("signals")), "signals_input", "1\n2\n4\n")
    assert shown(app, "player", "input") == [[1, 2, 4]]


def test_the_letter_stays_while_what_is_typed_is_no_picture():
    app = opened(fresh("pixels"), letter="0 255; 255 0")
    typed(app, "pixels_letter", "0 300; 1 2")
    assert told(app) == ["300 at (0, 1) is no uint8: write a whole number from 0 to 255." + STAYS]
    found = [unpack(proto.bytes) for proto in protos(app, "pixels")]
    (letter,) = [arrays["source"] for meta, arrays in found if meta["title"] == "The letter I"]
    assert letter[..., 0].tolist() == [[0, 255], [255, 0]]
    assert address(app)["letter"] == "0 255; 255 0"


def test_what_is_typed_is_no_markdown():
    app = typed(opened(fresh("kernels")), "kernels_text", "1 *:red_x*")
    assert r"'\*\:red\_x\*' is not a number" in told(app)[0]
