"""The Feature maps page: what it computes, what it sends, what it makes of odd requests."""

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.inside.crop import Crop
from pages.ui.inside.doubt import OUTSIDE, UNDECIDED, doubt, uncertainty
from pages.ui.inside.passage import Network, load_network, pass_through
from pages.ui.inside.spots import Spot
from pages.ui.network import trained
from pages.ui.picture import sample_picture
from tests.pages.helpers import opened
from tests.pages.sent import kept, protos, sent_to
from vizcore import ops
from vizcore.images import SAMPLES, shrink, to_network_input
from vizcore.locations import ASSETS
from vizcore.nets import LABELS


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


def test_the_page_opens_without_an_exception_and_shows_its_programs(app: AppTest) -> None:
    opened(app)
    assert not app.exception
    assert app.title[0].value == "Feature maps"
    assert not app.code
    app.button_group(key="code").set_value("pytorch").run()
    assert _standing_out("conv1") in app.code[0].value


def _standing_out(layer: str, channel: int | None = None) -> str:
    """The value of a layer, or of one map, furthest from zero on the cat; as PyTorch names it."""
    picture = sample_picture("cat")
    values = np.abs(pass_through(load_network(), Crop().cut(picture.preview)).values[layer])
    if channel is None:
        channel = int(values.max(axis=(1, 2)).argmax())
    row, column = np.argwhere(values[channel] == values[channel].max())[0]
    return f'outputs["{layer}"][0, {channel}, {row}, {column}]'


def test_the_address_names_the_value_that_the_programs_print(app: AppTest) -> None:
    app.query_params.update({"layer": "conv3", "channel": "7", "cell": "2,15", "code": "PyTorch"})
    opened(app)
    assert 'outputs["conv3"][0, 7, 2, 15]' in app.code[0].value


@pytest.mark.parametrize(
    "asked",
    [
        {"layer": "conv9", "channel": "1"},
        {"layer": "conv3", "channel": "64"},
        {"layer": "conv3", "channel": "-1", "cell": "0,0"},
        {"layer": "pool2", "channel": "3", "cell": "8,0"},
        {"layer": "conv1", "channel": "one", "cell": ","},
        {"crop": "nan,0,1"},
        {"crop": "0.5"},
    ],
)
def test_nonsense_in_the_address_gives_the_default(app: AppTest, asked: dict[str, str]) -> None:
    app.query_params.update(asked | {"code": "PyTorch"})
    opened(app)
    assert not app.exception
    layer = asked.get("layer", "conv1").replace("conv9", "conv1")
    channel = {"conv9": 1, "pool2": 3}.get(asked.get("layer", ""))
    assert _standing_out(layer, channel) in app.code[0].value


@pytest.mark.parametrize("channel", [None, 7])
def test_where_the_address_names_no_value_the_programs_print_the_one_on_screen(
    app: AppTest, channel: int | None
) -> None:
    app.query_params.update({"layer": "conv3", "code": "PyTorch"})
    if channel is not None:
        app.query_params["channel"] = str(channel)
    opened(app)
    assert _standing_out("conv3", channel) in app.code[0].value


def test_the_most_likely_class_stands_out_in_the_last_layers(app: AppTest) -> None:
    opened(app)
    meta, _ = sent_to(app, "maps")
    assert meta["standing"]["fc2"]["map"] == LABELS.index("cat")
    assert sorted(meta["standing"]) == sorted(layer.name for layer in load_network().layers)


def test_both_files_that_the_programs_read_can_be_saved(app: AppTest) -> None:
    opened(app)
    assert {"convscope-32x32.png", "minivgg.safetensors"} <= {
        button.label for button in app.get("download_button")
    }


def test_a_pinned_value_reaches_the_programs(app: AppTest) -> None:
    app.query_params["code"] = "PyTorch"
    opened(app)
    app.session_state["feature_maps"] = {
        "spot": {"layer": "fc2", "channel": 4, "row": 0, "column": 0}
    }
    app.run()
    assert not app.exception
    assert 'outputs["fc2"][0, 4]' in app.code[0].value


