"""The programs of the whole network are those of Feature maps, and tell of changes."""

import pytest

from pages.feature_maps import code as feature_maps
from pages.network import code
from pages.ui.inside.passage import load_network
from pages.ui.inside.spots import Spot
from pages.ui.picture import sample_picture
from vizcore.images import encode_png, to_network_input
from vizcore.nets import Edit, load_minivgg, operate


def test_both_pages_print_a_value_by_the_same_programs():
    value = Spot("flatten", 12).value(load_network().layers)
    assert code.programs(value) == feature_maps.programs(value)
    assert set(code.programs(value)) == {"PyTorch", "NumPy", "Keras"}


@pytest.mark.parametrize("spot", [Spot("softmax", 3), Spot("conv2", 1, 9, 9)])
def test_pytorch_prints_the_value_with_the_changes(spot, tmp_path, monkeypatch, capsys):
    pixels = to_network_input(sample_picture("cat").preview)
    (tmp_path / "convscope-32x32.png").write_bytes(encode_png(pixels))
    monkeypatch.chdir(tmp_path)
    edits = [Edit("off", "conv1", (5,)), Edit("kernel", "conv2", (1,), "laplacian")]
    names: dict[str, object] = {}
    exec(code.programs(spot.value(load_network().layers), edits)["PyTorch"], names)
    assert len(capsys.readouterr().out.splitlines()) >= 2
    model = load_minivgg("cpu")
    outputs, _ = operate(model, model.prepare(pixels[None].copy()), edits)
    outputs["softmax"] = outputs["fc2"].softmax(1)
    expected = outputs[spot.layer][(0, *(spot.value(load_network().layers).index))]
    assert float(names["changed"]) == pytest.approx(float(expected), rel=1e-5)
    assert float(names["changed"]) != pytest.approx(float(names["value"]), rel=1e-3)
