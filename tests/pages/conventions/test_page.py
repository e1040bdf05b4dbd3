"""The Padding conventions page: what the figure is sent, the tables, the address."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.helpers import opened_at
from tests.pages.sent import unpack


def opened(app: AppTest, **address: object) -> AppTest:
    app.query_params.update({f"conventions_{name}": str(v) for name, v in address.items()})
    opened_at(app, "conventions")
    assert not app.exception
    return app


def figure(app: AppTest) -> dict:
    sent = [element.proto for element in app.get("bidi_component")]
    (windows,) = [proto for proto in sent if proto.component_name == "convscope_windows"]
    return unpack(windows.bytes)[0]


def rows(app: AppTest) -> dict[str, dict]:
    return {row["name"]: row for row in figure(app)["rows"]}


def values(app: AppTest) -> dict[str, list[float]]:
    table = app.dataframe[0].value.set_index("Window")
    return {name: row.dropna().tolist() for name, row in table.iterrows()}


def said(app: AppTest) -> str:
    (text,) = [element.value for element in app.markdown if "is wrong in" in element.value]
    return text


@pytest.mark.lecture("L9", page="conventions")
def test_the_classic_example_of_thirteen_cells_has_its_sizes_and_sides(app):
    shown = rows(opened(app))
    assert [row["out"] for row in shown.values()] == [*"23–3–33344"]
    assert (shown["TensorFlow SAME"]["before"], shown["TensorFlow SAME"]["after"]) == (1, 2)
    assert shown["ONNX SAME_LOWER"]["starts"] == [-2, 3, 8]
    assert shown["TensorFlow VALID"]["detail"] == "no padding, cells 11, 12 unused"
    assert shown["PyTorch, padding=3"]["detail"] == "3 + 3 zeros, 3 of them unused"
    assert shown["CS231n, P=3"]["refused"] == "13 / 5 + 1 = 3.6 is not whole: it does not fit"
    assert not app.error


def test_two_libraries_give_112_outputs_with_other_numbers(app):
    shown = rows(opened(app, size=224, window=7, stride=2))
    torch, tensorflow = shown["PyTorch, padding=3"], shown["TensorFlow SAME"]
    assert torch["out"] == tensorflow["out"] == "112"
    assert (torch["starts"][0], tensorflow["starts"][0]) == (-3, -2)
    assert torch["unused"] == [226]
    means = values(app)
    assert means["PyTorch, padding=3"][:3] == [1.429, 3, 5]  # (1 + 2 + 3 + 4) / 7, then 3 and 5
    assert means["TensorFlow SAME"][:3] == [2.143, 4, 6]
    assert len(means["TensorFlow SAME"]) == 112


@pytest.mark.lecture("L10", page="conventions")
def test_a_preset_fills_in_its_numbers_and_is_marked_while_they_are_its_own(app):
    opened(app)
    presets = app.button_group(key="conventions_preset")
    assert presets.value == "13, 6, 5"
    presets.set_value("8, 3, 2").run()
    assert not app.exception
    spec = figure(app)
    assert (spec["size"], spec["window"], spec["stride"]) == (8, 3, 2)
    assert rows(app)["TensorFlow VALID"]["starts"] == [0, 2, 4]
    assert rows(app)["TensorFlow VALID"]["unused"] == [7]
    app.number_input(key="conventions_size").set_value(9).run()
    assert app.button_group(key="conventions_preset").value is None
    app.number_input(key="conventions_size").set_value(8).run()
    assert app.button_group(key="conventions_preset").value == "8, 3, 2"


@pytest.mark.lecture("L12", page="conventions")
def test_the_lectures_ceiling_is_shown_to_be_wrong_and_counted(app):
    opened(app)
    assert "**820 of 1,708**" in said(app)
    assert "For W = 8, f = 3, s = 2 it says **5**; there are **4** windows." in said(app)
    app.button_group(key="conventions_formula").set_value("Valid, rounded up").run()
    assert "**812 of 1,708**" in said(app)
    assert "it says **4**; there are **3** windows." in said(app)
    app.button_group(key="conventions_formula").set_value("Same by p = f // 2").run()
    app.number_input(key="conventions_f").set_value(4).run()
    assert "**399 of 1,792**" in said(app)
    assert "For W = 8, f = 4, s = 2, p = 2 it says **5**; there are **4** windows." in said(app)
    assert not app.exception


def test_the_address_restores_every_setting(app):
    opened(
        app,
        size=20,
        window=3,
        stride=2,
        dilation=4,
        padding=5,
        f=6,
        formula="MaxPool1d's ceil mode",
    )
    spec = figure(app)
    assert [spec[name] for name in ("size", "window", "stride", "dilation")] == [20, 3, 2, 4]
    assert spec["span"] == 9
    assert rows(app)["PyTorch, padding=5"]["before"] == 5
    assert rows(app)["d2l.ai, p=5 in all"]["starts"][0] == -3
    assert "**1,062 of 4,728**" in said(app)
    assert "f = 6" in said(app)


def test_a_window_that_fits_nowhere_is_told_in_every_row(app):
    opened(app, size=1, window=16, stride=2, dilation=8, padding=0)
    shown = rows(app)
    assert shown["TensorFlow VALID"]["refused"] == "the window spans 121 cells: it does not fit"
    assert shown["TensorFlow SAME"]["out"] == "1"
    assert list(values(app)) == ["TensorFlow SAME", "ONNX SAME_UPPER", "ONNX SAME_LOWER"]


def test_every_rule_has_its_source(app):
    (table,) = [e.value for e in opened(app).markdown if e.value.startswith("| Convention")]
    lines = table.splitlines()[2:]
    assert len(lines) == len(rows(app)) == 10
    assert all("](https://" in line for line in lines)


def test_the_largest_setting_is_sent_in_few_bytes(app):
    opened(app, size=512, window=16, stride=1, dilation=1, padding=32)
    (windows,) = [
        element.proto
        for element in app.get("bidi_component")
        if element.proto.component_name == "convscope_windows"
    ]
    assert len(windows.bytes) < 50_000
