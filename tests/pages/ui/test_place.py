"""The server's half of the address: what it reads on arrival, and what it says after a run."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import fresh, opened_at
from tests.pages.sent import address, protos


def page() -> None:
    import numpy as np
    import streamlit as st

    from pages.ui import place, settings

    @place.fragment
    def inner() -> None:
        settings.toggle("Inner", "demo_inner")

    @place.fragment
    def outer() -> None:
        settings.toggle("Outer", "demo_outer")
        inner()

    with place.page("demo", "/demo"):
        settings.number("Stride", "demo_stride", 1, low=1, high=9)
        settings.decimal("Bias", "demo_bias", 0.0, low=-5.0, high=5.0)
        settings.matrix("Kernel", "demo_kernel", np.array([[1.0, 2.0]]))
        kind = settings.choice("Kind", "demo_kind", {"max": "Maximum", "mean": "Mean"}, "max")
        outer()
        if kind == "mean":
            st.error("Nothing more to show.")
            place.end()
        settings.toggle("Last", "demo_last")


def linked(**params: str) -> AppTest:
    app = AppTest.from_function(page)
    app.query_params.update(params)
    app.run()
    assert not app.exception
    return app


def test_a_bare_address_is_every_default_and_stays_bare():
    assert address(linked()) == {}


def test_a_link_fills_every_widget_and_is_told_again():
    params = {"stride": "3", "bias": "-1.5", "kernel": "4 5", "last": "true"}
    app = linked(**params)
    assert app.number_input(key="demo_stride").value == 3
    assert app.number_input(key="demo_bias").value == -1.5
    assert app.text_area(key="demo_kernel").value == "4 5"
    assert app.toggle(key="demo_last").value is True
    assert address(app) == params


def test_a_name_with_the_page_in_front_and_a_title_are_read_and_told_as_today():
    assert address(linked(demo_kind="Mean", demo_stride="2")) == {"stride": "2", "kind": "mean"}


@pytest.mark.parametrize("text", ["0", "10", "x", "1.5", "", "²", "9" * 5000, "-3", "1e3"])
def test_a_number_that_cannot_be_is_the_default(text):
    app = linked(stride=text, kind=text, last=text)
    assert app.number_input(key="demo_stride").value == 1
    assert "stride" not in address(app)


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "6", "-5.01", "half"])
def test_a_decimal_that_cannot_be_is_the_default(text):
    assert linked(bias=text).number_input(key="demo_bias").value == 0


def test_one_run_is_one_number_whatever_it_changed():
    app = linked()
    before = _number(app)
    app.number_input(key="demo_stride").set_value(4)
    app.text_area(key="demo_kernel").set_value("7").run()
    assert address(app) == {"stride": "4", "kernel": "7"}
    assert _number(app) == before + 1
    app.run()
    assert _number(app) == before + 1


def test_what_was_typed_stands_in_the_address_where_the_page_ends_early():
    app = linked(kind="mean")
    assert app.error
    app.number_input(key="demo_stride").set_value(5).run()
    assert address(app) == {"stride": "5", "kind": "mean"}


def test_a_part_inside_a_part_leaves_the_word_to_the_outer_one():
    app = linked()
    runs = [json.loads(proto.json)["run"] for proto in protos(app, "place")]
    assert sorted(runs) == [-1, -1, 1]


def test_a_setting_that_is_not_on_the_page_is_not_in_the_address():
    app = linked(kind="mean", last="true")
    assert "last" not in address(app)
    app.button_group(key="demo_kind").set_value("max").run()
    assert address(app) == {"last": "true"}


def test_a_page_that_was_left_is_as_it_was_and_the_picture_goes_along():
    app = opened_at(fresh("kernels"), "kernels", picture="rocket", stride="3")
    app.query_params.clear()
    opened_at(app, "activations")
    assert address(app) == {"picture": "rocket"}
    opened_at(app, "kernels")
    assert address(app) == {"picture": "rocket", "stride": "3"}


def test_a_page_without_the_picture_leaves_it_alone():
    app = opened_at(fresh("kernels"), "kernels", picture="rocket")
    app.query_params.clear()
    app.query_params["size"] = "20"  # a link to a page that shows no picture
    opened_at(app, "conventions")
    app.query_params.clear()
    opened_at(app, "kernels")
    assert address(app)["picture"] == "rocket"


def _number(app: AppTest) -> int:
    return max(json.loads(proto.json)["number"] for proto in protos(app, "place"))
