"""The programs of the whole network are those of Feature maps: one value, printed three times."""

from pages.feature_maps import code as feature_maps
from pages.network import code
from pages.ui.inside.passage import load_network
from pages.ui.inside.spots import Spot


def test_both_pages_print_a_value_by_the_same_programs():
    value = Spot("flatten", 12).value(load_network().layers)
    assert code.programs(value) == feature_maps.programs(value)
    assert set(code.programs(value)) == {"PyTorch", "NumPy", "Keras"}
