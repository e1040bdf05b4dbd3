"""The page "Why this class?": what it computes, what it sends, what it makes of odd requests."""

import numpy as np
import pytest

from pages.explain.methods import TITLES, Asked, attribution, prepared
from pages.explain.spot import Spot
from pages.ui.network import trained
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import address, left_to_browser, sent_to
from vizcore import explain
from vizcore.images import to_network_input
from vizcore.nets import LABELS
from vizcore.text import fixed

CAT = LABELS.index("cat")


def cat(method, **settings):
    return attribution(sample_picture("cat"), Asked(method, CAT, **settings))


def test_grad_cam_of_the_predicted_class_stands_there_first_with_all_its_stages(app):
    opened(app)
    meta, arrays = sent_to(app, "explain")
    assert meta["target"] == [CAT]
    (block,) = meta["blocks"]
    assert [stage["name"] for stage in block["stages"]] == [
        "maps",
        "sum",
        "relu",
        "result",
        "gradients",
    ]
    made = explain.grad_cam(trained(), prepared(sample_picture("cat")), CAT, layer="relu4")
    np.testing.assert_array_equal(arrays["0.result"], made.map)
    np.testing.assert_array_equal(arrays["0.sum"], made.stages["sum"])
    order = arrays["0.order"]
    assert sorted(order) == list(range(64))
    np.testing.assert_array_equal(arrays["0.maps"], made.stages["maps"][order])
    np.testing.assert_array_equal(arrays["0.weights"], np.sort(made.stages["weights"])[::-1])
    np.testing.assert_array_equal(arrays["pixels"], to_network_input(sample_picture("cat").preview))
    assert left_to_browser(app) == ["cell"]


@pytest.mark.parametrize("name", TITLES)
def test_each_method_sends_its_map_and_what_it_was_made_of(app, name):
    opened(app, method=name)
    meta, arrays = sent_to(app, "explain")
    made = cat(name)
    np.testing.assert_array_equal(arrays["0.result"], made.map)
    (block,) = meta["blocks"]
    assert {stage["sign"] for stage in block["stages"] if stage["name"] == "result"} == {made.sign}
    for stage in block["stages"]:
        shape = arrays[f"0.{stage['name']}"].shape
        assert len(shape) in (2, 3), stage


def test_two_methods_stand_side_by_side_and_one_beside_itself_alone(app):
    opened(app, method="saliency", beside="integrated_gradients", steps="4")
    meta, arrays = sent_to(app, "explain")
    assert [block["method"] for block in meta["blocks"]] == ["saliency", "integrated_gradients"]
    np.testing.assert_array_equal(arrays["1.result"], cat("integrated_gradients", steps=4).map)
    app.selectbox(key="explain_beside").set_value("saliency").run()
    assert len(sent_to(app, "explain")[0]["blocks"]) == 1
    assert address(app) == {"method": "saliency", "beside": "saliency"}


def test_a_class_against_another_is_the_difference_of_their_scores(app):
    opened(app, **{"class": "dog", "against": "cat", "method": "saliency"})
    meta, arrays = sent_to(app, "explain")
    assert meta["target"] == [5, 3]
    made = explain.saliency(trained(), prepared(sample_picture("cat")), (5, 3))
    np.testing.assert_array_equal(arrays["0.result"], made.map)
    app.selectbox(key="explain_against").set_value("dog").run()
    assert not app.exception
    assert sent_to(app, "explain")[0]["target"] == [5]
    assert "against itself" in app.toast[0].value


def test_where_there_is_no_evidence_the_page_says_so(app):
    opened(app, **{"picture": "china", "class": "automobile", "against": "deer", "layer": "conv4"})
    meta, arrays = sent_to(app, "explain")
    assert not arrays["0.result"].any()
    words = "no evidence for automobile rather than deer in this layer"
    (block,) = meta["blocks"]
    assert words in block["says"]
    notes = {stage["name"]: stage["note"] for stage in block["stages"]}
    assert notes["result"] == "no evidence for automobile rather than deer"


