"""What the browser tells of its own settings, read with care: anybody can write an address."""

import pytest

from pages.ui.components.report import _texts

NAMES = ("logits", "rate")


def test_texts_are_kept_in_the_order_of_the_names():
    told = {"values": {"rate": "2", "logits": "1,2", "zoom": "3"}, "at": 1}
    assert list(_texts(told, NAMES).items()) == [("logits", "1,2"), ("rate", "2")]


@pytest.mark.parametrize("told", [None, 7, {}, {"values": None}, {"values": {"rate": 2}}])
def test_what_is_no_text_is_left_out(told):
    assert _texts(told, NAMES) == {}
