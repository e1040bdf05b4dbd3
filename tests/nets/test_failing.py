"""A device that gives up in the middle of it all."""

import asyncio

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from vizcore.nets import failing, load_minivgg
from vizcore.nets.batching import pass_together
from vizcore.serve.frames import Frames
from vizcore.serve.messages import Frame

GONE = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    RuntimeError("CUDA error: device-side assert triggered"),
    RuntimeError("MPS backend out of memory (MPS allocated: 18.13 GB)"),
]


@pytest.fixture(autouse=True)
def _on_a_card(monkeypatch):
    monkeypatch.setenv("CONVSCOPE_DEVICE", "auto")


@pytest.mark.parametrize("error", GONE, ids=str)
def test_a_device_that_is_gone_is_told_from_a_mistake(error):
    assert failing.has_failed(error)
    assert not failing.has_failed(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    assert not failing.has_failed(MemoryError())


def test_one_goes_on_without_it_once():
    assert failing.go_on_without()
    assert not failing.go_on_without()


def test_a_page_runs_again_on_the_processor_and_says_so_once():
    app = AppTest.from_string(
        "import streamlit as st, torch\n"
        "from pages.ui.device import without_it_if_need_be\n"
        "import os\n"
        "with without_it_if_need_be():\n"
        "    if os.environ['CONVSCOPE_DEVICE'] != 'cpu':\n"
        "        raise torch.OutOfMemoryError('CUDA out of memory')\n"
        "    st.text('computed on ' + os.environ['CONVSCOPE_DEVICE'])\n"
    )
    app.run()
    assert not app.exception
    assert [each.value for each in app.text] == ["computed on cpu"]


def test_a_mistake_stays_a_mistake():
    app = AppTest.from_string(
        "from pages.ui.device import without_it_if_need_be\n"
        "with without_it_if_need_be():\n"
        "    raise RuntimeError('shapes')\n"
    )
    app.run()
    assert app.exception[0].message == "shapes"


def test_live_pictures_are_answered_all_the_same():
    model, loads = load_minivgg("cpu"), []

    def load():
        loads.append(1)

        def gone(*_):
            raise torch.OutOfMemoryError("CUDA out of memory")

        return gone if len(loads) == 1 else lambda *asked: pass_together(model, *asked)

    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    frames = Frames(load)
    asked = Frame(1, "conv1", True, picture.tobytes())
    data = asyncio.run(frames.ask(asked))
    assert len(loads) == 2
    assert len(data) > 32 * 32 * 32 * 4