def test_a_sweep_is_made_once_for_all_classes(app, monkeypatch):
    opened(app, method="occlusion", stride="4")
    monkeypatch.setattr(explain, "sweep", None)
    app.selectbox(key="explain_class").set_value("dog").run()
    assert not app.exception
    _, arrays = sent_to(app, "explain")
    np.testing.assert_array_equal(arrays["0.score"], arrays["0.probabilities"][..., 5])


def test_the_filler_is_sent_as_it_looks(app):
    opened(app, method="occlusion", stride="4")
    _, arrays = sent_to(app, "explain")
    assert np.unique(arrays["0.filled"].reshape(-1, 3), axis=0).tolist() == [[125, 123, 114]]


def test_integrated_gradients_say_how_far_their_sum_is_off(app):
    opened(app, method="integrated_gradients")
    meta, arrays = sent_to(app, "explain")
    facts = meta["blocks"][0]["facts"]
    made = cat("integrated_gradients")
    assert facts["error"] == pytest.approx(
        float(arrays["0.result"].sum()) - (made.score - facts["baseline_score"]), abs=1e-3
    )
    assert " off." in meta["blocks"][0]["says"]


def test_the_sanity_check_has_a_map_a_layer_a_correlation_each_and_edges_below(app):
    opened(app, check="true", method="saliency", beside="grad_cam")
    meta, arrays = sent_to(app, "explain")
    names = ["cascade_saliency", "cascade_grad_cam", "cascade_edges"]
    assert [block["method"] for block in meta["blocks"]] == names
    layers = ["Learnt", "fc2", "+ fc1", "+ conv4", "+ conv3", "+ conv2", "+ conv1"]
    for block in meta["blocks"]:
        assert [stage["title"] for stage in block["stages"]] == layers
        assert block["stages"][0]["note"] == ""
    np.testing.assert_array_equal(arrays["0.step0"], cat("saliency").map)
    expected = explain.rank_correlation(arrays["0.step0"], arrays["0.step6"])
    assert meta["blocks"][0]["facts"]["step6"] == pytest.approx(expected)
    note = fixed(expected, 2)
    assert meta["blocks"][0]["stages"][6]["note"] == note
    assert set(meta["blocks"][2]["facts"].values()) == {1.0}


@pytest.mark.parametrize(
    ("pin", "words", "line"),
    [
        ("0.sum:0,3,4", "the weighted sum, row 3, column 4", "value = total[3, 4]"),
        ("0.result:0,30,2", "the map, row 30, column 2", "value = result[30, 2]"),
        ("0.relu:0,16,0", "the map, row", "value = result["),
        ("9.sum:0,0,0", "the map, row", "value = result["),
    ],
)
def test_a_pinned_cell_is_what_the_programs_print(app, pin, words, line):
    opened(app, cell=pin, code="pytorch")
    assert any(words in caption.value for caption in app.caption)
    assert line in app.code[0].value
    app.session_state["explain_figure"] = {"pin": "0.sum:0,1,2"}
    app.run()
    assert "value = total[1, 2]" in app.code[0].value


def test_a_pin_of_a_method_that_was_left_is_forgotten(app):
    opened(app, code="pytorch")
    app.session_state["explain_figure"] = {"pin": "0.sum:0,1,2"}
    app.run()
    for name in ("saliency", "grad_cam"):
        app.selectbox(key="explain_method").set_value(name).run()
        assert "value = result[" in app.code[0].value


def test_texts_that_name_no_cell_are_none():
    for text in ("", "0.sum", "0.sum:1,2", "0.sum:1,2,3,4", "x.sum:1,2,3", "0.sum:1,2,9999", 7):
        assert Spot.parse(text) is None


def test_files_and_tables_can_be_taken_away(app):
    opened(app, check="true", method="saliency")
    labels = {button.label for button in app.get("download_button")}
    assert labels == {
        "Maps, CSV", "Correlations, CSV", "convscope-32x32.png", "minivgg.safetensors",
    }  # fmt: skip


def test_nothing_is_computed_again_for_another_pin(app, monkeypatch):
    opened(app)
    monkeypatch.setattr(explain, "grad_cam", None)
    app.session_state["explain_figure"] = {"pin": "0.sum:0,1,2"}
    app.run()
    assert not app.exception
