"""The page Softmax and loss: its examples, its address, what cannot be, how its texts are read."""

import json

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from pages.softmax.examples import example, of_numbers
from pages.softmax.shown import shown
from pages.ui.components.logits import SET
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, protos
from vizcore.errors import NumberError, ShapeError
from vizcore.images import to_network_input
from vizcore.nets import LABELS, load_minivgg


def sent(app: AppTest) -> dict:
    """What the figure was sent."""
    (proto,) = protos(app, "logits")
    return json.loads(proto.json)


@pytest.mark.lecture("L20", page="softmax")
def test_it_opens_with_the_lectures_logits_and_sends_no_result(app):
    figure = sent(opened(app))
    assert figure["logits"] == [1, 2, 3]
    assert figure["names"] == ["A", "B", "C"]
    assert set(figure) == {"example", "names", "logits", "truth"}
    assert left_to_browser(app) == list(SET)
    assert address(app) == {}


def test_an_example_is_chosen_and_its_link_opens_it(app):
    opened(app).button_group(key="softmax_example").set_value("large").run()
    assert sent(app)["logits"] == [1000, 1001, 1002]
    assert address(app) == {"example": "large"}
    app.button_group(key="softmax_example").set_value("equal").run()
    assert len(set(sent(app)["logits"])) == 1


def test_the_networks_logits_are_its_own(app):
    figure = sent(opened(app, example="network"))
    model = load_minivgg("cpu")
    pixels = to_network_input(sample_picture("cat").preview)
    with torch.inference_mode():
        logits = model(model.prepare(pixels[None]))[0]
    np.testing.assert_allclose(figure["logits"], logits.numpy(), atol=0.0006)
    assert figure["names"] == list(LABELS)
    assert figure["truth"] == LABELS.index("cat")


def test_an_example_belongs_to_everybody_so_nobody_can_write_to_it():
    for name in ("lecture", "network"):
        with pytest.raises(ValueError, match="read-only"):
            example(name).logits[0] = 1
    assert example("network") is example("network")


def test_own_numbers_are_typed_and_stay_while_the_text_is_none(app):
    opened(app, example="own").text_area(key="softmax_numbers").set_value("1 0 -1 4").run()
    assert sent(app)["logits"] == [1, 0, -1, 4]
    assert address(app) == {"example": "own", "numbers": "1 0 -1 4"}
    app.text_area(key="softmax_numbers").set_value("1 x").run()
    assert sent(app)["logits"] == [1, 0, -1, 4]
    assert [error.value for error in app.error] == [
        "Row 1, column 2: 'x' is not a number; write 2, -0.5 or 1/9. The numbers before stay."
    ]


@pytest.mark.parametrize(
    ("table", "kind", "sentence"),
    [
        ([[1]], ShapeError, "2 to 10 logits are needed, one a class, not 1"),
        ([[0] * 11], ShapeError, "2 to 10 logits are needed, one a class, not 11"),
        ([[1, 2], [3, 4]], ShapeError, "one row of logits is needed, not 2 rows of 2"),
        ([[1, -20000]], NumberError, "a logit goes from −10,000 to 10,000, not to −20000"),
    ],
)
def test_numbers_that_are_no_logits_are_told(table, kind, sentence):
    with pytest.raises(kind, match=f"^{sentence}$"):
        of_numbers(np.array(table))


def test_a_column_of_numbers_is_taken_as_a_row():
    assert of_numbers(np.array([[1.0], [2]])).names == ("A", "B")


def test_texts_of_the_address_are_read_as_the_browser_reads_them():
    start = example("lecture")
    texts = {"logits": "0.5,-2,1e-7", "truth": "2", "temperature": "0.5", "add": "-1.5"}
    found = shown({**texts, "rate": "3", "subtract": "no"}, start)
    np.testing.assert_allclose(found.logits, [-1, -3.5, -1.4999999])
    assert (found.truth, found.temperature, found.rate) == (2, 0.5, 3)
    assert not found.subtract


@pytest.mark.parametrize("text", ["", "1,2", "1,2,x", "1,2,1e9", "nan,1,2", "1,2,3,4", "²,1,2"])
def test_what_cannot_be_is_the_examples_own(text):
    start = example("lecture")
    found = shown(dict.fromkeys(SET, text), start)
    np.testing.assert_array_equal(found.logits, [1, 2, 3])
    assert (found.truth, found.temperature, found.rate, found.subtract) == (0, 1, 1, True)