def test_a_device_that_is_not_there_is_explained(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cache in (load_network, trained):
        cache.clear()  # type: ignore[attr-defined]
    monkeypatch.setenv("CONVSCOPE_DEVICE", "abacus")
    opened(app)
    assert not app.exception
    assert [error.value for error in app.error] == [
        "There is no device 'abacus' here; choose 'cpu' or 'auto'."
    ]


@pytest.mark.lecture("L32", page="feature_maps")
def test_the_browser_can_tell_every_number_of_the_network_to_the_last_bit(app: AppTest) -> None:
    opened(app)
    picture = sample_picture("cat")
    network = load_network()
    values = pass_through(network, Crop().cut(picture.preview)).values
    _, arrays = sent_to(app, "maps")
    for layer in network.layers:
        source = values.get(layer.source)
        if layer.kind == "relu":
            told = np.maximum(source, 0)
        elif layer.kind == "pool":
            told = ops.pool(source[None], layer.window, stride=layer.stride)[0]
        elif layer.kind == "dropout":
            told = source
        elif layer.kind == "flatten":
            told = source.ravel()
        elif layer.kind == "bn":
            zero = arrays[f"{layer.name}.zero"]
            told = np.broadcast_to(zero.reshape(-1, *[1] * (source.ndim - 1)), source.shape).copy()
            told[source != 0] = arrays[layer.name]
        else:
            told = arrays[layer.name]
        np.testing.assert_array_equal(told, values[layer.name], err_msg=layer.name)
    np.testing.assert_array_equal(arrays["pixels"], to_network_input(picture.preview))


def test_what_every_picture_shares_goes_in_a_message_of_its_own(app: AppTest) -> None:
    opened(app)
    network = load_network()
    facts, arrays = kept(app)["minivgg"]
    assert [layer["name"] for layer in facts["layers"]] == [layer.name for layer in network.layers]
    for name in ("conv2.weight", "bn3.running_var", "fc2.bias"):
        np.testing.assert_array_equal(arrays[name], network.drawn.parameters[name])
    assert "fc1.weight" not in arrays, "eight megabytes that nobody looks at"
    meta, _ = sent_to(app, "maps")
    assert meta["network"] == "minivgg"
    np.testing.assert_array_equal(
        kept(app)[meta["photo"]][1]["array"], shrink(sample_picture("cat").preview, 320)
    )


def test_kernels_whose_weights_are_all_small_are_dead_in_every_layer_that_they_alone_feed(
    app: AppTest,
) -> None:
    opened(app)
    facts, arrays = kept(app)["minivgg"]
    dead = {layer["name"]: layer["dead"] for layer in facts["layers"]}
    sizes = np.abs(arrays["conv1.weight"]).max(axis=(1, 2, 3))
    assert dead["conv1"] == np.flatnonzero(sizes < facts["dead"]).tolist()
    assert len(dead["conv1"]) == 2
    assert np.delete(sizes, dead["conv1"]).min() > 100 * facts["dead"]
    assert dead["relu1"] == dead["bn1"] == dead["conv1"]
    assert dead["input"] == dead["conv2"] == dead["pool1"] == []


def test_the_network_is_introduced_with_its_own_figures(app: AppTest) -> None:
    opened(app)
    facts, _ = kept(app)["minivgg"]
    card = json.loads((ASSETS / "weights" / "model-card.json").read_text())
    count = sum(layer["parameters"] for layer in card["layers"])
    right = sum(card["test"]["confusion"][i][i] for i in range(len(LABELS)))
    total = sum(map(sum, card["test"]["confusion"]))
    assert facts["about"] == (
        f"MiniVGG has {count:,} parameters and names {100 * right / total:.1f} % "
        f"of {total:,} test images right."
    )
    assert "2,169,770" in facts["about"]


def test_a_picture_costs_fewer_bytes_than_its_floats(app: AppTest) -> None:
    opened(app)
    (maps,) = protos(app, "maps")
    assert len(maps.bytes) < 670_000


def test_a_pinned_value_and_another_layer_cost_no_forward_pass(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app)
    (before,) = (proto.bytes for proto in protos(app, "maps"))
    monkeypatch.setattr("pages.ui.inside.passage.pass_through", None)
    app.session_state["feature_maps"] = {
        "spot": {"layer": "fc2", "channel": 4, "row": 0, "column": 0}
    }
    app.run()
    assert not app.exception
    assert [proto.bytes for proto in protos(app, "maps")] == [before]


def test_what_dropout_is_not_sent_for_is_what_came_before_it(network: Network) -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    values = pass_through(network, pixels).values
    for name, source in (("dropout1", "pool1"), ("dropout2", "pool2"), ("dropout3", "bn5")):
        np.testing.assert_array_equal(values[name], values[source])


def test_people_at_the_same_time_get_what_each_would_get_alone(network: Network) -> None:
    pictures = np.random.default_rng(3).integers(0, 256, (6, 32, 32, 3), dtype=np.uint8)
    alone = [pass_through(network, pixels).probabilities for pixels in pictures]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda pixels: pass_through(network, pixels), pictures))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose(other.probabilities, one, atol=1e-6)


def test_a_picture_leaves_no_trace_in_the_model(network: Network) -> None:
    before = {name: array.copy() for name, array in network.drawn.parameters.items()}
    pass_through(network, np.full((32, 32, 3), 200, np.uint8))
    after = network.model.layers.state_dict()
    for name, array in before.items():
        np.testing.assert_array_equal(after[name].numpy(), array)


@pytest.mark.parametrize(
    "name",
    sorted(name for name in SAMPLES if name != "cat" and SAMPLES[name].kind != "drawing"),
)
def test_every_sample_but_the_cat_and_the_drawings_is_known_to_be_outside_the_ten_classes(
    name: str,
) -> None:
    assert doubt(name, np.eye(10)[0]) == OUTSIDE


def test_a_flat_answer_is_doubted_and_a_sure_one_is_not() -> None:
    flat, sure = np.full(10, 0.1), np.array([0.91, *[0.01] * 9])
    assert doubt(None, flat) == UNDECIDED
    assert doubt(None, sure) == ""
    assert doubt("cat", flat) == UNDECIDED
    assert uncertainty(flat) == 1.0


def test_a_crop_stays_inside_the_picture_at_every_edge() -> None:
    for height, width in ((300, 451), (12, 12), (1, 7), (1024, 33)):
        for x in (0.0, 0.3, 1.0):
            for y in (0.0, 0.7, 1.0):
                for side in (1e-6, 0.4, 1.0):
                    top, left, length = Crop(x, y, side).box(height, width)
                    assert 0 <= top <= height - length
                    assert 0 <= left <= width - length
                    assert length >= 1


def test_the_middle_crop_is_the_networks_own_default() -> None:
    image = np.random.default_rng(5).integers(0, 256, (60, 91, 3), dtype=np.uint8)
    np.testing.assert_array_equal(Crop().cut(image), to_network_input(image))


@pytest.mark.parametrize("text", ["", "1,2", "a,b,c", "0.5,0.5,0", "2,0,1", "0,0,inf", None, 7])
def test_what_is_no_crop_is_none(text: object) -> None:
    assert Crop.parse(text) is None


def test_a_spot_of_a_flat_layer_has_one_index(network: Network) -> None:
    assert Spot("fc1", 17).value(network.layers).index == (17,)
    assert Spot("pool1", 3, 2, 1).value(network.layers).source == "bn2"
